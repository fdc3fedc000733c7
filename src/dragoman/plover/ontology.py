"""The tables of the ontology, read once when first asked for: types, modes, contexts, and CAMEO both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class TypeRow(NamedTuple):
    """One PLOVER event type: its quad class, its conflict-cooperation score (-10 to 10), what it means."""

    name: str
    quad: str
    score: float
    means: str


class ModeRow(NamedTuple):
    """One mode of a type, with a score of its own."""

    name: str
    score: float
    means: str


class Ontology(NamedTuple):
    """All tables, keyed as they are looked up. `to_cameo` has the key (type, mode, context), both of the latter "" where none is meant."""

    types: dict[str, TypeRow]
    modes: dict[str, dict[str, ModeRow]]
    contexts: dict[str, str]
    from_cameo: dict[str, tuple[str, str | None, tuple[str, ...]]]
    to_cameo: dict[tuple[str, str, str], str]


@cache
def ontology() -> Ontology:
    """The ontology as the tables of this package have it."""
    types = {row[0]: TypeRow(row[0], row[1], float(row[2]), row[3]) for row in _rows("types.tsv")}
    modes: dict[str, dict[str, ModeRow]] = {name: {} for name in types}
    for type_, mode, score, means in _rows("modes.tsv"):
        modes[type_][mode] = ModeRow(mode, float(score), means)
    return Ontology(
        types=types,
        modes=modes,
        contexts={row[0]: row[1] for row in _rows("contexts.tsv")},
        from_cameo={
            code: (type_, mode or None, tuple(filter(None, contexts.split("; ")))) for code, type_, mode, contexts in _rows("cameo.tsv")
        },
        to_cameo={(type_, mode, context): code for type_, mode, context, code in _rows("to_cameo.tsv")},
    )


def quad(type: str) -> str:
    """The quad class of a type: "verbal cooperation", "material cooperation", "verbal conflict" or "material conflict".

    Raises KeyError if there is no such type.
    """
    return ontology().types[type].quad


def score(type: str, mode: str | None = None) -> float:
    """The conflict-cooperation score (-10 to 10) of a type, or of its mode where one is given. Raises KeyError on an unknown name."""
    tables = ontology()
    return tables.modes[type][mode].score if mode else tables.types[type].score


def cameo(type: str, mode: str | None = None, contexts: Iterable[str] = ()) -> str | None:
    """The CAMEO code that says best what a type, mode and contexts (most telling first) say; None for a name that is not PLOVER's."""
    tables = ontology()
    if type not in tables.types or (mode and mode not in tables.modes[type]):
        return None
    for context in (*contexts, ""):
        found = tables.to_cameo.get((type, mode or "", context))
        if found:
            return found
    return None


def from_cameo(code: str) -> tuple[str, str | None, tuple[str, ...]] | None:
    """Type, mode and contexts of a CAMEO code; None where PLOVER has no type for it (statements, 01) or there is no such code."""
    return ontology().from_cameo.get(code)


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated table, without comments and the row of column names."""
    lines = (line for line in (_HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#"))
    width = len(next(lines).split("\t"))
    for line in lines:
        row = line.split("\t")
        if len(row) != width:
            raise ValueError(f"{name}: {line!r} has {len(row)} columns, not {width}")
        yield row
