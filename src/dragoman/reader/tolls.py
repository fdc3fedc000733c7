"""How many died, as news writes it: "the killing of 24 Pakistani soldiers", "at least six civilians were killed", "a death toll of 15"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dragoman.coding import Fatalities, Qualifier, Span
from dragoman.reader import numbers

_TO = r"(?:\s?[-–]\s?| to | or | and )"
# Words between a number and what befell it: "of its soldiers", "Pakistani troops and civilians, most of them children,".
_WHOM = r"(?:(?!and\b|but\b|while\b|wounded\b|injured\b|hurt\b|years?\b|days?\b|weeks?\b|months?\b|hours?\b|per\b|percent\b|km\b|kilomet|miles?\b|dollars?\b|rockets?\b|missiles?\b|shells?\b|bombs?\b|that\b|which\b|after\b|before\b|involv\w+|includ\w+|fowls?\b|birds?\b|poultry\b|chickens?\b|cattle\b|sheep\b|pigs?\b|cows?\b|animals?\b|dogs?\b|cases?\b)[\w'’-]+,? ){0,6}?"
_BE = r"(?:(?:who |that |which )?(?:were|was|are|is|have been|had been|has been|being|got|have|had|were also|were all|would be|may have been|could have been|might have been)(?: reportedly| also| all| believed| feared| presumed| confirmed| reported| either| now)?(?: to have been| to be)? )?"
_DEAD = r"(?:kill(?:ed|ings?)|dead|died|die|dying|shot dead|shot to death|slain|massacred|murdered|executed|beheaded|assassinated|perished|drowned|lost their lives|gunned down|blown up|burned to death|burnt to death|blown to pieces|fell|lay dead|deaths|fatalities|lives(?: (?:were |have been )?(?:lost|claimed))|succumbed)"
_KILL = r"(?:kill(?:ed|ing|s)?|shot dead|shooting dead|gunned down|slew|slay(?:ing)?|slaughter(?:ed|ing)?|massacr(?:e|ed|ing)|murder(?:ed|ing)?|execut(?:ed|ing|ions? of)|behead(?:ed|ing)|drown(?:ed|ing)|deaths? of|killings? of|murders? of|slaying of|massacre of|loss of|blew up|took the lives of|taking the lives of)"
_VICTIMS = r"(?P<rest>[^.;:()]{0,60})"
# Numbers after "killed" that count no dead: "killed two hours later", "in 15 attacks".
_NOT_DEAD = re.compile(
    r"^[ -](?:\w+ )?(?:years?|days?|weeks?|months?|hours?|minutes?|times|kilomet\w+|km|miles?|metres|meters|per cent|percent|%|rockets?|missiles?|tanks?|vehicles?|aircraft|planes?|helicopters?|homes?|houses?|buildings?|birds?|sheep|cattle|animals?|camels?|attacks?|others? (?:were |was )?(?:wounded|injured|hurt)|(?:people |soldiers |others )?(?:wounded|injured|hurt))\b",
    re.I,
)
_NOBODY = re.compile(
    r"\b(?:no(?: one| casualties| deaths| fatalities|body| people| soldiers| civilians)?|none)\b[^.;,]{0,25}\b(?:killed|dead|died|deaths|fatalities|hurt)\b|\bkill(?:ed|ing) (?:nobody|no one|none)\b|\bwithout (?:loss of life|casualties|killing anyone)\b",
    re.I,
)
# Who may be meant by "killed a ...": one person, not a bill or a deal.
_PERSON = re.compile(
    r"^ (?:[\w'’-]+ ){0,3}?(?:soldier|trooper|marine|officer|policeman|policewoman|guard|man|woman|boy|girl|child|baby|civilian|villager|farmer|fisherman|journalist|reporter"
    r"|cameraman|photographer|diplomat|ambassador|envoy|consul|minister|general|colonel|commander|captain|leader|member|militant|militiaman|gunman|fighter|rebel|guerrilla"
    r"|insurgent|person|passer-?by|pedestrian|driver|worker|engineer|doctor|nurse|priest|monk|nun|teacher|student|tourist|pilot|sailor|peacekeeper|observer|settler|teenager"
    r"|youth|father|mother|son|daughter|brother|sister|wife|husband|scientist|spy|agent|citizen|national|Israeli|Palestinian|American|Briton|Frenchman|Turk|Iraqi|Iranian|Afghan"
    r"|Russian|Georgian|Indian|Pakistani|Lebanese|Syrian|Kurd|Serb|Croat)\b",
    re.I,
)


class Toll(NamedTuple):
    """A number of dead and where its words stand in the body."""

    span: Span
    value: int
    qualifier: Qualifier


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    number = rf"(?<!no )(?P<n>{numbers.pattern()})(?: (?P<scale>thousand|million))?(?!\w|[.,]\d|%| per ?cent)"
    # "15 to 20": the first counts; "12, including two children,": the twelve.
    count = rf"(?P<q>(?:{numbers.any_of([*numbers.words('exactly')])}|all|other|another)\b(?: of)?\s)?{number}(?:{_TO}(?P<n2>{numbers.pattern()})(?!\w))?"
    return tuple(
        re.compile(pattern, re.I)
        for pattern in (
            rf"\b(?P<verb>{_KILL})\s(?:of\s)?(?:the\s|its\s|their\s|his\s)?{count}{_VICTIMS}",
            rf"\b(?P<verb>lost|losing)\s{count}(?P<rest>(?: [\w'’-]+){{0,2}}? (?:soldiers|troops|men|marines|pilots|airmen|sailors|peacekeepers|policemen|fighters|dead)\b)",
            rf"\b(?P<verb>left|leaving|leaves)\s(?:behind\s)?{count}(?P<rest>(?: [\w'’-]+){{0,5}}? (?:dead|killed)\b)",
            rf"\b(?P<verb>claim(?:ed|ing|s)?|cost(?:ing|s)?|took|taking|taken|lost|with the loss of)\s(?:the lives of\s)?{count}(?P<rest>(?: [\w'’-]+){{0,3}}? lives\b)",
            rf"\b(?P<verb>claim(?:ed|ing|s)?|cost(?:ing|s)?|took|taking|taken)\sthe lives of\s{count}{_VICTIMS}",
            rf"\b{count}\s{_WHOM}{_BE}{_DEAD}\b",
            rf"\b(?:death )?toll(?:,? [\w'’-]+){{0,6}}? (?:to|at|of|was|is|reached|hit|stands at|topped|passed|exceeded)\s{count}",
            rf"\b(?:fatalities|deaths|dead)\b(?: [\w'’-]+){{0,3}}? (?:at|to|of|numbered|numbering|totalled|totaled|reached|was|were)\s{count}",
            rf"(?:^|[.;,:(] ?)(?P<verb>killing|leaving dead)\s{count}{_VICTIMS}",
        )
    )


def tolls(body: str, sentence: Span) -> list[Toll]:
    """The tolls that a sentence states, in the order of the text. Of a range the first number counts, as "about"; "no one was killed" is 0."""
    out: list[Toll] = []
    for pattern in _patterns():
        for match in pattern.finditer(body, *sentence):
            span = (match.start(), match.end("n2") if match["n2"] and match["n2"] else match.end("n"))
            span = (span[0], max(span[1], match.end() if not match.groupdict().get("rest") else span[1]))
            if any(a < span[1] and span[0] < b for (a, b), _, _ in out):
                continue
            toll = _toll(body, match)
            if toll is not None:
                out.append(Toll(span, *toll))
                out += _beside(body, sentence, match)
    if not out:
        nobody = _NOBODY.search(body, *sentence)
        if nobody:
            out.append(Toll(nobody.span(), 0, "exact"))
    return sorted(out)


def _beside(body: str, sentence: Span, match: re.Match[str]) -> list[Toll]:
    """The other items of a list of dead: before the last of them ("... were killed") or after the first ("killed ...")."""
    before_list, after_list = _lists()
    out: list[Toll] = []
    at = match.start()
    if match.groupdict().get("verb"):
        at = match.end("n")
        while (found := after_list.match(body, at, sentence[1])) and not _NOT_DEAD.match(body[found.end("n") : found.end("n") + 60]):
            out += _item(found)
            at = found.end("n")
        return out
    while found := before_list.search(body, max(sentence[0], at - 60), at):
        out += _item(found)
        at = found.start()
    return out


def _item(found: re.Match[str]) -> list[Toll]:
    value = numbers.value(found["n"])
    return [Toll(found.span("n"), int(value), "exact")] if value and value == int(value) else []


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = rf"(?P<n>{numbers.pattern()})(?![\w,.]\d)"
    people = r"(?: (?!and\b|were\b|was\b|had\b|have\b|on\b|in\b|at\b|when\b|after\b)[\w'’-]+){1,4}"
    return re.compile(rf"(?<![\w,.]){number}{people}(?:,| and|, and) $", re.I), re.compile(rf"{people}(?:,| and|, and) {number}(?= )", re.I)


def _toll(body: str, match: re.Match[str]) -> tuple[int, Qualifier] | None:
    """The number and how exactly it is meant; None where the match counts no dead."""
    rest = match.groupdict().get("rest") or ""
    if rest and _NOT_DEAD.match(rest):
        return None
    word = match["n"].lower()
    number = numbers.value(word, match["scale"])
    following = body[match.end("n") : match.end("n") + 60]
    if word == "both" or (
        word in ("a", "an", "one") and not (word == "one" and following.startswith(" of ")) and not _PERSON.match(following)
    ):
        return None
    if number is None or number != int(number) or (word in ("half", "quarter", "another") and not match["q"]):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", word) and not re.match(
        r" (?:people|civilians|soldiers|troops|men|persons|others|dead)", body[match.end("n") : match.end("n") + 12]
    ):
        return None  # a year
    asked = (match["q"] or "").strip()
    how = (
        numbers.qualifier(asked)
        if asked.lower() not in ("", "all", "other", "another")
        else "over"
        if word in numbers.words("vague")
        else "exact"
    )
    if match["n2"] and (" and " not in body[match.end("n") : match.start("n2")] or body[: match.start("n")].endswith("between ")):
        how = "about" if how == "exact" else how
    return int(number), how


def toll_of(body: str, sentence: Span, trigger: Span, victim: str | None) -> Fatalities | None:
    """The toll of the act at `trigger`: in its words or nearest, in its own clause; `victim` is whose dead they are, as the event tells."""
    found = tolls(body, sentence)
    if not found:
        return None

    def distance(toll: Toll) -> float:
        if toll.span[0] < trigger[1] and trigger[0] < toll.span[1]:
            return -1
        between = body[trigger[1] : toll.span[0]] if toll.span[0] >= trigger[1] else body[toll.span[1] : trigger[0]]
        return len(between) + 30 * len(re.findall(r"[;:]|, (?:and|but|while)\b|\b(?:after|before|while|which|who)\b", between))

    best = min(found, key=distance)
    return Fatalities(best.value, best.qualifier, victim)
