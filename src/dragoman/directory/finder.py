"""One pass over one page: names, the phrases around them, short forms, persons, common nouns and pronouns."""

from __future__ import annotations

from dragoman.coding import DateInterval
from dragoman.directory.cities import Cities
from dragoman.directory.leaders import Holders
from dragoman.directory.mention import Mention
from dragoman.directory.names import NameIndex
from dragoman.directory.nominals import nominals
from dragoman.directory.nounphrases import NounPhrases
from dragoman.directory.page import Page
from dragoman.directory.people import People
from dragoman.directory.sheet import Sheet
from dragoman.directory.shortforms import short_forms
from dragoman.directory.vocabulary import Vocabulary


def find_mentions(
    page: Page, index: NameIndex, vocabulary: Vocabulary, places: Cities, holders: Holders, on: DateInterval | None
) -> list[Mention]:
    """All mentions of a page in text order, none overlapping another."""
    sheet = Sheet(page, index, vocabulary, places, holders.surnames, on)
    people = People(sheet, holders.surnames, lambda: holders.sounds)
    phrases = NounPhrases(sheet, people)
    phrases.ships()
    phrases.all()
    short_forms(sheet, phrases)
    people.titled()
    people.apposed()
    people.later()
    nominals(sheet)
    return sheet.mentions()
