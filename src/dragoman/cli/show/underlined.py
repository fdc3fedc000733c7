"""A text with stretches of it underlined and named, for a terminal without colours, as compilers show where an error stands."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.cli.terminal import printable
from dragoman.coding import Span


def underlined(text: str, marks: Sequence[tuple[Span, str]], width: int) -> list[str]:
    """`text` in lines of at most `width` columns, under each the marks that touch it: `╰──────╯ label`.

    The spans of the marks count from the start of `text`.
    """
    out: list[str] = []
    for start, end in _lines(text, width):
        out.append(_blanked(text[start:end]))
        rows: list[str] = []
        for (first, last), label in sorted(marks):
            left, right = max(first, start) - start, min(last, end) - start
            if left >= right:
                continue
            bar = "╵" if right - left == 1 else f"╰{'─' * (right - left - 2)}╯"
            # The label stands where the mark begins; a mark that goes on from the line above is named only there.
            drawn = f"{bar} {label}" if first >= start else bar
            for at, row in enumerate(rows):
                if len(row) < left:
                    rows[at] = row.ljust(left) + drawn
                    break
            else:
                rows.append(" " * left + drawn)
        out += rows
    return out


def _lines(text: str, width: int) -> list[Span]:
    """Spans of the lines of `text`, broken at white space; a word longer than `width` keeps its line."""
    out: list[Span] = []
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > width:
            space = text.rfind(" ", start, start + width + 1)
            if space <= start:
                space = text.find(" ", start + 1)
            end = space if space > 0 else len(text)
        out.append((start, end))
        start = end + 1 if end < len(text) else end
    return out


def _blanked(text: str) -> str:
    """`text` with each character that a terminal must not see as one space, so that columns stay."""
    return "".join(c if printable(c) else " " for c in text)
