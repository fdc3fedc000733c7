"""Codings as a person would like to read them: tables for a terminal, a page for a browser."""
