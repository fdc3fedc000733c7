"""Is a page in English? Told by its commonest small words; only where they don't tell is the language detector asked."""

from __future__ import annotations

import re
from functools import cache

from dragoman.pages.tables import rows

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SAMPLE_CHARS = 6_000
_ENGLISH_SHARE = 0.17
_MIN_WORDS = 8
_MIN_LETTERS = 10
_MANY_WORDS = 20
_NO_SHARE = 0.05
_DIGIT_SHARE = 0.02
_TABLE_DIGITS = 0.04
_TABLE_SHARE = 0.3
# So many of a language's words only English has; looked for at the beginning first.
_FIRST_CHARS = 1_200
_SURE_SHARE = 0.22
_FEW_SHARE = 0.08
# A language that the table lacks is believed to be met where hardly any English word is.
_UNKNOWN_SHARE = 0.1


@cache
def _function_words() -> dict[str, tuple[str, frozenset[str]]]:
    # Single letters are initials and "v" of match results as often as words, so only English may have its "a".
    return {
        code: (name, frozenset(word for word in words.split() if len(word) > 1 or code == "en"))
        for code, name, words in rows("function_words.tsv")
    }


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where it is too short to tell."""
    if _english_share(text[:_FIRST_CHARS].lower()) >= _SURE_SHARE:
        return "en"
    sample = text[:_SAMPLE_CHARS].lower()
    words = _WORD.findall(sample)
    if len(words) < _MIN_WORDS and sum(c > "\u0370" for c in sample) < _MIN_LETTERS:
        return None
    letters = sum(len(w) for w in words)
    latin = sum(c < "\u0250" for w in words for c in w)
    if latin < 0.6 * letters:
        return _ask_detector(sample) or "und"
    shares = {code: sum(w in small for w in words) / len(words) for code, (_, small) in _function_words().items()}
    best = max(shares, key=lambda code: shares[code])
    if best == "en" and shares["en"] >= _ENGLISH_SHARE:
        return "en"
    if shares["en"] >= _ENGLISH_SHARE and shares["en"] >= shares[best] - 0.05:
        return "en"
    digits = sum(c.isdigit() for c in sample) / len(sample)
    if digits > _TABLE_DIGITS and shares[best] < _TABLE_SHARE:
        return "en" if shares["en"] else None  # results, quotations: names and figures tell nothing
    if best != "en" and shares[best] >= 0.18 and shares[best] > 2 * shares["en"]:
        return best
    if best != "en" and shares[best] >= _FEW_SHARE and shares[best] > 2 * shares["en"] and len(words) >= _MANY_WORDS:
        return best
    if shares["en"] < _NO_SHARE and len(words) >= _MANY_WORDS and digits < _DIGIT_SHARE:
        # A text, not a table, with hardly an English word in it.
        return _ask_detector(text[:_SAMPLE_CHARS], foreign=True) or "und"
    # Headlines in a row, scores and telegrams have few small words in any language: names alone must not make a page foreign.
    found = _ask_detector(text[:_SAMPLE_CHARS])
    if found is None or found == "en":
        return found
    return found if shares.get(found, _UNKNOWN_SHARE) > max(shares["en"], _FEW_SHARE) else "en" if shares["en"] else None


def _english_share(sample: str) -> float:
    """The share of English function words, 0 where there are too few words to tell."""
    words = _WORD.findall(sample)
    small = _function_words()["en"][1]
    return sum(word in small for word in words) / len(words) if len(words) >= 3 * _MIN_WORDS else 0.0


def name_of(code: str) -> str:
    """The English name of a language code, or the code."""
    table = _function_words()
    return table[code][0] if code in table else dict(rows("languages.tsv")).get(code, code)


def _ask_detector(sample: str, *, foreign: bool = False) -> str | None:
    """The detector's answer; English is none where the page is known to be `foreign` (a language that the detector isn't given)."""
    found = _detector().detect_language_of(sample[:1500])
    code = found.iso_code_639_1.name.lower() if found else None
    return None if foreign and code == "en" else code


@cache
def _detector():  # type: ignore[no-untyped-def]
    """The lingua detector, of low accuracy (small models) and of the languages in which news is most often met; made on first need."""
    from lingua import Language, LanguageDetectorBuilder

    wanted = (
        Language.ENGLISH, Language.FRENCH, Language.GERMAN, Language.SPANISH, Language.PORTUGUESE, Language.ITALIAN, Language.DUTCH,
        Language.TURKISH, Language.INDONESIAN, Language.ARABIC, Language.PERSIAN, Language.URDU, Language.RUSSIAN, Language.UKRAINIAN,
        Language.CHINESE, Language.JAPANESE, Language.KOREAN, Language.HINDI, Language.BENGALI, Language.HEBREW, Language.GREEK,
    )  # fmt: skip
    return LanguageDetectorBuilder.from_languages(*wanted).with_low_accuracy_mode().build()
