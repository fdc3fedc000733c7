"""Article -> Coding, one file a thing read."""
