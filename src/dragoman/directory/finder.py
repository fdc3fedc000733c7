"""Finds the mentions of a page: names first, then the noun phrases around them, then persons, then common nouns and pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.coding import DateInterval
from dragoman.directory import pronouns
from dragoman.directory.context import Context
from dragoman.directory.leaders import SURNAME_FIRST, Holder, in_term, surname
from dragoman.directory.mention import Mention
from dragoman.directory.names import Found, NameIndex, Reading
from dragoman.directory.page import Page
from dragoman.directory.vocabulary import Noun, Vocabulary

_DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "For",
        "But",
        "And",
        "Or",
        "As",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "There",
        "What",
        "Who",
        "How",
        "Why",
        "Where",
        "Not",
        "No",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "This",
        "That",
        "These",
        "Those",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sir",
        "Earlier",
        "Asked",
        "Under",
        "With",
        "By",
        "From",
        "To",
        "Both",
        "Meanwhile",
        "However",
        "GMT",
        "TV",
        "Thurs",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Party",
        "Ministry",
        "Agency",
        "Committee",
        "Council",
        "Group",
        "Union",
        "University",
        "Airport",
    ]
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "da",
        "van",
        "von",
        "der",
        "den",
        "du",
        "di",
        "la",
        "ul",
        "ur",
        "bint",
        "ter",
        "dos",
        "do",
        "del",
        "ben",
        "ud",
        "as",
        "ad",
        "an",
        "e",
        "y",
    ]
)
_HONORIFICS = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sir",
        "Lord",
        "Lady",
        "Dame",
        "Sheikh",
        "Sheik",
        "Prof",
        "Mullah",
        "Ayatollah",
        "Imam",
        "Haji",
        "Maulana",
        "Baroness",
        "Madam",
    ]
)
_NO_MODIFIER = frozenset(
    [
        "the",
        "and",
        "but",
        "for",
        "with",
        "from",
        "that",
        "this",
        "than",
        "then",
        "into",
        "onto",
        "over",
        "under",
        "upon",
        "about",
        "after",
        "before",
        "while",
        "when",
        "where",
        "who",
        "which",
        "what",
        "whom",
        "whose",
        "has",
        "have",
        "had",
        "was",
        "were",
        "are",
        "is",
        "be",
        "been",
        "being",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "must",
        "can",
        "did",
        "does",
        "said",
        "says",
        "say",
        "told",
        "tells",
        "asked",
        "asks",
        "met",
        "meets",
        "not",
        "nor",
        "its",
        "his",
        "her",
        "their",
        "our",
        "your",
        "also",
        "only",
        "just",
        "even",
        "still",
        "yet",
        "both",
        "either",
        "neither",
        "against",
        "between",
        "among",
        "during",
        "through",
        "within",
        "without",
        "towards",
        "toward",
        "until",
        "till",
        "since",
        "because",
        "though",
        "although",
        "unless",
        "whether",
        "near",
        "off",
        "out",
        "amid",
        "via",
        "per",
        "all",
        "any",
        "each",
        "every",
        "some",
        "such",
        "same",
        "very",
        "more",
        "most",
        "less",
        "least",
        "much",
        "many",
        "few",
        "there",
        "here",
        "they",
        "them",
        "she",
        "him",
        "you",
        "out",
        "up",
        "down",
        "back",
        "away",
        "call",
        "calls",
        "hit",
        "hits",
        "win",
        "wins",
        "vow",
        "vows",
        "urge",
        "urges",
        "seek",
        "seeks",
        "back",
        "backs",
        "bar",
        "bars",
        "ban",
        "bans",
        "reject",
        "rejects",
        "warn",
        "warns",
        "sign",
        "signs",
        "agree",
        "agree",
        "deny",
        "denies",
        "slam",
        "slams",
        "quit",
        "quits",
    ]
)
# Nouns that are verbs as well: after a bare state name ("China hosts") they are not taken into the name.
_VERBS_TOO = frozenset(
    [
        "host",
        "hosts",
        "head",
        "heads",
        "ship",
        "ships",
        "guard",
        "guards",
        "side",
        "sides",
        "state",
        "states",
        "fans",
        "column",
        "columns",
        "unit",
        "units",
        "staff",
        "tank",
        "tanks",
        "jet",
        "jets",
        "base",
        "bases",
        "pilot",
        "pilots",
        "mission",
        "missions",
        "shell",
        "shells",
        "team",
        "teams",
        "patrol",
        "patrols",
        "chief",
        "boss",
        "source",
        "sources",
        "court",
        "courts",
        "ally",
        "officer",
        "man",
        "men",
        "official",
        "public",
        "press",
        "fire",
        "force",
        "forces",
        "troop",
        "drone",
        "drones",
        "rocket",
        "rockets",
        "missile",
        "missiles",
        "spy",
        "press",
        "bank",
        "office",
        "house",
        "division",
        "divisions",
        "group",
    ]
) - {"troops", "officials"}


class _Phrase(msgspec.Struct):
    """A mention in the making, over words `[first, last)`."""

    first: int
    last: int
    actor: str
    role: str | None
    name: str | None
    kind: str
    why: str
    adjective: bool = False


class _Person(msgspec.Struct, frozen=True):
    name: str
    actor: str
    role: str | None
    at: int
    why: str


class Finder:
    """One pass over one page."""

    def __init__(
        self, page: Page, index: NameIndex, vocabulary: Vocabulary, surnames: Mapping[str, Sequence[Holder]], on: DateInterval | None
    ) -> None:
        self.page = page
        self.words = page.words
        self.lowered = page.text.lower()
        self.index = index
        self.vocabulary = vocabulary
        self.surnames = surnames
        self.on = on
        self.taken = [False] * len(self.words)
        self.phrases: list[_Phrase] = []
        self.persons: dict[str, list[_Person]] = {}
        self.atoms: dict[int, tuple[int, Reading]] = {}
        found = self._names()
        self.context = Context(page, found, index, on)
        for item in found:
            first, last = page.index_at(item.start), page.index_at(item.end)
            reading = self.context.choose(item)
            if reading is None:
                if any(option.kind == "none" for option in item.readings) or item.readings[0].kind not in ("organ", "organ!"):
                    for at in range(first, last):
                        self.taken[at] = True
                continue
            self.atoms[first] = (last, reading)

    # ------------------------------------------------------------------ the steps

    def mentions(self) -> list[Mention]:
        """All mentions in text order, none overlapping another."""
        self._phrases_of_names()
        self._titled()
        self._apposed()
        self._later_surnames()
        self._nouns()
        out: list[Mention] = []
        self.phrases.sort(key=lambda phrase: phrase.first)
        for phrase in self.phrases:
            start, end = self.words[phrase.first].start, self._end(phrase)
            kind = {"people": "demonym", "organ!": "organ"}.get(phrase.kind, phrase.kind)
            out.append(Mention((start, end), self.page.body[start:end], phrase.actor, phrase.role, phrase.name, kind, phrase.why))
        return out

    def _end(self, phrase: _Phrase) -> int:
        end = self.words[phrase.last - 1].end
        # "U.S." and "D.C." end with their stop.
        if self.page.text[end : end + 1] == "." and end - 2 >= 0 and self.page.text[end - 2] == ".":
            end += 1
        return end

    def _names(self) -> list[Found]:
        found: list[Found] = []
        at, reach = 0, 0
        text = self.page.text
        while at < len(self.words):
            word = self.words[at]
            if word.start >= reach and word.sentence >= 0:
                item = self.index.at(text, word.start, word.text, word.capitals, word.first)
                if item and not self._inside_word(item):
                    found.append(item)
                    reach = item.end
            at += 1
        return found

    def _inside_word(self, item: Found) -> bool:
        """Whether the name is the tail of "al-Jordan" or "O'Chad"."""
        before = self.page.text[max(0, item.start - 1) : item.start]
        return before == "'" and item.start >= 2 and self.page.text[item.start - 2].isalpha()

    # ------------------------------------------------------------------ names and the nouns behind them

    def _phrases_of_names(self) -> None:
        for first in sorted(self.atoms):
            last, reading = self.atoms[first]
            if self.taken[first]:
                continue
            adjective = reading.kind == "demonym"
            name = reading.name if reading.kind in ("seat", "organ", "organ!", "leader") else None
            phrase = _Phrase(first, last, reading.actor, reading.role, name, reading.kind, reading.note, adjective)
            if reading.kind == "leader":
                self._register(reading.name or "", reading.actor, reading.role, self.words[first].start, reading.note)
                self._register(self._text(first, last), reading.actor, reading.role, self.words[first].start, reading.note, reading.name)
            else:
                self._extend(phrase)
            self._prepend(phrase)
            self._take(phrase)

    def _extend(self, phrase: _Phrase) -> None:
        """Take the nouns behind a name into its mention, and the person whom they introduce."""
        at = phrase.last
        gap = self._gap_before(at)
        possessive = gap in ("'s ", "' ")
        if not (possessive or gap in (" ", "-")):
            return
        if (
            gap == "-"
            and at < len(self.words)
            and self.words[at].lower in ("led", "backed", "based", "brokered", "sponsored", "made", "born")
        ):
            return
        head: Noun | None = None
        end = at
        strange = 0
        spent = 0
        while at < len(self.words) and spent < 8 and self.words[at].sentence == self.words[phrase.first].sentence:
            if at > phrase.last and self._gap_before(at) not in (" ", "-"):
                break
            word = self.words[at]
            if self.taken[at]:
                break
            if at in self.atoms:
                last, reading = self.atoms[at]
                if reading.kind in ("seat", "organ", "organ!") and reading.actor == phrase.actor:
                    head = Noun(self._text(at, last), "organ", reading.role)
                    phrase.name = reading.name
                    at = end = last
                    continue
                break
            noun = self.vocabulary.at(self.lowered, word.start, word.lower)
            if noun and not self._verb_here(noun, at, phrase, possessive):
                head = noun
                at = end = self.page.index_at(word.start + len(noun.word))
                spent += 1
                continue
            if word.lower in self.vocabulary.modifiers or word.text.isdigit():
                at += 1
                spent += 1
                continue
            if (
                (phrase.adjective or possessive)
                and strange == 0
                and word.text.islower()
                and len(word.text) > 2
                and word.lower not in _NO_MODIFIER
                and not word.lower.endswith(("ing", "ly"))
            ):
                strange += 1
                at += 1
                spent += 1
                continue
            break
        if head is None:
            if possessive:
                self._possessed_person(phrase)
            return
        self._with_head(phrase, head, end)

    def _verb_here(self, noun: Noun, at: int, phrase: _Phrase, possessive: bool) -> bool:
        if phrase.adjective or possessive or noun.word not in _VERBS_TOO or phrase.kind in ("group",):
            return False
        after = self.words[at + 1].lower if at + 1 < len(self.words) else ""
        return not (
            noun.word in ("force", "forces", "missile", "missiles", "drone", "drones", "troop") and after not in ("the", "a", "its")
        )

    def _with_head(self, phrase: _Phrase, head: Noun, end: int) -> None:
        noun_text = self._text(phrase.last, end)
        phrase.last = end
        if head.role and not (phrase.kind in ("seat", "organ", "organ!") and head.kind == "person"):
            phrase.role = head.role
        if head.kind == "organ":
            phrase.name = phrase.name or (noun_text if noun_text[:1].isupper() else None)
        if head.kind == "armed" and phrase.kind in ("state", "demonym", "capital") and phrase.actor != "PSE":
            phrase.actor, phrase.why = self._armed_of(phrase, head)
            phrase.kind = "group"
            return
        phrase.why = f"{head.word} of {phrase.actor}"
        if head.kind in ("title", "person", "people", "force"):
            self._person_after(phrase, head)

    def _armed_of(self, phrase: _Phrase, head: Noun) -> tuple[str, str]:
        group = self._group_of(phrase.actor)
        if group:
            return group, f"{head.word} of {phrase.actor} on a page that names {group}"
        adjective = self._text(phrase.first, phrase.first + 1).upper()
        return f"{adjective} {_plural(head.word).upper()}", f"{head.word} with the adjective of {phrase.actor}"

    def _group_of(self, state: str) -> str | None:
        groups = {reading.actor for _, reading in self.atoms.values() if reading.kind == "group" and reading.home == state}
        return groups.pop() if len(groups) == 1 else None

    def _person_after(self, phrase: _Phrase, head: Noun) -> None:
        """Take the person named behind a title into the mention: "... Foreign Minister Sergei Lavrov", "president, Mahmoud Abbas"."""
        gap = self._gap_before(phrase.last)
        if gap not in (" ", ", "):
            return
        end = self._name_end(phrase.last)
        if end == phrase.last or (gap == ", " and end - phrase.last < 2):
            return
        if gap == ", ":
            # Only a name closed by a comma or stop is in apposition.
            after = self.page.text[self.words[end - 1].end : self.words[end - 1].end + 1]
            if after not in (",", ".", "", ")") or head.kind == "people":
                return
        if head.kind == "force" and gap != " ":
            return
        name = self._text(phrase.last, end)
        full = self._full_name(name, phrase.actor)
        why = f"{head.word} of {phrase.actor}"
        self._register(full, phrase.actor, phrase.role, self.words[phrase.last].start, why)
        if name != full:
            self._register(name, phrase.actor, phrase.role, self.words[phrase.last].start, why, full)
        phrase.name = full
        phrase.kind = "leader" if head.kind == "title" else "person"
        phrase.last = end

    def _possessed_person(self, phrase: _Phrase) -> None:
        """ "Iran's Ali Larijani": the person belongs to the state."""
        end = self._name_end(phrase.last)
        if end - phrase.last < 2 or phrase.last in self.atoms:
            return
        name = self._text(phrase.last, end)
        self._register(name, phrase.actor, "GOV", self.words[phrase.last].start, f"named as {phrase.actor}'s")
        person = _Phrase(phrase.last, end, phrase.actor, "GOV", name, "person", f"named as {phrase.actor}'s")
        self._take(person)

    def _prepend(self, phrase: _Phrase) -> None:
        """Take in front: titles ("President Vladimir Putin", "Mr Arafat") and "the president of Russia"."""
        before = phrase.first - 1
        if before < 0 or self.taken[before] or self.words[before].sentence != self.words[phrase.first].sentence:
            return
        if phrase.kind == "leader":
            self._title_before(phrase)
            return
        start = before
        if self.words[start].lower in ("the", "de") and self.page.gap(start) == " ":
            start -= 1
        if start < 1 or self.words[start].lower not in ("of", "for") or self.page.gap(start) != " " or self.page.gap(start - 1) != " ":
            return
        noun_at = self._noun_ending_at(start)
        if not noun_at:
            return
        first, noun = noun_at
        if self.words[start].lower == "for" and not noun.word.startswith("spokes"):
            return
        if phrase.kind == "demonym" and phrase.last - phrase.first == 1:
            return
        if noun.kind in ("people",) and noun.word in ("man", "men", "couple", "family", "families", "crew", "bank"):
            return
        if noun.word in (
            "state",
            "group",
            "head",
            "side",
            "sides",
            "team",
            "mission",
            "bank",
            "party",
            "parties",
            "territory",
            "base",
            "capital",
        ):
            if noun.word != "head":
                return
        if self.taken[first]:
            return
        phrase.first = first
        phrase.role = noun.role or phrase.role
        phrase.why = f"{noun.word} of {phrase.actor}"
        if phrase.kind in ("state", "capital"):
            phrase.kind = "organ" if noun.kind == "organ" else "leader" if noun.kind == "title" else phrase.kind

    def _noun_ending_at(self, end: int) -> tuple[int, Noun] | None:
        """The noun or title whose last word is the one before word `end`, the longest."""
        for first in range(max(0, end - 4), end):
            word = self.words[first]
            if word.sentence != self.words[end - 1].sentence:
                continue
            noun = self.vocabulary.at(self.lowered, word.start, word.lower)
            if noun and self.page.index_at(word.start + len(noun.word)) == end:
                return first, noun
        return None

    def _title_before(self, phrase: _Phrase) -> None:
        if self._gap_before(phrase.first) not in (" ", ". "):
            return
        before = phrase.first - 1
        if self.words[before].text in _HONORIFICS:
            phrase.first = before
            return
        noun_at = self._noun_ending_at(phrase.first)
        if noun_at and noun_at[1].kind == "title" and not self.taken[noun_at[0]]:
            phrase.first = noun_at[0]
            phrase.role = noun_at[1].role or phrase.role

    # ------------------------------------------------------------------ persons

    def _titled(self) -> None:
        """Title and name without a state: "President Bush", "Defence Minister Naveed Qamar"; and titles followed by "of"."""
        at = 0
        while at < len(self.words):
            word = self.words[at]
            if self.taken[at] or word.sentence < 0:
                at += 1
                continue
            honorific = word.text in _HONORIFICS
            noun = self.vocabulary.at(self.lowered, word.start, word.lower)
            end = at + 1 if honorific else (self.page.index_at(word.start + len(noun.word)) if noun and noun.kind == "title" else at)
            if end == at or end >= len(self.words) or self._gap_before(end) not in (" ", ". "):
                at += 1
                continue
            if word.lower == "may":
                at += 1
                continue
            stop = self._name_end(end)
            if stop > end and not any(self.taken[at:stop]):
                self._titled_person(at, end, stop, noun, honorific)
            at = max(stop if stop > end else end, at + 1)

    def _titled_person(self, at: int, end: int, stop: int, noun: Noun | None, honorific: bool) -> None:
        name = self._text(end, stop)
        first = at
        while (
            first > 0
            and not self.taken[first - 1]
            and self.page.gap(first - 1) in (" ", "-")
            and self.words[first - 1].lower in self.vocabulary.modifiers
            and self.words[first - 1].sentence == self.words[at].sentence
            and first - 1 not in self.atoms
        ):
            first -= 1
        start = self.words[end].start
        known = self._known(name, start, noun)
        role = noun.role if noun else None
        if known:
            phrase = _Phrase(first, stop, known.actor, role or known.role, known.name, "leader", known.why)
            self._register(known.name, known.actor, phrase.role, start, known.why)
            self._take(phrase)
            return
        actor, why = self._state_of_title(noun, stop, at)
        if honorific and not actor:
            return
        kind = "leader" if actor else "person"
        if actor:
            self._register(name, actor, role, start, why)
        self._take(_Phrase(first, stop, actor, role, name, kind, why))

    def _known(self, name: str, at: int, noun: Noun | None) -> _Person | None:
        """Who goes by `name` on this page, else in the tables at the time."""
        key = name.split()[-1] if " " in name else name
        here = self._on_page(name, at) or (self._on_page(key, at) if " " not in name else None)
        if here:
            return here
        holder = self._holder(name, noun)
        if holder:
            return _Person(holder.name, holder.actor, holder.role, at, holder.reason())
        return None

    def _holder(self, name: str, noun: Noun | None) -> Holder | None:
        """The office holder whom a title and a surname name: in office then, of a state on the page if there are several."""
        options = [holder for holder in self.surnames.get(name, ()) if in_term(holder, self.on, 60)]
        if not options:
            options = [holder for holder in self.surnames.get(name, ()) if in_term(holder, self.on, 4000)]
        if noun:
            fitting = [holder for holder in options if _fits(noun.word, holder.office)]
            options = fitting or [holder for holder in options if self.context.counts[holder.actor]]
        people = {(holder.name, holder.actor) for holder in options}
        if len(people) > 1:
            options = sorted(options, key=lambda holder: self.context.counts[holder.actor], reverse=True)
            best = self.context.counts[options[0].actor]
            rest = [holder for holder in options if holder.name != options[0].name]
            if not best or (rest and self.context.counts[rest[0].actor] == best):
                return None
        return options[0] if options else None

    def _state_of_title(self, noun: Noun | None, stop: int, at: int) -> tuple[str, str]:
        """State of a person with a title but no state: by what follows, by the title, by the page."""
        if self._gap_before(stop) == " " and stop < len(self.words) and self.words[stop].lower == "of":
            after = stop + 2 if stop + 1 < len(self.words) and self.words[stop + 1].lower == "the" else stop + 1
            if after in self.atoms:
                reading = self.atoms[after][1]
                return reading.actor, f"named as of {reading.actor}"
        if noun and noun.states:
            present = [state for state in noun.states if self.context.counts[state]]
            if present:
                return max(present, key=lambda state: self.context.counts[state]), f"{noun.word} is a title of {present[0]}"
            if noun.default:
                return noun.states[0], f"{noun.word} is a title of {noun.states[0]}"
        apposed = self._apposition(stop)
        if apposed:
            return apposed
        if noun is None:
            return "", "named without a tie to an actor"
        state = self.context.dateline or self.context.main_state()
        if state:
            return state, f"named with a title on a page about {state}"
        return "", "named with a title, state unknown"

    def _apposed(self) -> None:
        """Untitled names with what the text says of them: "X, Iran's envoy to the IAEA", "X of the European Union"."""
        at = 0
        while at < len(self.words):
            if self.taken[at] or not self.words[at].text[0].isupper() or self.words[at].sentence < 0 or self.words[at].capitals:
                at += 1
                continue
            stop = self._name_end(at)
            if stop - at >= 2 and not any(self.taken[at:stop]):
                tie = self._apposition(stop)
                name = self._text(at, stop)
                known = self._on_page(name, self.words[at].start)
                if known:
                    self._take(_Phrase(at, stop, known.actor, known.role, known.name, "person", known.why))
                elif tie:
                    role = "GOV"
                    self._register(name, tie[0], role, self.words[at].start, tie[1])
                    self._take(_Phrase(at, stop, tie[0], role, name, "person", tie[1]))
            at = max(stop, at + 1)

    def _apposition(self, stop: int) -> tuple[str, str] | None:
        """The actor that the words behind a name tie it to: a comma, then a title or office with a state."""
        if stop >= len(self.words):
            return None
        gap = self._gap_before(stop)
        if gap == " " and self.words[stop].lower == "of":
            after = stop + 2 if stop + 1 < len(self.words) and self.words[stop + 1].lower == "the" else stop + 1
            if after in self.atoms and self.atoms[after][1].kind in ("state", "organisation", "group", "seat"):
                return self.atoms[after][1].actor, f"named as of {self.atoms[after][1].actor}"
            return None
        if gap not in (", ", " (", " - "):
            return None
        actor = ""
        office: Noun | None = None
        at = stop
        while at < min(len(self.words), stop + 12) and self.words[at].sentence == self.words[stop].sentence:
            if at > stop and ("," in self._gap_before(at) or ";" in self._gap_before(at) or ")" in self._gap_before(at)):
                break
            word = self.words[at]
            if word.lower in ("who", "said", "says", "told", "whose", "which", "was", "is", "were", "met", "and"):
                break
            if at in self.atoms:
                last, reading = self.atoms[at]
                preposition = self.words[at - 1].lower if at > stop else ""
                if self.words[at - 1].lower == "the" and at - 2 >= stop:
                    preposition = self.words[at - 2].lower
                if not actor and preposition not in ("to", "on", "at", "in", "with", "against"):
                    actor = reading.actor
                    if reading.kind in ("organ", "organ!", "seat"):
                        office = Noun(reading.name or "", "organ", reading.role)
                at = last
                continue
            noun = self.vocabulary.at(self.lowered, word.start, word.lower)
            if noun and office is None and noun.kind in ("title", "person", "force", "armed", "people"):
                office = noun
            at += 1
        if not office:
            return None
        if actor:
            return actor, f"{office.word} of {actor}"
        if office.default:
            return office.states[0], f"{office.word} is a title of {office.states[0]}"
        return None

    def _name_end(self, at: int) -> int:
        """End of the personal name that begins at word `at` (`at` where none does)."""
        start = at
        while at < len(self.words) and at - start < 6:
            word = self.words[at]
            if self.taken[at] or word.sentence != self.words[start].sentence:
                break
            if at > start:
                gap = self._gap_before(at)
                initial = gap == ". " and (len(self.words[at - 1].text) == 1 or self.words[at - 1].text in ("Jr", "Sr", "St"))
                if gap not in (" ", "-", "'") and not initial:
                    break
                if gap == "'" and len(word.text) == 1:
                    break
            if word.text in _DAYS or (at in self.atoms and self.atoms[at][1].kind != "leader" and self._gap_before(at) != "-"):
                break
            if word.text[0].isupper() and not word.text[0].isdigit():
                at += 1
                continue
            if (word.text in _PARTICLES or self._gap_before(at) == "-") and at > start - 1 and self._capital_follows(at):
                at += 1
                continue
            if at > start and self._gap_before(at) == "-" and word.text.isalpha():
                at += 1
                continue
            break
        return at

    def _capital_follows(self, at: int) -> bool:
        following = at + 1
        if following < len(self.words) and self.words[following].text in _PARTICLES:
            following += 1
        return (
            following < len(self.words)
            and self.words[following].text[0].isupper()
            and self._gap_before(following) in (" ", "-")
            and self.words[following].text not in _DAYS
            and following not in self.atoms
        )

    def _register(self, name: str, actor: str, role: str | None, at: int, why: str, full: str | None = None) -> None:
        if not name or not actor:
            return
        person = _Person(full or name, actor, role, at, why)
        keys = {name, surname(name, actor)}
        parts = name.replace("-", " ").split()
        if actor in SURNAME_FIRST and len(parts) > 1:
            keys.add(parts[0])
        for key in keys:
            if len(key) > 1 and key not in _DAYS:
                self.persons.setdefault(key, []).append(person)

    def _on_page(self, name: str, at: int) -> _Person | None:
        """The person whom the page calls `name`, the one last introduced before `at`, else the first after."""
        people = self.persons.get(name)
        if not people:
            return None
        before = [person for person in people if person.at <= at]
        return before[-1] if before else people[0]

    def _full_name(self, name: str, actor: str) -> str:
        readings = [reading for reading in self.index.readings(name) if reading.kind == "leader" and reading.actor == actor]
        if readings:
            return readings[0].name or name
        for holder in self.surnames.get(name, ()):
            if holder.actor == actor and in_term(holder, self.on, 400):
                return holder.name
        return name

    def _later_surnames(self) -> None:
        """Bare surnames and full names of persons that the page introduces somewhere, or that hold office then."""
        for at, word in enumerate(self.words):
            if self.taken[at] or word.sentence < 0:
                continue
            text = word.text.title() if word.capitals else word.text
            if not text[0].isupper() or text in _DAYS:
                continue
            person = self._on_page(text, word.start)
            first = at
            if at > 0 and self.page.gap(at - 1) == "-" and self.words[at - 1].lower in ("al", "el", "ul", "ud") and not self.taken[at - 1]:
                first = at - 1
            if person is None and not self._part_of_name(at):
                holder = self._bare_holder(text)
                if holder:
                    person = _Person(holder.name, holder.actor, holder.role, word.start, holder.reason())
            if person is None:
                continue
            if self._other_name(at, person):
                continue
            if first > 0 and self.words[first - 1].text in _HONORIFICS and not self.taken[first - 1]:
                first -= 1
            self._take(_Phrase(first, at + 1, person.actor, person.role, person.name, "person", person.why))

    def _part_of_name(self, at: int) -> bool:
        """Whether a capitalised word stands directly beside it, so that it is a piece of some longer name."""
        before = at > 0 and self.page.gap(at - 1) in (" ", "-") and self.words[at - 1].text[0].isupper() and not self.taken[at - 1]
        before = before and not self.words[at - 1].first and self.words[at - 1].sentence == self.words[at].sentence
        after = at + 1 < len(self.words) and self.page.gap(at) in (" ", "-") and self.words[at + 1].text[0].isupper()
        after = after and not self.taken[at + 1] and self.words[at + 1].text not in _DAYS
        headline = self.words[at].sentence == 0
        return (before or after) and not headline

    def _other_name(self, at: int, person: _Person) -> bool:
        """Whether a first name before the surname is not that person's."""
        if at == 0 or self.page.gap(at - 1) != " " or self.taken[at - 1] or self.words[at - 1].first:
            return False
        before = self.words[at - 1].text
        return (
            before[0].isupper()
            and before.isalpha()
            and before not in _DAYS
            and before not in _HONORIFICS
            and before not in person.name
            and (self.vocabulary.at(self.lowered, self.words[at - 1].start, self.words[at - 1].lower) is None)
            and self.words[at].sentence != 0
        )

    def _bare_holder(self, text: str) -> Holder | None:
        """A bare surname that no introduction explains: the one holder of it in office, if the state is on the page."""
        options = [holder for holder in self.surnames.get(text, ()) if in_term(holder, self.on, 60) and self.context.counts[holder.actor]]
        people = {(holder.name, holder.actor) for holder in options}
        return options[0] if len(people) == 1 else None

    # ------------------------------------------------------------------ nouns and pronouns

    def _nouns(self) -> None:
        for first, last, kind, role, actor, why in pronouns.find(self):
            self._take(_Phrase(first, last, actor, role, None, kind, why))

    # ------------------------------------------------------------------ small helpers

    def _take(self, phrase: _Phrase) -> None:
        if any(self.taken[phrase.first : phrase.last]):
            return
        for at in range(phrase.first, phrase.last):
            self.taken[at] = True
        self.phrases.append(phrase)

    def _gap_before(self, at: int) -> str:
        if not 0 < at <= len(self.words) - 1:
            return ""
        gap = self.page.gap(at - 1)
        # The stop of "U.S." belongs to the name.
        return gap[1:] if gap[:1] == "." and len(gap) > 1 and self.page.gap(at - 2 if at > 1 else 0) == "." else gap

    def _text(self, first: int, last: int) -> str:
        return self.page.body[self.words[first].start : self.words[last - 1].end]


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "men", "militia", "resistance", "insurgency")):
        return noun
    return noun + "s"


_OFFICE_WORDS = {
    "HOS": ("president", "king", "queen", "emperor", "emir", "sultan", "leader", "ayatollah", "pope", "chairman", "general", "colonel"),
    "HOG": ("prime minister", "premier", "chancellor", "taoiseach", "leader", "pm"),
    "FM": ("foreign minister", "foreign secretary", "secretary of state", "minister", "fm", "secretary", "external affairs minister"),
    "DM": (
        "defense minister",
        "defence minister",
        "defense secretary",
        "defence secretary",
        "secretary of defense",
        "minister",
        "secretary",
    ),
    "VP": ("vice president", "vice-president"),
    "CROWN": ("crown prince", "prince"),
    "COS": ("general", "gen.", "gen", "army chief", "admiral", "field marshal"),
    "SPK": ("spokesman", "spokeswoman", "spokesperson"),
    "AMB": ("ambassador", "envoy"),
    "PARTY": ("general secretary", "leader", "party chief", "chairman", "first secretary"),
}


def _fits(title: str, office: str) -> bool:
    return title in _OFFICE_WORDS.get(office, ()) or title in ("secretary-general", "secretary general", "director general", "chief")
