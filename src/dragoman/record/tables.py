"""The tables of a record, for both databases. What a column means stands in its `doc`; docs/reference/record.md is made from them.

Every coded item (event, assessment, commitment, condition, cause) is a row that never changes, but for `standing`, which says whether it
is what the record holds now. Names are plain words, so that the file reads well in Datasette, pandas and R.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

# `stands`: what the record says now. `older`: of a reading that a newer one has taken the place of. `rejected`, `replaced`: by a person.
STANDINGS = ("stands", "older", "rejected", "replaced")
ORIGINS = ("read", "imported", "corrected")

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_one_%(column_0_N_name)s",
        "ck": "%(table_name)s_has_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s",
        "pk": "%(table_name)s_key",
    }
)


def _number(means: str) -> Column[Any]:
    return Column("number", Integer, primary_key=True, doc=means)


def _in(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=name)


imports = Table(
    "imports",
    metadata,
    _number("Number of the import in this record."),
    Column("source", Text, nullable=False, doc="The file that was imported, as it was named."),
    Column("format", Text, nullable=False, doc="Its layout: keds, icews, polecat or csv."),
    Column("digest", Text, nullable=False, doc="SHA-256 of its content; the same file is imported once."),
    Column("imported_at", Text, nullable=False, doc="When, UTC."),
    UniqueConstraint("digest"),
    info={"means": "Files of events that came without pages."},
)

pages = Table(
    "pages",
    metadata,
    _number("Number of the page in this record; commands call page 12 `p12`."),
    Column("id", Text, nullable=False, doc="Hash of the content; the same page has the same id in every record."),
    Column("source", Text, nullable=False, doc="Where the page came from: path, URL, archive and offset."),
    Column("headline", Text, doc="Its headline."),
    Column("byline", Text, doc="Who wrote it, as the page says."),
    Column("publisher", Text, doc="Who published it."),
    Column("language", Text, doc="Code of its language."),
    Column("url", Text, doc="Its address."),
    Column("published_from", Date, doc="First day on which it may have been published."),
    Column("published_to", Date, doc="Last such day."),
    Column("published_basis", Text, doc="How that is known: stated, metadata, given or inferred."),
    Column("body", Text, nullable=False, doc="Headline and paragraphs, joined by blank lines."),
    Column("comments", Text, nullable=False, doc="Readers' comments, a JSON list; never coded."),
    Column("counters", Text, nullable=False, doc="Numbers that the page shows about itself, a JSON object."),
    Column("comments_open", SmallInteger, doc="1 if readers may comment, 0 if not."),
    Column("added_at", Text, nullable=False, doc="When it came into the record, UTC."),
    UniqueConstraint("id"),
    Index(None, "published_from", "published_to"),
    Index(None, "publisher", "published_from"),
    info={"means": "The pages, each once, without their furniture."},
)

readings = Table(
    "readings",
    metadata,
    _number("Number of the reading in this record."),
    Column("page", ForeignKey(pages.c.number), nullable=False, doc="The page that was read."),
    Column("reader", Text, nullable=False, doc="Version of the reader."),
    Column("read_at", Text, nullable=False, doc="When, UTC."),
    Column("newest", SmallInteger, nullable=False, doc="1 for the last reading of its page, whose codings the record stands by; else 0."),
    Column("agreement", Text, doc="Where two readers read the page: which of them found each item, a JSON object by its id."),
    UniqueConstraint("page", "reader"),
    info={"means": "Each page as one version of the reader read it. A newer reading is put beside the older."},
)

sentences = Table(
    "sentences",
    metadata,
    Column("reading", ForeignKey(readings.c.number), primary_key=True, doc="The reading that cut the body so."),
    Column("number", Integer, primary_key=True, autoincrement=False, doc="Number in the page, from 0."),
    Column("span_start", Integer, nullable=False, doc="Where it starts in the body, in Unicode code points from 0."),
    Column("span_end", Integer, nullable=False, doc="Where it ends, exclusive."),
    info={"means": "Where each sentence stands in the body of its page; the views give the words."},
    sqlite_with_rowid=False,
)


def _item(name: str, means: str, letter: str, *columns: Any) -> Table:
    """A table of coded items: the columns of its kind between those that all kinds have."""
    return Table(
        name,
        metadata,
        _number(f"Number in this record; commands call number 12 `{letter}12`."),
        Column("page", ForeignKey(pages.c.number), doc="The page that says so; empty for what was imported without a page."),
        Column("reading", ForeignKey(readings.c.number), doc="The reading that found it."),
        Column("imported", ForeignKey(imports.c.number), doc="The import that brought it, if it came without a page."),
        Column("label", Text, doc=f"Its id within the page: {letter}1, {letter}2, ..."),
        Column("origin", Text, nullable=False, doc="read, imported, or corrected (made by a person's correction of another row)."),
        Column(
            "standing",
            Text,
            nullable=False,
            doc="stands: what the record says now. older: a newer reading has taken its place. rejected, replaced: corrected by a person.",
        ),
        Column("day", Date, doc="The day to sort by: the first on which it may have been, else the first on which the page was published."),
        Column("last_day", Date, doc="The last such day."),
        *columns,
        Column("sentence", Integer, doc="Number of its sentence in the page, from 0."),
        Column("span_start", Integer, doc="Where the words that carry it start in the body, in Unicode code points from 0."),
        Column("span_end", Integer, doc="Where they end, exclusive."),
        Column("trigger", Text, doc="The word or words that name the act."),
        Column("confidence", Double, doc="0 to 1: how sure the reader is; empty for what was imported without one."),
        _in("origin", ORIGINS, "origin"),
        _in("standing", STANDINGS, "standing"),
        CheckConstraint("(page IS NULL) = (reading IS NULL) AND (page IS NULL) = (imported IS NOT NULL)", name="page_or_import"),
        Index(None, "page"),
        Index(None, "reading"),
        Index(None, "day", "last_day"),
        Index(None, "origin", "day"),
        info={"means": means, "letter": letter},
    )


def _amount() -> tuple[Column[Any], ...]:
    return (
        Column("amount", Double, doc="Money, or how many goods."),
        Column("currency", Text, doc="ISO 4217 code of the money; empty for goods."),
        Column("unit", Text, doc="What the goods are."),
        Column("amount_qualifier", Text, doc="exact, about, under or over."),
        Column("amount_per", Text, doc="year or month, for what is paid again and again."),
    )


events = _item(
    "events",
    "Who did what to whom. One row an event as one page tells it.",
    "e",
    Column("source", Text, nullable=False, doc="Who did it; several with + between."),
    Column("target", Text, nullable=False, doc="To whom; several with + between."),
    Column("type", Text, doc="PLOVER type; empty where an imported CAMEO code has none (statements, 01)."),
    Column("mode", Text, doc="PLOVER mode."),
    Column("contexts", Text, nullable=False, doc="PLOVER contexts, with `; ` between."),
    Column("cameo", Text, doc="CAMEO code."),
    Column("score", Double, doc="Conflict (-10) to cooperation (10), by type and mode."),
    Column("quad", Text, doc="verbal cooperation, material cooperation, verbal conflict or material conflict."),
    Column("status", Text, nullable=False, doc="actual, future, hypothetical or negated."),
    Column("date_from", Date, doc="First day on which it may have happened, if the text tells."),
    Column("date_to", Date, doc="Last such day."),
    Column("place", Text, doc="Where."),
    Column("place_country", Text, doc="The state that the place is in."),
    Column("lat", Double, doc="Degrees north."),
    Column("lon", Double, doc="Degrees east."),
    *_amount(),
    Column("deaths", BigInteger, doc="How many died."),
    Column("deaths_qualifier", Text, doc="exact, about, under or over."),
    Column("deaths_actor", Text, doc="Whose dead they are."),
    Column("speaker", Text, doc="Who says so; empty for the reporter."),
    Column("original", Text, doc="The row as it was imported: a JSON object of its columns."),
)
for _first in ("type", "mode", "status", "quad", "place"):
    Index(None, events.c[_first], events.c.day)
Index(None, events.c.confidence)
Index(None, events.c.type, events.c.confidence)
Index(None, events.c.speaker, events.c.day)
Index(None, events.c.place_country, events.c.day)

event_sides = Table(
    "event_sides",
    metadata,
    Column("event", ForeignKey(events.c.number), primary_key=True, doc="The event."),
    Column("side", Text, primary_key=True, doc="source, target or speaker."),
    Column("position", SmallInteger, primary_key=True, autoincrement=False, doc="Place in the list of that side, from 0."),
    Column("actor", Text, nullable=False, doc="Identifier: PAK, UN, TALIBAN."),
    Column("role", Text, doc="GOV, MIL, LEG, ... or empty."),
    Column("name", Text, doc="The person or body, if named."),
    Column("text", Text, doc="The words in the sentence; empty where only the page as a whole tells."),
    Column("span_start", Integer, doc="Where these words start in the body."),
    Column("span_end", Integer, doc="Where they end, exclusive."),
    Index(None, "actor", "event"),
    info={"means": "The sides and the speaker of each event, one row each."},
    sqlite_with_rowid=False,
)

event_dyads = Table(
    "event_dyads",
    metadata,
    Column("source", Text, primary_key=True, doc="Who did it."),
    Column("target", Text, primary_key=True, doc="To whom."),
    Column("event", ForeignKey(events.c.number), primary_key=True, doc="The event."),
    Index(None, "event"),
    info={"means": "Each event once for every pair of a source and a target: what to count dyads by."},
    sqlite_with_rowid=False,
)

assessments = _item(
    "assessments",
    "What somebody says of the relation between two sides.",
    "a",
    Column("holder", Text, doc="Who says so; empty for the reporter."),
    Column("side_a", Text, nullable=False, doc="One side of the relation."),
    Column("side_b", Text, nullable=False, doc="The other."),
    Column("aspects", Text, nullable=False, doc="What of it: political, military, ..., with `; ` between."),
    Column("direction", Text, nullable=False, doc="improving, worsening or steady."),
    Column("period_from", Date, doc="First day of the time that is spoken of."),
    Column("period_to", Date, doc="Last day."),
    Index(None, "side_a", "side_b", "day"),
    Index(None, "side_b", "day"),
)

commitments = _item(
    "commitments",
    "What one side promises, pays, holds back or is asked for.",
    "m",
    Column("giver", Text, nullable=False, doc="Who gives."),
    Column("receiver", Text, nullable=False, doc="Who gets."),
    Column("kind", Text, nullable=False, doc="reimbursement, military_aid, loan, ..."),
    *_amount(),
    Column("status", Text, nullable=False, doc="requested, promised, notified, approved, disbursed, held, released or cancelled."),
    Column("purpose", Text, doc="What for, in the page's words."),
    Column("date_from", Date, doc="First day on which that may have been."),
    Column("date_to", Date, doc="Last such day."),
    Index(None, "giver", "receiver", "day"),
    Index(None, "receiver", "day"),
)

conditions = _item(
    "conditions",
    "What stands open or shut between two sides at the time that a page speaks of.",
    "k",
    Column("subject", Text, nullable=False, doc="What stands open or shut, in words."),
    Column("kind", Text, nullable=False, doc="route, border, cooperation, talks, relations, ..."),
    Column("holder", Text, nullable=False, doc="Who holds it open or shut."),
    Column("against", Text, nullable=False, doc="Towards whom."),
    Column("state", Text, nullable=False, doc="open or shut; of sanctions and ceasefires open means in force."),
    Column("since_from", Date, doc="First day on which that may have begun."),
    Column("since_to", Date, doc="Last such day."),
    Column("until_from", Date, doc="First day on which it may have ended."),
    Column("until_to", Date, doc="Last such day."),
    Index(None, "holder", "against", "day"),
    Index(None, "against", "day"),
)

causes = _item(
    "causes",
    "Words of a page say that one of its events brought about another.",
    "w",
    Column("cause", ForeignKey(events.c.number), nullable=False, doc="The event that brought it about."),
    Column("effect", ForeignKey(events.c.number), nullable=False, doc="The event brought about."),
    Column("cue", Text, nullable=False, doc="The words that say so."),
    Index(None, "cause"),
    Index(None, "effect"),
)

ITEMS: dict[str, Table] = {table.name: table for table in (events, assessments, commitments, conditions, causes)}

ACTS = ("accept", "reject", "change", "undo")

corrections = Table(
    "corrections",
    metadata,
    _number("Number of the correction in this record; commands call correction 12 `c12`."),
    Column("kind", Text, nullable=False, doc="events, assessments, commitments, conditions or causes."),
    Column("item", Integer, nullable=False, doc="Number of the item, as it was read or imported, in the table of that kind."),
    Column("act", Text, nullable=False, doc="accept (it is right), reject (it is not), change (it is so), undo (another correction)."),
    Column("changes", Text, nullable=False, doc="What a change says: a JSON object of field and value."),
    Column("why", Text, nullable=False, doc="The reason given."),
    Column("person", Text, nullable=False, doc="Who made it."),
    Column("made_at", Text, nullable=False, doc="When, UTC."),
    Column("undoes", ForeignKey("corrections.number"), doc="The correction that this one undoes."),
    Column(
        "carried_from", ForeignKey("corrections.number"), doc="The correction of an older reading that this one carries over to a newer."
    ),
    Column("result", Integer, doc="Number of the corrected row that it led to, in the table of the kind; empty if there is none."),
    _in("kind", tuple(ITEMS), "kind"),
    _in("act", ACTS, "act"),
    CheckConstraint("(act = 'undo') = (undoes IS NOT NULL)", name="undone"),
    Index(None, "kind", "item"),
    Index(None, "kind", "result"),
    info={"means": "What people have said of items: a log to which is only added. What stands follows from it."},
)
