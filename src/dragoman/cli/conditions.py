"""`dragoman conditions`: ask the record what stands open or shut: routes, borders, talks, embassies, sanctions."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "conditions",
    """Ask the record what stands open or shut: routes, borders, talks, embassies, sanctions.

    Each row leads to its sentence: dragoman show k12 shows the condition whole.
    """,
    """\
  dragoman conditions --dyad PAK USA --kind route
  dragoman conditions --state shut --dates 2012-03""",
)
