"""Where it happened: the place named nearest to the act, in the manner of a place."""

from __future__ import annotations

import re

from dragoman.coding import Place, Span
from dragoman.directory import Directory, PlaceMention

# "in the northern city of ...": a word of place, then words that may stand before a name. "in" and its like say where; the second
# sort only sometimes does.
_BEFORE = (
    r"(?: (?:the|a|an|its|his|her|their|northern|southern|eastern|western|central|north|south|east|west|upper|lower|nearby|neighbou?ring|disputed|occupied"
    r"|city|town|village|port|capital|border|frontier|province|region|district|area|coast|outskirts|suburb|island|airport|crossing|camp|oil-rich|war-torn|besieged))*(?: of)?"
)
_AT = re.compile(
    rf"\b(?P<word>in|at|near|off|outside|inside|around|over|across|on|within|throughout|above|along|against){_BEFORE} ?$", re.I
)
_SOMETIMES = re.compile(rf"\b(?P<word>from|into|to|of|for|towards?|between|through|via){_BEFORE} ?$", re.I)
# Acts that take their place as object: "visits Moscow", "left Belgrade", "shelled Sidon".
_MOVES = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|le(?:ft|ave|aves|aving)|reach(?:ed|es|ing)?|enter(?:ed|s|ing)?|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)?|hit(?:s|ting)?|str(?:uck|ike|ikes|iking)"
    r"|attack(?:s|ed|ing)?|raid(?:s|ed|ing)?|captur(?:e|es|ed|ing)|seiz(?:e|es|ed|ing)|storm(?:s|ed|ing)?|tour(?:s|ed|ing)?|pound(?:s|ed|ing)?|besieg(?:e|es|ed|ing)"
    r"|blockad(?:e|es|ed|ing)|evacuat(?:e|es|ed|ing)|occup(?:y|ies|ied|ying)|invad(?:e|es|ed|ing)|t(?:ake|akes|ook|aking)|quit(?:s|ting)?) (?:the )?$",
    re.I,
)
# What makes a bare name the place: "the Beirut summit", "Shanghai police", "the Quito embassy".
_THERE = re.compile(
    r"(?:['’]s)? (?:[\w-]+ )?(?:airport|embassy|consulate|mission|summit|conference|meeting|talks|ceremony|police|policemen|crowds?|court|port|harbour|harbor|gorge|valley|road|bridge"
    r"|crossing|border|market|mosque|church|hotel|hospital|university|prison|camp|base|barracks|stadium|square|suburbs?|outskirts|protest|rally|riots?|bombings?|bombs?|attacks?"
    r"|blasts?|explosions?|siege|massacre|raid|shooting|killings?|arrest|offensive|fighting|ceasefire|visit|trip|stop|streets?|residents?|warehouse|dock|plant|reactor|crowd)\b"
)
_FAR = 160.0  # beyond this strangeness the place is another act's
_SAID = re.compile(r"\b(?:said|says|told [\w ]{1,30}|announced|added|warned)(?: [\w]+)?$", re.I)
_CLAUSE = re.compile(r"[;:“”\"]|\b(?:and|but|while|whereas|which|who|that|after|before|when|as|where|because|since|though)\b|, ")


# A noun right after a name: any word that does not go on with the sentence in another way.
_NOUN_NEXT = re.compile(
    r" (?!(?:and|or|in|on|at|of|after|before|when|where|which|who|that|than|to|for|from|with|without|by|as|but|while|since|until|during|over|near"
    r"|against|following|under|through|was|were|is|are|be|has|had|have|said|says|will|would|could|should|may|can|did|does|not|also|if|because"
    r"|into|between|among|despite|where|yesterday|today|last|next|this|early|late)\b|\w+(?:ed|ly|ing)\b)[a-z]{3,}"
)


def place_of(directory: Directory, body: str, sentence: Span, trigger: Span) -> Place | None:
    """The place of the act named at `trigger`; None where the sentence names none in the manner of a place."""
    best: tuple[float, Place] | None = None
    for found in directory.places(body, [sentence]):
        strange = _strangeness(body, sentence, trigger, found)
        if strange is not None and (best is None or strange < best[0]):
            best = strange, Place(found.name, found.country, found.lat, found.lon)
    return best[1] if best else None


def _strangeness(body: str, sentence: Span, trigger: Span, found: PlaceMention) -> float | None:
    """How little the place seems that of the act; None where it is none at all."""
    start, end = found.span
    before = body[max(sentence[0], start - 60) : start]
    after = start >= trigger[1]
    between = body[trigger[1] : start] if after else body[end : trigger[0]]
    strange = len(between) + 12.0 * len(_CLAUSE.findall(between)) + (0 if after else 20)
    # A whole state is named as a side far more often than as a place.
    is_state = found.lat is None
    if is_state and _NOUN_NEXT.match(body[end : sentence[1]]):
        return None  # "over the US raid": the name says whose, not where
    at, sometimes = _AT.search(before), _SOMETIMES.search(before)
    if at:
        strange += 30 if is_state and at["word"].lower() in ("on", "over", "against") else 0
        lead = body[sentence[0] : max(sentence[0], start - len(at.group()))].rstrip()
        if _SAID.search(lead[-60:]) and not lead.endswith(body[slice(*trigger)]):
            strange += 50  # where it was said
    elif _MOVES.search(before):
        strange += 5 if start - trigger[1] < 6 and after else 25
    elif sometimes:
        if is_state and sometimes["word"].lower() not in ("into", "through", "via"):
            return None
        strange += 60
    elif is_state:
        return None
    elif _THERE.match(body, end, sentence[1]):
        strange += 40
    else:
        return None
    return strange if strange < _FAR else None
