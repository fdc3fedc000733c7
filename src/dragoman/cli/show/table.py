"""Codings as tables for a terminal, page by page."""

from __future__ import annotations

from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.show import words
from dragoman.cli.show.items import EVENTS, Item, items
from dragoman.cli.terminal import printable
from dragoman.coding import Coding

# Colours of the quad classes; the words say the same, so nothing hangs on seeing them.
_STYLE = {"vc": "blue", "mc": "green", "vx": "yellow", "mx": "red"}
_LONGEST = 240  # Characters of a page's words in one cell.


class TableFormat:
    """Writes codings as text `width` columns wide (80 to 120 read well)."""

    def __init__(self, *, width: int = 100, colour: bool = False) -> None:
        self._width = width
        self._colour = colour

    def begin(self) -> str:
        return ""

    def end(self) -> str:
        return ""

    def page(self, coding: Coding) -> str:
        """One page: headline, date, where it came from, then what it says."""
        out = StringIO()
        console = Console(
            file=out, width=self._width, force_terminal=self._colour, color_system="standard" if self._colour else None, highlight=False
        )
        article = coding.article
        console.print(Text(printable(article.headline or "(no headline)"), style="bold"))
        line = " · ".join(
            printable(part) for part in (words.published(article.published), article.publisher, article.byline, article.source) if part
        )
        console.print(Text(line, style="dim"))
        coded = items(coding)
        for group in dict.fromkeys(item.group for item in coded):
            if group != EVENTS:
                console.print(Text(group, style="italic"))
            console.print(self._table(coding, [item for item in coded if item.group == group]))
        if not coded:
            console.print(Text("nothing coded on this page"))
        console.print()
        return out.getvalue()

    def _table(self, coding: Coding, rows: list[Item]) -> Table:
        # The same widths on all pages and groups, so that the eye finds its place.
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, width=self._width, header_style="dim")
        table.add_column("", width=4, overflow="fold")
        table.add_column("date", width=12, overflow="fold")
        table.add_column("who, what, whom", width=28, overflow="fold")
        table.add_column("p", width=4)
        table.add_column("words", ratio=1, overflow="fold")
        for item in rows:
            told = Text.assemble((printable(item.sides), "bold"), "\n", (printable(item.what), _STYLE.get(item.look, "")))
            for note in item.notes:
                told.append(f"\n{printable(note)}", style="dim")
            table.add_row(item.id, item.when.replace("..", "\n.."), told, f"{item.confidence:.2f}", _quote(coding, item))
        return table


def _quote(coding: Coding, item: Item) -> Text:
    """The words of the page that carry the item, those of the act in bold."""
    body = coding.article.body
    text = printable(body[slice(*item.words)])
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    quote = Text(text)
    act = printable(body[slice(*item.act)])
    if act and item.act != item.words:
        quote.highlight_words([act], style="bold")
    return quote
