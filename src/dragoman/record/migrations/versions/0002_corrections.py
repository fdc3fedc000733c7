"""Corrections by people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KINDS = "kind IN ('events', 'assessments', 'commitments', 'conditions', 'causes')"
ACTS = "act IN ('accept', 'reject', 'change', 'undo')"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer()),
        sa.Column("carried_from", sa.Integer()),
        sa.Column("result", sa.Integer()),
        sa.CheckConstraint(KINDS, name=op.f("corrections_has_kind")),
        sa.CheckConstraint(ACTS, name=op.f("corrections_has_act")),
        sa.CheckConstraint("(act = 'undo') = (undoes IS NOT NULL)", name=op.f("corrections_has_undone")),
        sa.ForeignKeyConstraint(["undoes"], ["corrections.number"], name=op.f("corrections_undoes")),
        sa.ForeignKeyConstraint(["carried_from"], ["corrections.number"], name=op.f("corrections_carried_from")),
        sa.PrimaryKeyConstraint("number", name=op.f("corrections_key")),
    )
    op.create_index(op.f("corrections_by_kind_item"), "corrections", ["kind", "item"])
    op.create_index(op.f("corrections_by_kind_result"), "corrections", ["kind", "result"])
