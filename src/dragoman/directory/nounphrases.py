"""The noun phrase around a name: "Israeli soldiers", "Iran's foreign ministry", "the president of Russia", "US-led"."""

from __future__ import annotations

from functools import cache

from dragoman.directory.names import Reading
from dragoman.directory.people import People
from dragoman.directory.sheet import Phrase, Sheet
from dragoman.directory.tables import rows
from dragoman.directory.vocabulary import Noun

_BODIES = ("seat", "organ", "organ!")
_LONGEST = 8  # words behind a name that may belong to its phrase
_TITLE_CASE_LINKS = ("of", "for", "and", "the", "on", "in")


class NounPhrases:
    """Makes the mentions that begin with or end in a name."""

    def __init__(self, sheet: Sheet, people: People) -> None:
        self.sheet = sheet
        self.people = people
        self.vocabulary = sheet.vocabulary

    def all(self) -> None:
        """A mention for every name on the sheet, with what belongs to it before and behind."""
        for first in sorted(self.sheet.atoms):
            last, reading = self.sheet.atoms[first]
            if not self.sheet.taken[first]:
                self.one(first, last, reading)

    def one(self, first: int, last: int, reading: Reading) -> None:
        """The mention of the name at words `[first, last)`."""
        sheet = self.sheet
        name = reading.name if reading.kind in (*_BODIES, "leader") else None
        phrase = Phrase(first, last, reading.actor, reading.role, name, reading.kind, reading.note)
        if reading.kind == "leader":
            start = sheet.words[first].start
            self.people.register(reading.name or "", reading.actor, reading.role, start, reading.note)
            self.people.register(sheet.text(first, last), reading.actor, reading.role, start, reading.note, reading.name)
            self.people.title_before(phrase)
            self.people.possession(phrase)
        else:
            self._behind(phrase)
            self._before(phrase)
        sheet.take(phrase)

    # ---------------------------------------------------------------- behind the name

    def _behind(self, phrase: Phrase) -> None:
        """Take the nouns behind the name into its mention, and the person whom they introduce."""
        sheet, words = self.sheet, self.sheet.words
        at = phrase.last
        gap = sheet.gap_before(at)
        possessive = gap in ("'s ", "' ")
        if not (possessive or gap in (" ", "-")) or not sheet.same_sentence(at, phrase.first):
            return
        if gap == "-" and words[at].lower in self.vocabulary.state_adverbs:
            return
        bound = possessive or phrase.kind == "demonym" or self._also_adjective(phrase)
        head: Noun | None = None
        end, start, strange = at, at, 0
        while at < len(words) and at - start < _LONGEST and sheet.same_sentence(at, phrase.first) and not sheet.taken[at]:
            if at > start and sheet.gap_before(at) not in (" ", "-"):
                break
            word = words[at]
            if at in sheet.atoms:
                last, reading = sheet.atoms[at]
                if reading.kind in _BODIES and (reading.actor == phrase.actor or (bound and reading.kind != "seat")):
                    head, phrase.name = Noun(sheet.text(at, last), "organ", reading.role), reading.name
                    at = end = last
                    continue
                beyond = sheet.noun_at(last) if last < len(words) and sheet.gap_before(last) == " " else None
                if bound and reading.kind == "organisation" and beyond and beyond[0].kind in ("title", "person"):
                    at = last  # "Russian WTO negotiator": the organisation says what he does
                    continue
                break
            found = sheet.noun_at(at)
            if found and found[0].kind == "other":
                break
            body = self._body_end(at) if word.text[0].isupper() and not word.capitals else None
            if body and bound | (phrase.kind in ("state", "organisation")) and (not found or body > found[1]):
                head = self._body(phrase, at, body)
                at = end = body
                continue
            if found and not self._verb_here(found[0], at, phrase, bound):
                head, end = found
                at = end
                continue
            if word.lower in self.vocabulary.modifiers or word.text.isdigit():
                at += 1
            elif bound and head is None and strange == 0 and self._may_modify(at):
                strange += 1
                at += 1
            else:
                break
        if head is not None:
            self._with_head(phrase, head, end)
        elif possessive:
            self._possessed_person(phrase)

    def _also_adjective(self, phrase: Phrase) -> bool:
        """Whether the name serves as an adjective as it stands, as "U.S." does."""
        readings = self.sheet.index.readings(self.sheet.text(phrase.first, phrase.last))
        return any(reading.kind == "demonym" for reading in readings)

    def _may_modify(self, at: int) -> bool:
        """Whether an unknown word may stand between the adjective and its noun."""
        word = self.sheet.words[at]
        if word.lower in self.vocabulary.never_modifiers or len(word.text) < 3:
            return False
        if word.text.islower():
            return not word.lower.endswith(("ing", "ly"))
        # "U.S. Surgeon General David Satcher": a capitalised word is let through only before a noun or title.
        after = at + 1
        return after < len(self.sheet.words) and self.sheet.gap_before(after) == " " and self.sheet.noun_at(after) is not None

    def _verb_here(self, noun: Noun, at: int, phrase: Phrase, bound: bool) -> bool:
        """Whether a noun that may be a verb is one: after a bare name, "China hosts"."""
        return not bound and noun.word in self.vocabulary.verbs_too and phrase.kind not in ("group", "organisation")

    def _body_end(self, at: int) -> int | None:
        """End of a run of capitalised words from `at` that closes with a word such as Council or Front, None where there is none."""
        sheet, words = self.sheet, self.sheet.words
        end: int | None = None
        start = at
        while at < len(words) and at - start < 7 and sheet.same_sentence(at, start) and not sheet.taken[at]:
            if at > start and sheet.gap_before(at) not in (" ", "-", "'s ", "' "):
                break
            text = words[at].text
            if text in self.vocabulary.organ_words or text in self.vocabulary.group_words:
                end = at + 1
            elif not (text[0].isupper() or (text in _TITLE_CASE_LINKS and at > start)):
                break
            at += 1
        return end if end is not None and end - start >= 1 else None

    def _body(self, phrase: Phrase, at: int, end: int) -> Noun:
        """The noun for a named body of the state; a party or movement makes the phrase a group of its own name."""
        sheet = self.sheet
        name = sheet.text(phrase.first, end)
        last = sheet.words[end - 1].text
        if last in self.vocabulary.group_words and phrase.kind in ("state", "demonym", "people"):
            phrase.actor = name.removeprefix("the ").upper().replace("’", "'")
            phrase.kind, phrase.role = "group", None
        phrase.name = name
        role = "MIL" if last in ("Army", "Navy", "Forces", "Force", "Corps", "Command", "Brigade", "Regiment") else "GOV"
        if last in ("Company", "Corporation", "Corp", "Airlines", "Airways", "Industries", "Bank"):
            role = "BUS"
        elif last in ("Court", "Tribunal"):
            role = "JUD"
        elif last in ("Assembly", "Parliament", "Congress", "Senate"):
            role = "LEG"
        elif last in ("Times", "News", "Journal", "Television", "Radio"):
            role = "MED"
        return Noun(sheet.text(at, end), "organ", None if phrase.kind == "group" else role)

    def _with_head(self, phrase: Phrase, head: Noun, end: int) -> None:
        sheet = self.sheet
        noun_text = sheet.text(phrase.last, end)
        phrase.last = end
        if phrase.actor == "EU" and phrase.kind == "demonym" and head.word in self.vocabulary.several:
            phrase.actor, phrase.kind, phrase.why = "", "nominal", "several states of Europe"
            return
        if head.role and phrase.kind != "group" and not (phrase.kind in _BODIES and head.kind == "person"):
            phrase.role = head.role
        if head.kind == "organ" and noun_text[:1].isupper():
            phrase.name = phrase.name or noun_text
        if head.kind == "armed" and phrase.kind in ("state", "demonym", "capital") and phrase.actor != "PSE":
            phrase.actor, phrase.why = self._armed_of(phrase, head)
            phrase.kind = "group"
            sheet.armed.add(phrase.actor)
            return
        if head.kind == "armed":
            sheet.armed.add(phrase.actor)
        phrase.why = f"{head.word} of {phrase.actor}"
        sheet.heads.setdefault(head.word, set()).add(phrase.actor)
        if head.kind == "title":
            sheet.titles.setdefault(head.word, set()).add(phrase.actor)
        if head.kind in ("title", "person", "people", "force", "armed"):
            self.people.behind_title(phrase, head)

    def _armed_of(self, phrase: Phrase, head: Noun) -> tuple[str, str]:
        """Rebels with a state's adjective are not the state: the one group of that state on the page, else named after the adjective."""
        groups = {
            reading.actor
            for _, reading in self.sheet.atoms.values()
            if reading.kind == "group" and reading.role == "REB" and reading.home == phrase.actor
        }
        if len(groups) == 1:
            group = groups.pop()
            return group, f"{head.word} of {phrase.actor} on a page that names {group}"
        adjective = self.sheet.words[phrase.first].text.upper()
        return f"{adjective} {head.plural().upper()}", f"{head.word} with the adjective of {phrase.actor}"

    def _possessed_person(self, phrase: Phrase) -> None:
        """ "Iran's Ali Larijani": the person belongs to the state."""
        if phrase.kind not in ("state", "organisation", "group", "seat"):
            return
        end = self.people.names.end(phrase.last)
        if end - phrase.last < 2 or phrase.last in self.sheet.atoms or self.sheet.words[phrase.last].sentence == self.sheet.page.headline:
            return
        name, why = self.sheet.text(phrase.last, end), f"named as {phrase.actor}'s"
        self.people.register(name, phrase.actor, "GOV", self.sheet.words[phrase.last].start, why)
        self.sheet.take(Phrase(phrase.last, end, phrase.actor, "GOV", name, "person", why))

    # ---------------------------------------------------------------- ships

    def ships(self) -> None:
        """Warships by the prefix of their name: "HMS Montrose", "the USS Cole"."""
        sheet, prefixes = self.sheet, _ships()
        for at, word in enumerate(sheet.words):
            state = prefixes.get(word.text)
            if not state or word.sentence < 0 or at + 1 >= len(sheet.words) or sheet.gap_before(at + 1) != " ":
                continue
            if word.text == "INS" and sheet.context.counts["ISR"] > sheet.context.counts["IND"]:
                state = "ISR"
            end = at + 1
            while end < len(sheet.words) and end - at < 4 and sheet.gap_before(end) == " " and sheet.same_sentence(end, at):
                text = sheet.words[end].text
                if not text[0].isupper() or text in self.vocabulary.never_names:
                    break
                end += 1
            if end > at + 1 and sheet.free(at, end):
                name = sheet.text(at, end)
                sheet.take(Phrase(at, end, state, "MIL", name, "organ", f"a ship of {state} by its prefix {word.text}"))

    # ---------------------------------------------------------------- before the name

    def _before(self, phrase: Phrase) -> None:
        """Take "the president of" in front of a state into its mention; "for" only for those who speak for somebody."""
        sheet, words = self.sheet, self.sheet.words
        link = phrase.first - 1
        while link > 0 and words[link].lower in ("the", "de", "former") and sheet.gap_before(link + 1) == " ":
            link -= 1
        if link < 1 or not sheet.same_sentence(link, phrase.first) or words[link].lower not in ("of", "for"):
            return
        if sheet.gap_before(link) != " " or sheet.gap_before(link + 1) != " ":
            return
        found = sheet.noun_before(link)
        if not found:
            return
        first, noun = found
        if words[link].lower == "for" and not noun.word.startswith("spokes"):
            return
        if noun.word in self.vocabulary.not_with_of or (phrase.kind == "demonym" and phrase.last - phrase.first == 1):
            return
        if not sheet.free(first, phrase.first):
            return
        phrase.first = first
        phrase.role = noun.role or phrase.role
        phrase.why = f"{noun.word} of {phrase.actor}"
        sheet.heads.setdefault(noun.word, set()).add(phrase.actor)
        if noun.kind == "title":
            sheet.titles.setdefault(noun.word, set()).add(phrase.actor)
        if phrase.kind in ("state", "capital"):
            phrase.kind = "organ" if noun.kind == "organ" else "leader" if noun.kind == "title" else phrase.kind


@cache
def _ships() -> dict[str, str]:
    return {row["prefix"]: row["state"] for row in rows("ships.tsv")}
