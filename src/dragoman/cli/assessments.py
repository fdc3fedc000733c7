"""`dragoman assessments`: ask the record what is said of relations: that they improve, worsen or stay."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "assessments",
    """Ask the record what is said of relations: that they improve, worsen or stay.

    Each row leads to its sentence: dragoman show a12 shows the assessment whole.
    """,
    """\
  dragoman assessments --dyad PAK USA --direction improving
  dragoman assessments --speaker PAK --aspect military --sort oldest""",
)
