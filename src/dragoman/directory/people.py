"""Persons: who a title, the tables or the text says they are, and the bare surnames by which a page goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from dragoman.directory.leaders import SURNAME_FIRST, Holder, fits, in_term, skeleton, surname
from dragoman.directory.personnames import PersonNames
from dragoman.directory.sheet import Phrase, Sheet
from dragoman.directory.ties import Ties
from dragoman.directory.vocabulary import Noun

_SLACK = 60  # days around a term in which the press still or already gives the title
_LONG_AGO = 4000  # days after a term in which "former President" is still that person
_SENT_ABROAD = frozenset(("ambassador", "envoy", "consul", "charge d'affaires", "attache", "special envoy", "consul general", "mediator"))


class Person(msgspec.Struct, frozen=True):
    """A person as the page introduces him, at offset `at`."""

    name: str
    actor: str
    role: str | None
    at: int
    why: str


class People:
    """The persons of one page."""

    def __init__(
        self, sheet: Sheet, surnames: Mapping[str, Sequence[Holder]], sounds: Callable[[], Mapping[str, Sequence[Holder]]]
    ) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.vocabulary = sheet.vocabulary
        self.names = PersonNames(sheet)
        self.ties = Ties(sheet)
        self.surnames = surnames
        self.sounds = sounds
        self._by_key: dict[str, list[Person]] = {}
        self._by_part: dict[str, list[Person]] = {}

    # ---------------------------------------------------------------- who is known

    def register(self, name: str, actor: str, role: str | None, at: int, why: str, full: str | None = None) -> None:
        """Remember that the page calls somebody `name`; `full` is the full name if that is another."""
        if not name:
            return
        person = Person(full or name, actor, role, at, why)
        parts = name.split()
        keys = {name, surname(name, actor)}
        if actor in SURNAME_FIRST and len(parts) > 1:
            keys.add(parts[0])
        for key in keys:
            if len(key) > 1 and key not in self.vocabulary.never_names:
                self._by_key.setdefault(key, []).append(person)
        for part in name.replace("-", " ").split():
            if len(part) > 2 and part[0].isupper() and part not in self.vocabulary.never_names and part not in self.vocabulary.honorifics:
                self._by_part.setdefault(part, []).append(person)

    def on_page(self, name: str, at: int, parts: bool = False) -> Person | None:
        """Whom the page calls `name`: the one last introduced before `at`, else the first after; with `parts` any piece of a name."""
        people = self._by_key.get(name) or (self._by_part.get(name) if parts else None)
        if not people and name[:3].lower() in ("al-", "el-"):
            people = self._by_key.get(name[3:])
        if not people:
            return None
        people = [person for person in people if person.actor] or people
        before = [person for person in people if person.at <= at]
        return before[-1] if before else people[0]

    def known(self, name: str, at: int, noun: Noun | None) -> Person | None:
        """Who goes by `name`, with the title `noun`: on this page, else in the tables at the time."""
        here = self.on_page(name, at)
        if here:
            return here
        holder = self._holder(name, noun) or (self._by_sound(name) if " " in name else None)
        return Person(holder.name, holder.actor, holder.role, at, holder.reason()) if holder else None

    def _holder(self, name: str, noun: Noun | None) -> Holder | None:
        """The office holder whom a surname and a title name: in office then, of a state on the page if there are several."""
        sheet = self.sheet
        every = self.surnames.get(name, ())
        options = [holder for holder in every if in_term(holder, sheet.on, _SLACK)]
        counts = sheet.context.counts
        if noun:
            fitting = [holder for holder in options if fits(noun.word, holder.office)]
            if not fitting:
                former = [holder for holder in every if fits(noun.word, holder.office) and in_term(holder, sheet.on, _LONG_AGO)]
                fitting = [holder for holder in former if counts[holder.actor]]
            options = fitting or [holder for holder in options if counts[holder.actor]]
        else:
            options = [holder for holder in options if counts[holder.actor]]
        if len({holder.name for holder in options}) > 1:
            options = sorted(options, key=lambda holder: counts[holder.actor], reverse=True)
            rivals = [holder for holder in options if holder.name != options[0].name]
            options = [holder for holder in options if holder.name == options[0].name]
            if counts[options[0].actor] <= counts[rivals[0].actor]:
                return None
        return _of_state(options)

    def _full_name(self, name: str, actor: str) -> str:
        """The full name of an office holder of `actor` who goes by `name`."""
        for reading in self.sheet.index.readings(name):
            if reading.kind == "leader" and reading.actor == actor:
                return reading.name or name
        for holder in self.surnames.get(name, ()):
            if holder.actor == actor and in_term(holder, self.sheet.on, 400):
                return holder.name
        return name

    # ---------------------------------------------------------------- titles

    def behind_title(self, phrase: Phrase, head: Noun) -> None:
        """Take the person named behind a title into the mention: "... Foreign Minister Sergei Lavrov", "president, Mahmoud Abbas"."""
        sheet, start = self.sheet, phrase.last
        gap = sheet.gap_before(start)
        if gap == ". " and head.kind == "title":
            gap = " "  # "Gen. James Mattis"
        if gap not in (" ", ", "):
            return
        end = self.names.end(start)
        if end == start and gap == " " and head.kind in ("title", "person"):
            beyond = self.names.portfolio_end(start)
            end = self.names.end(beyond)
            if end - beyond < 2:
                return
            if any(at in sheet.atoms for at in range(start, beyond)):
                # "Iran's ambassador to the IAEA Ali Soltanieh": the words between name other actors, so the person stands alone.
                name = sheet.text(beyond, end)
                self.register(name, phrase.actor, phrase.role, self.words[beyond].start, phrase.why)
                sheet.take(Phrase(beyond, end, phrase.actor, phrase.role, name, "leader", phrase.why))
                return
            start, gap = beyond, sheet.gap_before(beyond)
        if end == start:
            return
        if gap == ", ":
            # Only a name closed by a comma or a stop is in apposition.
            after = sheet.page.text[self.words[end - 1].end : self.words[end - 1].end + 1]
            if end - start < 2 or after not in (",", ".", "", ")", "\n") or head.kind not in ("title", "person"):
                return
        if head.word.endswith("s") and head.kind != "title" and gap == " ":
            return
        name = sheet.text(start, end)
        full = self._full_name(name, phrase.actor)
        offset = self.words[start].start
        self.register(full, phrase.actor, phrase.role, offset, phrase.why)
        if name != full:
            self.register(name, phrase.actor, phrase.role, offset, phrase.why, full)
        phrase.name = full
        phrase.kind = "leader" if head.kind == "title" else "person"
        phrase.last = end

    def title_before(self, phrase: Phrase) -> None:
        """Take "President" or "Mr" in front of a known person into the mention."""
        sheet, before = self.sheet, phrase.first - 1
        if before < 0 or sheet.taken[before] or not sheet.same_sentence(before, phrase.first):
            return
        if sheet.gap_before(phrase.first) not in (" ", ". "):
            return
        if self.words[before].text in self.vocabulary.honorifics:
            phrase.first = before
            return
        found = sheet.noun_before(phrase.first)
        if found and found[1].kind == "title" and sheet.free(found[0], phrase.first):
            phrase.first = found[0]
            phrase.role = found[1].role or phrase.role

    def possession(self, phrase: Phrase) -> None:
        """Take what a person has into his mention: "Mr Gul's government", "Castro's troops"."""
        sheet, at = self.sheet, phrase.last
        if not phrase.actor or sheet.gap_before(at) not in ("'s ", "' ") or not sheet.same_sentence(at - 1, at):
            return
        while at - phrase.last < 2 and at + 1 < len(self.words) and self.words[at].lower in self.vocabulary.modifiers:
            if sheet.noun_at(at) or sheet.gap_before(at + 1) != " ":
                break
            at += 1
        found = sheet.noun_at(at)
        if found and found[0].kind in ("organ", "force", "people") and sheet.free(at, found[1]):
            phrase.last = found[1]
            phrase.role = found[0].role or phrase.role
            phrase.why = f"{found[0].word} of {phrase.name}, {phrase.why}"

    def titled(self) -> None:
        """Title and name without a state: "President Bush", "Defence Minister Naveed Qamar", "Mr Arafat"."""
        sheet, at = self.sheet, 0
        while at < len(self.words):
            word = self.words[at]
            if sheet.taken[at] or word.sentence < 0:
                at += 1
                continue
            honorific = word.text in self.vocabulary.honorifics
            found = None if honorific else sheet.noun_at(at)
            end = at + 1 if honorific else found[1] if found and found[0].kind == "title" else at
            if end == at or sheet.gap_before(end) not in (" ", ". ") or not sheet.same_sentence(at, end):
                at += 1
                continue
            while found and end < len(self.words) and sheet.gap_before(end) in (" ", ". "):
                # "army spokesman Maj. Felix Kulayigye": titles in a row.
                further = sheet.noun_at(end)
                if not further or further[0].kind != "title" or not sheet.same_sentence(at, further[1]):
                    break
                end = further[1]
            stop = self.names.end(end)
            if stop == end and found and sheet.gap_before(end) == " ":
                name_at = self.names.portfolio_end(end)
                if name_at > end and self.names.end(name_at) - name_at >= 2:
                    end, stop = name_at, self.names.end(name_at)
            if stop > end and sheet.free(at, stop):
                self._titled_person(at, end, stop, found[0] if found else None)
            at = max(stop, at + 1) if stop > end else end

    def _titled_person(self, at: int, end: int, stop: int, noun: Noun | None) -> None:
        sheet, first = self.sheet, at
        while (
            first > 0
            and not sheet.taken[first - 1]
            and first - 1 not in sheet.atoms
            and sheet.gap_before(first) in (" ", "-")
            and sheet.same_sentence(first - 1, at)
            and self.words[first - 1].lower in self.vocabulary.modifiers
        ):
            first -= 1
        name, start = sheet.text(end, stop), self.words[end].start
        known = self.known(name, start, noun)
        if known:
            role = (noun.role if noun else None) or known.role
            self.register(known.name, known.actor, role, start, known.why)
            phrase = Phrase(first, stop, known.actor, role, known.name, "leader", known.why)
            self.possession(phrase)
            sheet.take(phrase)
            return
        actor, why = self._state_of_title(noun, stop)
        if noun is None and not actor:
            return
        role = noun.role if noun else None
        self.register(name, actor, role, start, why)
        sheet.take(Phrase(first, stop, actor, role, name, "leader" if actor else "person", why))

    def _state_of_title(self, noun: Noun | None, stop: int) -> tuple[str, str]:
        """State of a person with a title but no state: by what follows, by the title, by the page."""
        sheet = self.sheet
        tie = self.ties.behind(stop)
        if tie:
            return tie
        if noun is None:
            return "", ""
        counts = sheet.context.counts
        present = [state for state in noun.states if counts[state]]
        if present:
            best = max(present, key=lambda state: counts[state])
            return best, f"{noun.word} is a title of {best}"
        same = sheet.titles.get(noun.word, set())
        if len(same) == 1:
            state = next(iter(same))
            return state, f"{noun.word}, as the page calls the one of {state}"
        if noun.default:
            return noun.states[0], f"{noun.word} is a title of {noun.states[0]}"
        if noun.word in _SENT_ABROAD:
            return "", "an envoy, state unknown"
        home = sheet.context.home()
        return (home, f"named with a title on a page about {home}") if home else ("", "named with a title, state unknown")

    # ---------------------------------------------------------------- names that the text ties to somebody

    def apposed(self) -> None:
        """Untitled names with what the text says of them: "X, Iran's envoy to the IAEA", "X of the European Union"."""
        sheet, at = self.sheet, 0
        while at < len(self.words):
            word = self.words[at]
            if sheet.taken[at] or not word.text[0].isupper() or word.sentence < 0 or word.capitals:
                at += 1
                continue
            stop = self.names.end(at)
            if stop - at >= 2 and sheet.free(at, stop):
                name, start = sheet.text(at, stop), word.start
                known = self.on_page(name, start)
                tie = None if known else self.ties.behind(stop)
                if not known and not tie:
                    holder = self._by_sound(name)
                    known = Person(holder.name, holder.actor, holder.role, start, holder.reason()) if holder else None
                    if known:
                        self.register(known.name, known.actor, known.role, start, known.why)
                        self.register(name, known.actor, known.role, start, known.why, known.name)
                if known:
                    sheet.take(Phrase(at, stop, known.actor, known.role, known.name, "person", known.why))
                elif tie:
                    self.register(name, tie[0], "GOV", start, tie[1])
                    sheet.take(Phrase(at, stop, tie[0], "GOV", name, "person", tie[1]))
            at = max(stop, at + 1)

    # ---------------------------------------------------------------- bare surnames

    def later(self) -> None:
        """Bare surnames of persons that the page introduces somewhere, or that are in office then."""
        sheet = self.sheet
        for at, word in enumerate(self.words):
            if sheet.taken[at] or word.sentence < 0 or len(word.text) < 2:
                continue
            text = word.text.title() if word.capitals else word.text
            if not text[0].isupper() or text in self.vocabulary.never_names:
                continue
            alone = not self._part_of_name(at)
            if word.first and text in self.vocabulary.common_surnames and text not in self._by_key:
                continue
            person = self.on_page(text, word.start, parts=alone)
            if person is None and alone:
                holder = self._bare_holder(text)
                if holder:
                    person = Person(holder.name, holder.actor, holder.role, word.start, holder.reason())
            if person is None or self._other_name(at, person):
                continue
            first = at
            if at > 0 and sheet.gap_before(at) == "-" and self.words[at - 1].lower in ("al", "el", "ul", "ud") and not sheet.taken[at - 1]:
                first = at - 1
            if first > 0 and self.words[first - 1].text in self.vocabulary.honorifics and not sheet.taken[first - 1]:
                first -= 1
            phrase = Phrase(first, at + 1, person.actor, person.role, person.name, "person", person.why)
            self.possession(phrase)
            sheet.take(phrase)

    def _part_of_name(self, at: int) -> bool:
        """Whether a capitalised word stands directly beside, so that this one is a piece of some longer name."""
        sheet = self.sheet
        if self.words[at].sentence == sheet.page.headline:
            return False
        before = at > 0 and sheet.gap_before(at) in (" ", "-") and sheet.same_sentence(at - 1, at)
        if before and self.words[at - 1].text[0].isupper() and not sheet.taken[at - 1] and not self.words[at - 1].first:
            return True
        after = at + 1 < len(self.words) and sheet.gap_before(at + 1) in (" ", "-") and sheet.same_sentence(at, at + 1)
        return (
            after
            and self.words[at + 1].text[0].isupper()
            and not sheet.taken[at + 1]
            and self.words[at + 1].text not in self.vocabulary.never_names
        )

    def _other_name(self, at: int, person: Person) -> bool:
        """Whether a first name that is not that person's stands before the surname."""
        sheet = self.sheet
        if (
            at == 0
            or sheet.gap_before(at) != " "
            or sheet.taken[at - 1]
            or self.words[at - 1].first
            or self.words[at].sentence == sheet.page.headline
        ):
            return False
        before = self.words[at - 1].text
        if not before[0].isupper() or not before.isalpha() or before in person.name:
            return False
        if before in self.vocabulary.never_names or before in self.vocabulary.honorifics:
            return False
        return sheet.noun_before(at) is None

    def _bare_holder(self, text: str) -> Holder | None:
        """A bare surname that no introduction explains: its one holder in office, if the state is on the page; of several, the head of
        state or government of the state that the page clearly names most."""
        counts = self.sheet.context.counts
        options = [holder for holder in self.surnames.get(text, ()) if in_term(holder, self.sheet.on, _SLACK) and counts[holder.actor]]
        if len({holder.name for holder in options}) > 1:
            top = max(counts[holder.actor] for holder in options)
            heads = [holder for holder in options if holder.office in ("HOS", "HOG") and counts[holder.actor] == top]
            rest = [holder for holder in options if holder.actor != (heads[0].actor if heads else "")]
            options = heads if heads and all(2 * counts[holder.actor] <= top for holder in rest) else []
        return _of_state(options) if len({holder.name for holder in options}) == 1 else None

    def _by_sound(self, name: str) -> Holder | None:
        """The one holder, in office about then, whose full name sounds like `name`."""
        bones = skeleton(name)
        if len(bones) < 7 or min(len(part) for part in bones.split(" ")) < 2 or " " not in bones:
            return None
        counts = self.sheet.context.counts
        options = [
            holder
            for holder in self.sounds().get(bones, ())
            if in_term(holder, self.sheet.on, _LONG_AGO) and counts[holder.home or holder.actor]
        ]
        actors = {holder.actor for holder in options if not holder.of_body} or {holder.actor for holder in options}
        return _of_state(options) if len(actors) == 1 else None


def _of_state(holders: Sequence[Holder]) -> Holder | None:
    """The holding that counts where one person has several: an office of state before one in an organisation or party."""
    for holder in holders:
        if not holder.of_body:
            return holder
    return holders[0] if holders else None
