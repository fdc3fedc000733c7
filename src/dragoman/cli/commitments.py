"""`dragoman commitments`: ask the record what is promised, approved, paid, held back."""

from __future__ import annotations

from dragoman.cli.asking import asking

command = asking(
    "commitments",
    """Ask the record what is promised, approved, paid, held back.

    Each row leads to its sentence: dragoman show m12 shows the commitment whole.
    """,
    """\
  dragoman commitments --source USA --target PAK
  dragoman commitments --dyad PAK USA --kind reimbursement --status held --format json""",
)
