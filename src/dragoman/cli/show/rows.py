"""Answers of the record as a table for a terminal: who, what, whom, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.show import words
from dragoman.cli.terminal import printable
from dragoman.coding import Amount, DateInterval, Fatalities

if TYPE_CHECKING:
    from dragoman.record.answers import Answer

Row = dict[str, Any]
_STYLE = {"verbal cooperation": "blue", "material cooperation": "green", "verbal conflict": "yellow", "material conflict": "red"}
_LONGEST = 280  # Characters of a sentence in one cell.


class Told(NamedTuple):
    """A row in words: the sides, what passes between them, notes under it, when."""

    sides: str
    what: str
    notes: tuple[str, ...]
    when: str


def as_table(kind: str, answer: Answer, *, width: int = 100, colour: bool = False) -> str:
    """The rows of an answer, `width` columns wide."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=width, header_style="dim")
    longest = max((len(str(row.get("id") or row["page"])) for row in answer), default=4)
    table.add_column("", width=max(4, longest), no_wrap=True)
    if kind in ("pages", "find"):
        table.add_column("published", width=12, overflow="fold")
        table.add_column("page" if kind == "pages" else "sentence", ratio=1, overflow="fold")
        for row in answer:
            published = words.days(_interval(row, "published")).replace("..", "\n..")
            table.add_row(row.get("id") or row["page"], published, _page(row) if kind == "pages" else _found(row))
    else:
        table.add_column("date", width=12, overflow="fold")
        table.add_column("who, what, whom", width=28, overflow="fold")
        table.add_column("p", width=4)
        table.add_column("sentence", ratio=1, overflow="fold")
        for row in answer:
            told = TOLD[kind](row)
            cell = Text.assemble((printable(told.sides), "bold"), "\n", (printable(told.what), _STYLE.get(row.get("quad", ""), "")))
            for note in told.notes:
                cell.append(f"\n{printable(note)}", style="dim")
            sure = "" if row["confidence"] is None else f"{row['confidence']:.2f}"
            table.add_row(row["id"], told.when.replace("..", "\n.."), cell, sure, _quote(row))
    if len(answer):
        console.print(table)
    return out.getvalue()


def _quote(row: Row) -> Text:
    """The sentence with its words in bold, then the page it stands on."""
    if row["sentence"] is None and row["words"] is None:
        return Text("(no page: imported)" if row["page"] is None else "", style="dim")
    return Text.assemble(marked(row["sentence"] or row["words"], [row["words"]]), "\n", (where(row), "dim"))


def marked(sentence: str, bold: list[str]) -> Text:
    """A sentence, cut to what fits in a cell, with these words in bold."""
    text = printable(sentence)
    if len(text) > _LONGEST:
        first = text.find(printable(bold[0])) if bold else 0
        start = max(0, min(first - 40, len(text) - _LONGEST)) if first > _LONGEST // 2 else 0
        end = start + _LONGEST
        text = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    out = Text(text)
    out.highlight_words([one for one in map(printable, bold) if one], style="bold")
    return out


def where(row: Row) -> str:
    """The page of a row in one line."""
    parts = (row["page"], row["publisher"], words.days(_interval(row, "published")), row["headline"])
    return " · ".join(printable(part) for part in parts if part)


def _interval(row: Row, name: str) -> DateInterval | None:
    first = row[f"{name}_from"]
    return DateInterval(first, row[f"{name}_to"]) if first else None


def _amount(row: Row) -> str:
    if row["amount"] is None:
        return ""
    return words.amount(Amount(row["amount"], row["currency"], row["amount_qualifier"] or "exact", row["amount_per"], row["unit"]))


def _sides(source: str, target: str) -> str:
    return " ↔ ".join(source.split("+")) if source == target and "+" in source else f"{source} → {target}"


def _event(row: Row) -> Told:
    what = f"{row['type']}, {row['mode']}" if row["mode"] else row["type"]
    if row["status"] != "actual":
        what += f" ({words.STATUS[row['status']]})"
    toll = Fatalities(row["deaths"], row["deaths_qualifier"], row["deaths_actor"]) if row["deaths"] is not None else None
    notes = (
        f"said by {row['speaker']}" if row["speaker"] else "",
        _amount(row),
        words.fatalities(toll),
        f"at {row['place']}" if row["place"] else "",
    )
    return Told(_sides(row["source"], row["target"]), what, _notes(row, *notes), words.days(_interval(row, "date")))


def _notes(row: Row, *notes: str) -> tuple[str, ...]:
    standing = {"rejected": "rejected by a person", "replaced": "as read; since corrected"}.get(row["standing"], "")
    corrected = "corrected by a person" if row["origin"] == "corrected" else ""
    return tuple(filter(None, (*notes, standing, corrected)))


def _assessment(row: Row) -> Told:
    notes = (row["aspects"].replace(";", ","), f"said by {row['holder'] or 'the reporter'}")
    return Told(f"{row['side_a']}–{row['side_b']}", row["direction"], _notes(row, *notes), words.days(_interval(row, "period")))


def _commitment(row: Row) -> Told:
    what = f"{row['kind'].replace('_', ' ')}, {row['status']}"
    notes = _notes(row, _amount(row), row["purpose"] or "")
    return Told(f"{row['giver']} → {row['receiver']}", what, notes, words.days(_interval(row, "date")))


def _condition(row: Row) -> Told:
    when = " to ".join(filter(None, (words.days(_interval(row, "since")), words.days(_interval(row, "until")))))
    notes = _notes(row, row["subject"] if row["subject"] != row["kind"] else "")
    return Told(f"{row['holder']} / {row['against']}", f"{row['kind']}, {row['state']}", notes, when)


def _cause(row: Row) -> Told:
    def end(name: str) -> str:
        return f"{row[name]} {_sides(row[f'{name}_source'], row[f'{name}_target'])} {row[f'{name}_type']}"

    return Told(end("cause"), f"brought about {end('effect')}", _notes(row, f"“{row['cue']}”"), "")


TOLD: dict[str, Callable[[Row], Told]] = {
    "events": _event,
    "assessments": _assessment,
    "commitments": _commitment,
    "conditions": _condition,
    "causes": _cause,
}


def _page(row: Row) -> Text:
    kinds = ("events", "assessments", "commitments", "conditions", "causes")
    counts = ", ".join(f"{row[kind]} {kind if row[kind] != 1 else kind.removesuffix('s')}" for kind in kinds if row[kind])
    where = " · ".join(printable(part) for part in (row["publisher"], row["byline"], row["source"]) if part)
    return Text.assemble((printable(row["headline"] or "(no headline)"), "bold"), "\n", (where, "dim"), "\n", counts or "nothing coded")


def _found(row: Row) -> Text:
    more = f"{row['sentences'] - 1} more sentences" if row["sentences"] > 2 else "1 more sentence" if row["sentences"] == 2 else ""
    coded = ", ".join(row["in_sentence"])
    where = " · ".join(printable(part) for part in (row["publisher"], row["headline"], more, coded and f"coded: {coded}") if part)
    return Text.assemble(marked(row["sentence"], row["words"]), "\n", (where, "dim"))
