"""Where a personal name ends, and what an office is for."""

from __future__ import annotations

from dragoman.directory.sheet import Sheet


class PersonNames:
    """Finds the extent of personal names on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.vocabulary = sheet.vocabulary

    def portfolio_end(self, at: int) -> int:
        """End of what an office is for, from the "of", "for" or "to" at word `at`: "(minister) of trade and industry", "(envoy) to the
        IAEA (International ...)"; `at` where there is none."""
        sheet, start = self.sheet, at
        if self.words[at].lower not in ("of", "for", "to"):
            return at
        while at < len(self.words) and at - start < 16 and sheet.same_sentence(at, start) and not sheet.taken[at]:
            if at > start and sheet.gap_before(at) not in (" ", "-", " (", ") ", "'s ", "' "):
                break
            word = self.words[at]
            if at in sheet.atoms and sheet.atoms[at][1].kind != "leader":
                at = sheet.atoms[at][0]
            elif word.lower in self.vocabulary.portfolios or word.lower in self.vocabulary.modifiers:
                at += 1
            elif word.text in self.vocabulary.organ_words or (sheet.noun_at(at) and not self._first_name(at)):
                found = sheet.noun_at(at)
                at = found[1] if found else at + 1
            else:
                break
        return at

    def _first_name(self, at: int) -> bool:
        """Whether a capitalised noun is rather the first word of a name ("Major", "Prince")."""
        after = at + 1
        return (
            after < len(self.words)
            and self.words[at].text[0].isupper()
            and self.sheet.noun_at(after) is None
            and (self.words[after].text[0].isupper() and self.words[at].lower not in self.vocabulary.modifiers)
            and self.words[at].text not in self.vocabulary.organ_words
        )

    def end(self, at: int) -> int:
        """End of the personal name that begins at word `at` (`at` itself where none does)."""
        sheet, start = self.sheet, at
        while at < len(self.words) and at - start < 6:
            word = self.words[at]
            if sheet.taken[at] or not sheet.same_sentence(at, start):
                break
            gap = sheet.gap_before(at)
            if at > start:
                initial = gap == ". " and (len(self.words[at - 1].text) == 1 or self.words[at - 1].text in ("Jr", "Sr", "St"))
                if not (gap in (" ", "-", "'") or initial) or (gap == "'" and len(word.text) == 1):
                    break
            if word.text in self.vocabulary.never_names:
                break
            if at in sheet.atoms and sheet.atoms[at][1].kind != "leader" and gap != "-":
                break
            if (
                word.text[0].isupper()
                or (at > start and gap == "-" and word.text.isalpha())
                or (word.text in self.vocabulary.particles and self._capital_follows(at))
            ):
                at += 1
            else:
                break
        if at > start and self.words[start].sentence == self.sheet.page.headline and not self.words[start].capitals:
            # In a headline set in capitals and small letters a name runs into the next word: two words at most.
            at = min(at, start + 2)
        return at

    def _capital_follows(self, at: int) -> bool:
        following = at + 1
        if following < len(self.words) and self.words[following].text in self.vocabulary.particles:
            following += 1
        return (
            following < len(self.words)
            and self.words[following].text[0].isupper()
            and self.sheet.gap_before(following) in (" ", "-")
            and self.words[following].text not in self.vocabulary.never_names
            and following not in self.sheet.atoms
        )
