"""The record: what many pages say together. Nothing here is imported before a command or a program asks for a record."""
