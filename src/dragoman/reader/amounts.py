"""Amounts of money and goods as news writes them: "nearly $700 million", "1.2bn euros a year", "Rs 20 crore", "50,000 tonnes of wheat"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dragoman.coding import Amount, Span
from dragoman.reader import numbers

_PER = re.compile(
    r"^[\w ,'’-]{0,30}?(?:\b(?P<year>a year|per year|per annum|annually|yearly|each year|every year|a-year)|\b(?P<month>a month|per month|monthly|each month|every month))\b",
    re.I,
)
_PER_BEFORE = re.compile(r"\b(?:(?P<year>annual|yearly)|(?P<month>monthly))\b[\w ]{0,20}$", re.I)
# After a bare "six billion" that means money: no noun of its own.
_BARE_END = r"(?=[.,;:)\"”]|$| (?:for|from|to|in|it|more|a year|this|last|next|so far|apiece|each|that|which|as|on|over|by|with|was|were|is|are|had|has|when|after|already|and|but|towards?|followed|worth|back)\b)"
_WEIGHT = r"(?! (?:bombs?|warheads?|device|of (?:explosives|uranium|heroin|cocaine|bombs|food|rice|flour|cargo|drugs|meat))\b)"
# Words for money that are common words too: only after a scale ("20 million won") or in the plural ("300 marks").
_COMMON = {
    "won",
    "real",
    "mark",
    "sol",
    "crown",
    "som",
    "kip",
    "punt",
    "lek",
    "leone",
    "colon",
    "kina",
    "tala",
    "lit",
    "buck",
    "dong",
    "inti",
}
# Arms by their maker's number: "F-16", "MiG-29", "T-72", "Mi-17".
_MADE = r"(?-i:[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]{0,2})"
_GAP_CLAUSE = re.compile(r"[;:]|\b(?:and|but|while|whereas|which|who|that|after|before|when|as)\b|, ")
_CONTEXT = 1500  # code points before an amount in which the state is sought whose money it is


class Found(NamedTuple):
    """An amount and where its words stand in the body."""

    span: Span
    amount: Amount


@cache
def _rows(name: str) -> list[list[str]]:
    text = (files("dragoman.reader") / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _codes() -> dict[str, str]:
    """Signs and words for money, with their codes; words in lower case, "pakistani rupee" among them."""
    out = {sign if _is_sign(sign) else sign.lower(): code for sign, code in _rows("currencies.tsv")}
    for states, word, code in _rows("currency_adjectives.tsv"):
        out |= {f"{state} {word}".lower(): code for state in states.split("|")}
    return out


def _is_sign(word: str) -> bool:
    """Whether it stands before its number: "$", "Rs", "EUR", "dlrs"."""
    return (
        (not word.isalpha() and " " not in word and "'" not in word and "-" not in word)
        or (word[0].isupper() and len(word) < 4)
        or word == "dlrs"
    )


@cache
def _states() -> dict[str, re.Pattern[str]]:
    """For each word that several states use for their money: a pattern that finds those states."""
    by_word: dict[str, list[str]] = {}
    for states, word, _ in _rows("currency_adjectives.tsv"):
        by_word.setdefault(word, []).extend(states.split("|"))
    return {word: re.compile(rf"\b(?:{numbers.any_of(states)})\b") for word, states in by_word.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    number, scale = numbers.pattern(), rf"(?:{numbers.scales()})"
    signs = numbers.any_of([c for c in _codes() if _is_sign(c)])
    words = numbers.any_of([c for c in _codes() if not _is_sign(c)] + ["us dollar", "u.s. dollar"])
    units = numbers.any_of([row[0] for row in _rows("units.txt")])
    to = r"(?:\s?[-–]\s?| to | or )"
    signed = rf"(?<![\w$])(?P<sign>{signs})\s?(?P<number>{numbers.DIGITS})(?:[\s-]?(?P<scale>{scale})(?!\w))?"
    # A number, its scale, and a range's other end, before a word for money or goods.
    plain = rf"(?<![\w.,$€£-])(?P<number>{number})(?:[\s-]?(?P<scale>{scale})(?!\w))?"
    other_end = rf"(?P<number2>{number})(?:[\s-]?(?P<scale2>{scale})(?!\w))?"
    ranged = rf"{plain}(?P<to>{to}){other_end}"
    between = rf"(?<=between ){plain}(?P<to> and ){other_end}"
    money = rf"[\s-](?:of )?(?P<word>{words})(?:s|es)?(?![\w])(?!['’]\w*\s\w+ (?:reserve|exchange)){_WEIGHT}"
    goods = rf"[\s-](?:(?!of\b|the\b|and\b|to\b|for\b|in\b)[\w'’-]+[\s-]){{0,2}}?(?P<unit>{units}|{_MADE})(?:s|es)?(?![\w-])"
    return (
        re.compile(signed + rf"(?:(?P<to>{to}| and )(?:(?:{signs})\s?)?(?P<number2>{numbers.DIGITS})(?:[\s-]?(?P<scale2>{scale})(?!\w))?)"),
        re.compile(signed),
        re.compile(between + money, re.I),
        re.compile(ranged + money, re.I),
        re.compile(plain + money, re.I),
        re.compile(rf"(?<![\w-])(?P<multi>multi-?)?(?P<scale>million|billion|trillion)-(?P<word>{words})(?!\w)", re.I),
        re.compile(between + goods, re.I),
        re.compile(ranged + goods, re.I),
        re.compile(plain + goods, re.I),
        re.compile(rf"(?<![\w.,$€£-])(?P<number>{number})[\s-]?(?P<scale>million|billion|trillion|bn|crore)(?!\w){_BARE_END}", re.I),
        re.compile(r"(?<=['’]s )(?P<scale>million|billion)(?!\w)" + _BARE_END, re.I),
        re.compile(
            rf"\b(?P<part>{numbers.any_of([*numbers.words('part')])}) (?:of (?:it|that|this|them|the (?:money|sum|total|amount|loan|aid|grant))|the (?:money|sum|total|amount))\b",
            re.I,
        ),
    )


def amounts(body: str, sentence: Span) -> list[Found]:
    """All amounts of a sentence in the order of the text; money first where money and goods share words.

    Of a range the first number counts, as "about". A bare "two billion" is in the money named last before it."""
    out: list[Found] = []
    start = sentence[0]
    taken = bytearray(sentence[1] - start)  # 1 where an amount already stands
    for pattern in _patterns():
        for match in pattern.finditer(body, *sentence):
            here = slice(match.start() - start, match.end() - start)
            if any(taken[here]):
                continue
            amount = _amount(body, sentence, match, out)
            if amount:
                out.append(Found(match.span(), amount))
                taken[here] = b"\1" * len(taken[here])
        out.sort(key=lambda f: f.span)
    return out


def amount_of(body: str, sentence: Span, trigger: Span) -> Amount | None:
    """The amount that belongs to a trigger: in it or nearest, money a little before goods; None if the sentence has none."""
    found = amounts(body, sentence)
    if not found:
        return None

    def distance(f: Found) -> float:
        if f.span[0] < trigger[1] and trigger[0] < f.span[1]:
            return -100
        after = f.span[0] >= trigger[1]
        between = body[trigger[1] : f.span[0]] if after else body[f.span[1] : trigger[0]]
        goods = 25 if f.amount.currency is None else 0
        return len(between) + 15 * len(_GAP_CLAUSE.findall(between)) + goods + (0 if after else 20)

    return min(found, key=distance).amount


def _amount(body: str, sentence: Span, match: re.Match[str], earlier: list[Found]) -> Amount | None:
    groups = match.groupdict()
    before, after = body[max(sentence[0], match.start() - 60) : match.start()], body[match.end() : min(sentence[1], match.end() + 40)]
    if groups.get("part"):
        last = [f.amount for f in earlier if f.span[1] <= match.start()]
        share = float(numbers.words("part")[groups["part"].lower()])
        return Amount(_whole(last[-1].value * share), last[-1].currency, "about", last[-1].per, last[-1].unit) if last else None
    number, scale = groups.get("number") or "one", groups.get("scale")
    ranged = groups.get("number2")
    if ranged and groups["to"] == " and " and not before.endswith("between "):
        return None  # two amounts: the pattern for one finds each
    if ranged:
        if re.search(r"\bfrom (?:\w+ )?$", before):  # "raised from 2 to 3 billion"
            number, scale = ranged, groups.get("scale2")
            ranged = None
        else:
            scale = scale or groups.get("scale2")
    value = numbers.value(number, scale)
    if value is None:
        return None
    word, unit = groups.get("word"), groups.get("unit")
    if not scale and number.lower() in ("a", "an", "another", "both", "half", "quarter", "one") and not groups.get("sign"):
        return None  # "a tonne" counts nothing worth keeping
    if word and word.lower() in _COMMON and not scale and not re.search(r"s\b", match.group()[-2:]):
        return None
    currency = _sign_code(groups.get("sign")) or (_word_code(body, match.start(), word) if word else None)
    if not currency and not unit:
        currency = _last_currency(body, match.start(), earlier)
        if not currency:
            return None
    share_before = re.search(
        rf"(?:^|\W)(?P<part>{numbers.any_of([*numbers.words('part')])})(?: of)?(?: the| its| that| their| this)? ?$", before, re.I
    )
    if share_before and currency:
        value = _whole(value * float(numbers.words("part")[share_before["part"].lower()]))
        before = before[: share_before.start()]
    vague = number.lower() in numbers.words("vague") or bool(groups.get("multi"))
    how = "about" if ranged else numbers.qualifier(before, after, vague=vague)
    return Amount(value, currency, how, _per(before, after), _plural(unit) if unit and not currency else None)


def _whole(value: float) -> float:
    value = round(value, 2)
    return int(value) if value == int(value) else value


def _sign_code(sign: str | None) -> str | None:
    return _codes().get(sign) if sign else None


def _word_code(body: str, at: int, word: str) -> str | None:
    """The code of a word for money; of one that several states use, that of the state named last before it on the page."""
    word = " ".join(word.lower().split())
    states = _states().get(word)
    # "Dollars" and "pounds" without more are the best known, whatever the page is about.
    if states and word not in ("dollar", "pound"):
        named = [m.group() for m in states.finditer(body, max(0, at - _CONTEXT), at)]
        if named:
            return _codes()[f"{named[-1]} {word}".lower()]
    return _codes().get(word)


def _last_currency(body: str, at: int, earlier: list[Found]) -> str | None:
    """The money named last before: in the sentence, else in the text before it."""
    before = [f.amount.currency for f in earlier if f.span[1] <= at and f.amount.currency]
    if before:
        return before[-1]
    for found in reversed(list(_patterns()[1].finditer(body, max(0, at - 600), at))):
        return _sign_code(found["sign"])
    return None


def _per(before: str, after: str) -> Literal["year", "month"] | None:
    match = _PER.match(after) or _PER_BEFORE.search(before)
    if not match:
        return None
    return "year" if match["year"] else "month"


def _plural(unit: str) -> str:
    known = {row[0].lower(): row[0] for row in _rows("units.txt")}
    unit = known.get(unit.lower(), unit)
    if unit.endswith("s") or unit.lower() in ("aircraft", "kg", "ammunition"):
        return unit
    if unit.endswith("y") and unit[-2] not in "aeiou":
        return unit[:-1] + "ies"
    return unit.removesuffix("man") + "men" if unit.endswith("man") else unit + "s"
