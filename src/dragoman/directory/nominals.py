"""Common nouns and pronouns that stand for an actor without a name: "the ministry", "militants", "the two neighbours", "they"."""

from __future__ import annotations

from dragoman.directory.descriptions import descriptions
from dragoman.directory.sheet import Phrase, Sheet
from dragoman.directory.vocabulary import Noun

_RESOLVED = frozenset(("organ", "title", "force", "person"))


def nominals(sheet: Sheet) -> None:
    """Takes every noun, phrase and pronoun for an actor that no other mention covers; the actor stays "" unless the page is plain."""
    table = descriptions()
    at = 0
    while at < len(sheet.words):
        word = sheet.words[at]
        if sheet.taken[at] or word.sentence < 0:
            at += 1
            continue
        end = _several(sheet, at)
        if end > at:
            sheet.take(Phrase(at, end, "", None, None, "nominal", "stands for several actors named before"))
            at = end
            continue
        described = table.at(sheet, at)
        if described and described[2] and sheet.free(at, described[0]):
            end, actor, why = described
            sheet.take(Phrase(at, end, actor, None, None, "nominal", why))
            at = end
            continue
        found = sheet.noun_at(at)
        if found and found[0].word in sheet.vocabulary.never_bare:
            found = None
        if found and sheet.free(at, found[1]):
            noun, end = found
            if noun.kind == "armed" and noun.plural() != noun.word:
                end = _adjectival(sheet, at, end)
                if end == at:
                    at += 1
                    continue
            actor, why = _actor(sheet, noun, at)
            sheet.take(Phrase(at, end, actor, noun.role, None, "nominal", why))
            at = end
            continue
        if word.lower in sheet.vocabulary.pronouns and not (word.text == "US" or (word.capitals and word.lower in ("us", "it"))):
            sheet.take(Phrase(at, at + 1, "", None, None, "pronoun", "pronoun"))
        at += 1


def _several(sheet: Sheet, at: int) -> int:
    """End of a phrase for several actors that begins at word `at` ("the two neighbours", "both sides"), `at` where none does."""
    words = sheet.words
    pair = sheet.vocabulary.pairs.at(sheet.lowered, words[at].start, words[at].lower)
    end = max(sheet.page.index_at(words[at].start + len(pair)), at + 1) if pair else at
    count = at + 1 if words[at].lower in ("the", "these", "those", "their") and at + 1 < len(words) else at
    if words[count].lower in sheet.vocabulary.counts and (count == at or sheet.gap_before(count) == " "):
        noun = count + 1
        while noun < len(words) and noun - count < 4 and sheet.gap_before(noun) in (" ", "-") and not sheet.taken[noun]:
            if words[noun].lower in sheet.vocabulary.several:
                end = max(end, noun + 1)
                break
            noun += 1
    return end if end > at and sheet.free(at, end) else at


def _actor(sheet: Sheet, noun: Noun, at: int) -> tuple[str, str]:
    """Whom a bare noun stands for, where the page leaves no doubt."""
    if noun.kind == "armed":
        return _armed(sheet, noun)
    before = sheet.words[at - 1].lower if at else ""
    if before in ("a", "an", "his", "her", "their", "its", "our", "my", "another", "other"):
        return "", "stands for an actor of the page"
    if noun.default:
        present = [state for state in noun.states if sheet.context.counts[state]]
        if len(present) == 1 or (not present and len(noun.states) == 1):
            state = (present or list(noun.states))[0]
            return state, f"{noun.word} is a title of {state}"
    if before and before not in ("the", "that", "this") and before not in sheet.vocabulary.never_modifiers and not sheet.words[at].first:
        return "", "stands for an actor of the page"
    same = sheet.heads.get(noun.word, set()) if noun.word not in sheet.vocabulary.several else set()
    if len(same) == 1 and noun.kind in _RESOLVED and noun.word not in sheet.vocabulary.not_with_of:
        actor = next(iter(same))
        return actor, f"{noun.word}, as the page calls that of {actor}"
    return "", "stands for an actor of the page"


def _adjectival(sheet: Sheet, at: int, end: int) -> int:
    """End of a singular word for an armed one: with the noun that it goes before ("militant groups"), `at` where it is an adjective of
    something that is no actor ("terrorist attacks")."""
    if end < len(sheet.words) and sheet.taken[end] and sheet.gap_before(end) == " ":
        return at  # "the rebel Lord's Resistance Army"
    following = sheet.noun_at(end) if end < len(sheet.words) and sheet.gap_before(end) == " " else None
    if following and sheet.free(end, following[1]):
        return following[1]
    before = sheet.words[at - 1].lower if at and sheet.gap_before(at) in (" ", "-") else ""
    single = before in ("a", "an", "the", "one", "another", "this", "that", "suspected", "alleged") or sheet.words[at].first
    return end if single and sheet.words[at].lower.endswith(("man", "er", "or", "ant", "ent", "ist", "ate", "el", "illa")) else at


def _armed(sheet: Sheet, noun: Noun) -> tuple[str, str]:
    """Rebels and the like without a state: those whom the page calls so, the one group that it names, else the noun itself; open where
    it names several groups."""
    if len(sheet.armed) == 1:
        actor = next(iter(sheet.armed))
        return actor, f"{noun.word}, as the page calls those of {actor}"
    groups = {reading.actor for _, reading in sheet.atoms.values() if reading.kind == "group" and reading.role == "REB" and reading.home}
    if len(groups) == 1:
        group = groups.pop()
        return group, f"on a page that names {group}"
    if groups or sheet.armed or noun.word.startswith(("islamist", "extremist")):
        return "", "one of the groups of the page"
    return noun.plural().upper(), "no state or group named"
