"""How users call what is in a record: `e12` event 12, `a` assessments, `m` commitments, `k` conditions, `w` causes, `p` pages."""

from __future__ import annotations

from dragoman.record.tables import ITEMS

LETTERS: dict[str, str] = {name: table.info["letter"] for name, table in ITEMS.items()} | {"pages": "p"}
_KINDS = {letter: kind for kind, letter in LETTERS.items()}


def kind_and_number(id: str) -> tuple[str, int]:
    """`("events", 12)` for `e12`. Raises ValueError if it is no id of an item or a page."""
    letter, digits = id[:1].lower(), id[1:]
    if letter not in _KINDS or not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise ValueError(
            f"{id!r} is no id; ids are e1 (events), a1 (assessments), m1 (commitments), k1 (conditions), w1 (causes), p1 (pages)"
        )
    return _KINDS[letter], int(digits)
