"""The words that a user searches for, read once and put to either database in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must all be there, or, behind a minus, must not. Several in quotation marks stand side by side; OR between two is either.

    `groups` are joined by OR; each is a list of (wanted, phrase).
    """

    groups: tuple[tuple[tuple[bool, str], ...], ...]

    @classmethod
    def read(cls, asked: str) -> Words:
        """Raises ValueError if no word is asked for, or a part of the question only says what must not be there."""
        groups: list[list[tuple[bool, str]]] = [[]]
        for wanted, phrase, quoted in _parts(asked):
            if phrase == "OR" and not quoted:
                groups.append([])
            elif plain := " ".join("".join(c if c.isalnum() else " " for c in phrase).split()):
                groups[-1].append((wanted, plain))
        if not all(any(wanted for wanted, _ in group) for group in groups):
            raise ValueError("say at least one word that must be there")
        return cls(tuple(map(tuple, groups)))

    def fts5(self) -> str:
        """For SQLite. Every phrase is a string, so that none is taken for an operator."""
        told = []
        for group in self.groups:
            wanted = " AND ".join(f'"{phrase}"' for yes, phrase in group if yes)
            unwanted = "".join(f' NOT "{phrase}"' for yes, phrase in group if not yes)
            told.append(f"(({wanted}){unwanted})")
        return " OR ".join(told)

    def plain(self) -> str:
        """For PostgreSQL's web search."""
        return " or ".join(" ".join(f'{"" if yes else "-"}"{phrase}"' for yes, phrase in group) for group in self.groups)


def _parts(asked: str) -> Iterator[tuple[bool, str, bool]]:
    """(wanted, words, whether in quotation marks) in order."""
    pieces = asked.replace("“", '"').replace("”", '"').split('"')
    unwanted = False
    for n, piece in enumerate(pieces):
        if n % 2:
            yield not unwanted, piece, True
        else:
            unwanted = piece.endswith("-")
            for word in piece.split():
                if word != "-":
                    yield not word.startswith("-"), word.removeprefix("-"), False
