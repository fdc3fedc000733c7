"""One item of the record in words: what it says, its sentence with the words marked, its page."""

from __future__ import annotations

from dragoman.cli.show.rows import TOLD
from dragoman.cli.show.underlined import underlined
from dragoman.cli.terminal import printable
from dragoman.coding import Span
from dragoman.record.showing import Shown

_STANDING = {"older": "of an older reading of the page", "rejected": "rejected by a person", "replaced": "as read; since corrected"}


def as_text(shown: Shown, *, width: int = 100) -> str:
    """The item, `width` columns wide."""
    row = shown.row
    told = TOLD[shown.kind](row)
    sure = "" if row["confidence"] is None else f"confidence {row['confidence']:.2f}"
    out = ["  ".join(map(printable, filter(None, (row["id"], told.sides, told.what, f"({sure})" if sure else ""))))]
    for note in (told.when, *told.notes, _STANDING.get(row["standing"], "") if row["standing"] == "older" else ""):
        if note:
            out.append(f"    {printable(note)}")
    if row["sentence"]:
        out += ["", *(f"  {line}".rstrip() for line in underlined(row["sentence"], _marks(shown), width - 2))]
    if shown.sides:
        out += ["", "who"]
        for side in shown.sides:
            who = side.actor + (f" ({side.role})" if side.role else "") + (f", {side.name}" if side.name else "")
            said = f"  “{printable(side.text)}”" if side.text else "  (told by the page as a whole)"
            out.append(f"  {side.side:8} {printable(who)}{said}")
        if not any(side.side == "speaker" for side in shown.sides):
            out.append("  speaker  the reporter")
    out.append("")
    if row["page"]:
        published = f"{row['published_from']}" + (f"..{row['published_to']}" if row["published_to"] != row["published_from"] else "")
        line = (row["headline"], row["publisher"], published if row["published_from"] else "no date", row["url"], row["page_source"])
        out.append("page  " + " · ".join(printable(part) for part in (row["page"], *line) if part))
        out.append(f"      id {printable(row['page_id'])}, {row['label'] or 'no label'} on it")
    if shown.reader is not None:
        out.append(f"read  {shown.read_at} by {printable(shown.reader)}")
    if shown.imported_from:
        out.append(f"from  {printable(shown.imported_from)} (imported, without a page)")
    return "\n".join(out) + "\n"


def _marks(shown: Shown) -> list[tuple[Span, str]]:
    """The act and the sides in the sentence, with what each is."""
    marks: dict[Span, list[str]] = {}
    if shown.act_span:
        marks[shown.act_span] = [str(shown.row.get("type") or shown.row.get("direction") or shown.row.get("status") or "here")]
    elif shown.words_span:
        marks[shown.words_span] = ["here"]
    for side in shown.sides:
        if side.span:
            marks.setdefault(side.span, []).append(f"{side.side} {side.actor}")
    return [(span, printable(", ".join(dict.fromkeys(labels)))) for span, labels in marks.items()]
