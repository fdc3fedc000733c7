"""`dragoman find`: pages by their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.cli.asking import answer_options, filters, write


def _filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(filters("find")):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  dragoman find '"supply route" Pakistan'
  dragoman find 'drone OR strike -exercise' --published 2012
  dragoman find reimbursement --publisher "The Pass Gazette" --format json

\b
Exit status: 0 done (also if there is nothing), 1 no record, 2 wrong usage.""",
)
@click.argument("words")
@_filtered
@answer_options
def command(words: str, record_at: str | None, format_: str, output: Path | None, **question: Any) -> None:
    """Find the pages of the record that have WORDS, best first, each with the sentence that has most of them.

    All words must be there, in any form (supply finds supplies); "words in quotation marks" side by side; -word must not be there; OR
    between two is either.
    """
    given = {name: value for name, value in question.items() if value is not None and value != ()}
    write("find", format_, output, record_at, lambda record: record.find(words, **given))
