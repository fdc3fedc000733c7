"""`dragoman pages`: list the pages of the record, with how much each says."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "pages",
    """List the pages of the record, with how much each says.

    dragoman show p12 shows what a page says.
    """,
    """\
  dragoman pages --published 2012-12
  dragoman pages --sort added --format csv -o pages.csv""",
)
