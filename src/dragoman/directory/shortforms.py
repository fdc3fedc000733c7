"""Short forms that a page makes of names it has introduced: "the Fund", "the Commission", "(UPDF)"."""

from __future__ import annotations

from functools import cache

from dragoman.directory.names import Reading
from dragoman.directory.nounphrases import NounPhrases
from dragoman.directory.sheet import Sheet
from dragoman.directory.tables import rows

_WITH_SHORT_FORM = ("organisation", "group", "seat", "organ", "organ!")


def short_forms(sheet: Sheet, phrases: NounPhrases) -> None:
    """Mentions of the last words of longer names ("the Fund") and of acronyms introduced in brackets."""
    shorts = _usual(sheet)
    shorts.update(_last_words(sheet))
    shorts.update(_acronyms(sheet))
    if not shorts:
        return
    for at, word in enumerate(sheet.words):
        if sheet.taken[at] or word.sentence < 0 or word.text not in shorts:
            continue
        reading = shorts[word.text]
        if not word.text.isupper() and not _alone(sheet, at):
            continue
        sheet.atoms[at] = (at + 1, reading)
        phrases.one(at, at + 1, reading)


def _usual(sheet: Sheet) -> dict[str, Reading]:
    """The usual short names of the organisations on the page ("the Union"), where no two share one."""
    found: dict[str, list[str]] = {}
    for actor, short in _table():
        if sheet.context.counts[actor]:
            found.setdefault(short, []).append(actor)
    out: dict[str, Reading] = {}
    for short, actors in found.items():
        best = max(actors, key=lambda actor: sheet.context.counts[actor])
        if sum(sheet.context.counts[actor] for actor in actors) < 2 * sheet.context.counts[best] or len(actors) == 1:
            out[short] = Reading(best, "organisation", note=f"{short}, short for {best} on a page that names it")
    return out


@cache
def _table() -> tuple[tuple[str, str], ...]:
    return tuple((row["actor"], row["short"]) for row in rows("shortnames.tsv"))


def _last_words(sheet: Sheet) -> dict[str, Reading]:
    found: dict[str, set[Reading]] = {}
    usual = sheet.vocabulary.organ_words | sheet.vocabulary.group_words
    for first, (last, reading) in sheet.atoms.items():
        word = sheet.words[last - 1].text
        if reading.kind in _WITH_SHORT_FORM and last - first > 1 and word in usual | {"League", "Club", "Brigades", "Forces"}:
            found.setdefault(word, set()).add(reading)
    for phrase in sheet.phrases:
        word = sheet.words[phrase.last - 1].text
        if phrase.actor and phrase.kind == "group" and phrase.last - phrase.first > 1 and word in usual:
            found.setdefault(word, set()).add(Reading(phrase.actor, "group", note=f"short for {phrase.actor}"))
    return {word: readings.pop() for word, readings in found.items() if len({reading.actor for reading in readings}) == 1}


def _acronyms(sheet: Sheet) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    ends = {phrase.last: phrase for phrase in sheet.phrases}
    for at, word in enumerate(sheet.words):
        if not (2 <= len(word.text) <= 8 and word.text.isupper() and not word.capitals) or at in sheet.atoms:
            continue
        if sheet.gap_before(at).endswith("(") and sheet.page.gap(at).startswith(")") and at in ends and ends[at].actor:
            phrase = ends[at]
            initials = {part.text[0].upper() for part in sheet.words[phrase.first : phrase.last]}
            if 2 * sum(letter in initials for letter in word.text) < len(word.text):
                continue  # "WASHINGTON (AP)"
            kind = "group" if phrase.kind == "group" else "organ"
            found[word.text] = Reading(phrase.actor, kind, phrase.role, phrase.name, note=f"introduced as short for {phrase.name}")
    return found


def _alone(sheet: Sheet, at: int) -> bool:
    """Whether the capitalised word follows "the" and is not a piece of another name."""
    if at == 0 or sheet.words[at - 1].lower != "the" or sheet.gap_before(at) != " ":
        return False
    after = at + 1
    return not (after < len(sheet.words) and sheet.gap_before(after) == " " and sheet.words[after].text[0].isupper())
