"""What a page says must not steer the terminal that shows it."""

from __future__ import annotations

import unicodedata

# Controls, and the format characters that turn text round or hide it (bidirectional overrides, zero width).
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co"})


def printable(text: str) -> str:
    """`text` on one line: each run of white space one space, each control or invisible character left out."""
    return " ".join("".join(c if c.isspace() or unicodedata.category(c) not in _UNSAFE else "" for c in text).split())
