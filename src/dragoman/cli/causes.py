"""`dragoman causes`: ask the record what brought about what, as pages say."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "causes",
    """Ask the record what brought about what, as pages say.

    Each row leads to its sentence: dragoman show w12 shows the cause whole. An actor counts on either end.
    """,
    """\
  dragoman causes --dyad PAK USA
  dragoman causes --actor NATO --sort oldest --format csv""",
)
