"""`dragoman events`: ask the record who did what to whom."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "events",
    """Ask the record who did what to whom.

    Each row leads to its sentence: dragoman show e12 shows the event whole.
    """,
    """\
  dragoman events --dyad PAK USA --dates 2012
  dragoman events --source USA --type AID --type SANCTION --min-confidence 0.7
  dragoman events --quad "material conflict" --place PAK --sort oldest --format csv -o events.csv
  dragoman events --speaker reporter --status actual --publisher Reuters""",
)
