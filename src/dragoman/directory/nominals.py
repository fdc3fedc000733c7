"""Common nouns and pronouns that stand for an actor without a name."""

from __future__ import annotations

from dragoman.directory.sheet import Phrase, Sheet


def nominals(sheet: Sheet) -> None:
    """Takes every noun, phrase and pronoun for an actor that no other mention covers; the actor stays "" unless the page is plain."""
    at = 0
    while at < len(sheet.words):
        word = sheet.words[at]
        if sheet.taken[at] or word.sentence < 0:
            at += 1
            continue
        pair = sheet.vocabulary.pairs.at(sheet.lowered, word.start, word.lower)
        end = sheet.page.index_at(word.start + len(pair)) if pair else at
        if end > at and sheet.free(at, end):
            sheet.take(Phrase(at, end, "", None, None, "nominal", "stands for actors named before"))
            at = end
            continue
        found = sheet.noun_at(at)
        if found and sheet.free(at, found[1]):
            noun, end = found
            actor, why = "", "stands for an actor of the page"
            if noun.kind == "armed":
                actor, why = _armed(sheet, noun.plural().upper())
            sheet.take(Phrase(at, end, actor, noun.role, None, "nominal", why))
            at = end
            continue
        if word.lower in sheet.vocabulary.pronouns and not (word.text == "US" or (word.capitals and word.lower in ("us", "it"))):
            sheet.take(Phrase(at, at + 1, "", None, None, "pronoun", "pronoun"))
        at += 1


def _armed(sheet: Sheet, noun: str) -> tuple[str, str]:
    """Rebels and the like without a state: the one armed group that the page names, else the noun itself."""
    groups = {reading.actor for _, reading in sheet.atoms.values() if reading.kind == "group"}
    if len(groups) == 1:
        group = groups.pop()
        return group, f"on a page that names {group}"
    return noun, "no state or group named"
