"""Pages, their readings, and the items of a coding; imports; words to search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

PAGE_OR_IMPORT = "(page IS NULL) = (reading IS NULL) AND (page IS NULL) = (imported IS NOT NULL)"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("imports_key")),
        sa.UniqueConstraint("digest", name=op.f("imports_one_digest")),
    )
    op.create_table(
        "pages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published_from", sa.Date()),
        sa.Column("published_to", sa.Date()),
        sa.Column("published_basis", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("counters", sa.Text(), nullable=False),
        sa.Column("comments_open", sa.SmallInteger()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pages_key")),
        sa.UniqueConstraint("id", name=op.f("pages_one_id")),
    )
    op.create_index(op.f("pages_by_published_from_published_to"), "pages", ["published_from", "published_to"])
    op.create_index(op.f("pages_by_publisher_published_from"), "pages", ["publisher", "published_from"])
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("newest", sa.SmallInteger(), nullable=False),
        sa.Column("agreement", sa.Text()),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("readings_page")),
        sa.PrimaryKeyConstraint("number", name=op.f("readings_key")),
        sa.UniqueConstraint("page", "reader", name=op.f("readings_one_page_reader")),
    )
    op.create_table(
        "assessments",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("reading", sa.Integer()),
        sa.Column("imported", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("holder", sa.Text()),
        sa.Column("side_a", sa.Text(), nullable=False),
        sa.Column("side_b", sa.Text(), nullable=False),
        sa.Column("aspects", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date()),
        sa.Column("period_to", sa.Date()),
        sa.Column("sentence", sa.Integer()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("trigger", sa.Text()),
        sa.Column("confidence", sa.Double()),
        sa.CheckConstraint("origin IN ('read', 'imported', 'corrected')", name=op.f("assessments_has_origin")),
        sa.CheckConstraint("standing IN ('stands', 'older', 'rejected', 'replaced')", name=op.f("assessments_has_standing")),
        sa.CheckConstraint(PAGE_OR_IMPORT, name=op.f("assessments_has_page_or_import")),
        sa.ForeignKeyConstraint(["imported"], ["imports.number"], name=op.f("assessments_imported")),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("assessments_page")),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("assessments_reading")),
        sa.PrimaryKeyConstraint("number", name=op.f("assessments_key")),
    )
    op.create_index(op.f("assessments_by_day_last_day"), "assessments", ["day", "last_day"])
    op.create_index(op.f("assessments_by_origin_day"), "assessments", ["origin", "day"])
    op.create_index(op.f("assessments_by_page"), "assessments", ["page"])
    op.create_index(op.f("assessments_by_reading"), "assessments", ["reading"])
    op.create_index(op.f("assessments_by_side_a_side_b_day"), "assessments", ["side_a", "side_b", "day"])
    op.create_index(op.f("assessments_by_side_b_day"), "assessments", ["side_b", "day"])
    op.create_table(
        "commitments",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("reading", sa.Integer()),
        sa.Column("imported", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Double()),
        sa.Column("currency", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("amount_qualifier", sa.Text()),
        sa.Column("amount_per", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text()),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("sentence", sa.Integer()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("trigger", sa.Text()),
        sa.Column("confidence", sa.Double()),
        sa.CheckConstraint("origin IN ('read', 'imported', 'corrected')", name=op.f("commitments_has_origin")),
        sa.CheckConstraint("standing IN ('stands', 'older', 'rejected', 'replaced')", name=op.f("commitments_has_standing")),
        sa.CheckConstraint(PAGE_OR_IMPORT, name=op.f("commitments_has_page_or_import")),
        sa.ForeignKeyConstraint(["imported"], ["imports.number"], name=op.f("commitments_imported")),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("commitments_page")),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("commitments_reading")),
        sa.PrimaryKeyConstraint("number", name=op.f("commitments_key")),
    )
    op.create_index(op.f("commitments_by_day_last_day"), "commitments", ["day", "last_day"])
    op.create_index(op.f("commitments_by_origin_day"), "commitments", ["origin", "day"])
    op.create_index(op.f("commitments_by_giver_receiver_day"), "commitments", ["giver", "receiver", "day"])
    op.create_index(op.f("commitments_by_page"), "commitments", ["page"])
    op.create_index(op.f("commitments_by_reading"), "commitments", ["reading"])
    op.create_index(op.f("commitments_by_receiver_day"), "commitments", ["receiver", "day"])
    op.create_table(
        "conditions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("reading", sa.Integer()),
        sa.Column("imported", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since_from", sa.Date()),
        sa.Column("since_to", sa.Date()),
        sa.Column("until_from", sa.Date()),
        sa.Column("until_to", sa.Date()),
        sa.Column("sentence", sa.Integer()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("trigger", sa.Text()),
        sa.Column("confidence", sa.Double()),
        sa.CheckConstraint("origin IN ('read', 'imported', 'corrected')", name=op.f("conditions_has_origin")),
        sa.CheckConstraint("standing IN ('stands', 'older', 'rejected', 'replaced')", name=op.f("conditions_has_standing")),
        sa.CheckConstraint(PAGE_OR_IMPORT, name=op.f("conditions_has_page_or_import")),
        sa.ForeignKeyConstraint(["imported"], ["imports.number"], name=op.f("conditions_imported")),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("conditions_page")),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("conditions_reading")),
        sa.PrimaryKeyConstraint("number", name=op.f("conditions_key")),
    )
    op.create_index(op.f("conditions_by_against_day"), "conditions", ["against", "day"])
    op.create_index(op.f("conditions_by_day_last_day"), "conditions", ["day", "last_day"])
    op.create_index(op.f("conditions_by_origin_day"), "conditions", ["origin", "day"])
    op.create_index(op.f("conditions_by_holder_against_day"), "conditions", ["holder", "against", "day"])
    op.create_index(op.f("conditions_by_page"), "conditions", ["page"])
    op.create_index(op.f("conditions_by_reading"), "conditions", ["reading"])
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("reading", sa.Integer()),
        sa.Column("imported", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("type", sa.Text()),
        sa.Column("mode", sa.Text()),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("cameo", sa.Text()),
        sa.Column("score", sa.Double()),
        sa.Column("quad", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("place", sa.Text()),
        sa.Column("place_country", sa.Text()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("amount", sa.Double()),
        sa.Column("currency", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("amount_qualifier", sa.Text()),
        sa.Column("amount_per", sa.Text()),
        sa.Column("deaths", sa.BigInteger()),
        sa.Column("deaths_qualifier", sa.Text()),
        sa.Column("deaths_actor", sa.Text()),
        sa.Column("speaker", sa.Text()),
        sa.Column("original", sa.Text()),
        sa.Column("sentence", sa.Integer()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("trigger", sa.Text()),
        sa.Column("confidence", sa.Double()),
        sa.CheckConstraint("origin IN ('read', 'imported', 'corrected')", name=op.f("events_has_origin")),
        sa.CheckConstraint("standing IN ('stands', 'older', 'rejected', 'replaced')", name=op.f("events_has_standing")),
        sa.CheckConstraint(PAGE_OR_IMPORT, name=op.f("events_has_page_or_import")),
        sa.ForeignKeyConstraint(["imported"], ["imports.number"], name=op.f("events_imported")),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("events_page")),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("events_reading")),
        sa.PrimaryKeyConstraint("number", name=op.f("events_key")),
    )
    op.create_index(op.f("events_by_day_last_day"), "events", ["day", "last_day"])
    op.create_index(op.f("events_by_origin_day"), "events", ["origin", "day"])
    op.create_index(op.f("events_by_mode_day"), "events", ["mode", "day"])
    op.create_index(op.f("events_by_status_day"), "events", ["status", "day"])
    op.create_index(op.f("events_by_quad_day"), "events", ["quad", "day"])
    op.create_index(op.f("events_by_place_day"), "events", ["place", "day"])
    op.create_index(op.f("events_by_confidence"), "events", ["confidence"])
    op.create_index(op.f("events_by_type_confidence"), "events", ["type", "confidence"])
    op.create_index(op.f("events_by_page"), "events", ["page"])
    op.create_index(op.f("events_by_place_country_day"), "events", ["place_country", "day"])
    op.create_index(op.f("events_by_reading"), "events", ["reading"])
    op.create_index(op.f("events_by_speaker_day"), "events", ["speaker", "day"])
    op.create_index(op.f("events_by_type_day"), "events", ["type", "day"])
    op.create_table(
        "sentences",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("sentences_reading")),
        sa.PrimaryKeyConstraint("reading", "number", name=op.f("sentences_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "causes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("reading", sa.Integer()),
        sa.Column("imported", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("cause", sa.Integer(), nullable=False),
        sa.Column("effect", sa.Integer(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Integer()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("trigger", sa.Text()),
        sa.Column("confidence", sa.Double()),
        sa.CheckConstraint("origin IN ('read', 'imported', 'corrected')", name=op.f("causes_has_origin")),
        sa.CheckConstraint("standing IN ('stands', 'older', 'rejected', 'replaced')", name=op.f("causes_has_standing")),
        sa.CheckConstraint(PAGE_OR_IMPORT, name=op.f("causes_has_page_or_import")),
        sa.ForeignKeyConstraint(["cause"], ["events.number"], name=op.f("causes_cause")),
        sa.ForeignKeyConstraint(["effect"], ["events.number"], name=op.f("causes_effect")),
        sa.ForeignKeyConstraint(["imported"], ["imports.number"], name=op.f("causes_imported")),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name=op.f("causes_page")),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name=op.f("causes_reading")),
        sa.PrimaryKeyConstraint("number", name=op.f("causes_key")),
    )
    op.create_index(op.f("causes_by_cause"), "causes", ["cause"])
    op.create_index(op.f("causes_by_day_last_day"), "causes", ["day", "last_day"])
    op.create_index(op.f("causes_by_origin_day"), "causes", ["origin", "day"])
    op.create_index(op.f("causes_by_effect"), "causes", ["effect"])
    op.create_index(op.f("causes_by_page"), "causes", ["page"])
    op.create_index(op.f("causes_by_reading"), "causes", ["reading"])
    op.create_table(
        "event_dyads",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name=op.f("event_dyads_event")),
        sa.PrimaryKeyConstraint("source", "target", "event", name=op.f("event_dyads_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("event_dyads_by_event"), "event_dyads", ["event"])
    op.create_table(
        "event_sides",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("name", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.ForeignKeyConstraint(["event"], ["events.number"], name=op.f("event_sides_event")),
        sa.PrimaryKeyConstraint("event", "side", "position", name=op.f("event_sides_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("event_sides_by_actor_event"), "event_sides", ["actor", "event"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE page_words USING fts5"
            "(body, content='pages', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        op.create_table(
            "page_words",
            sa.Column("page", sa.Integer(), nullable=False),
            sa.Column("words", sa.dialects.postgresql.TSVECTOR(), nullable=False),
            sa.ForeignKeyConstraint(["page"], ["pages.number"], name="page_words_page"),
            sa.PrimaryKeyConstraint("page", name="page_words_key"),
        )
        op.create_index("page_words_by_words", "page_words", ["words"], postgresql_using="gin")
