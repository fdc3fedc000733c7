"""What a commitment is for: "to help rebuild the ports", "earmarked for schools", "for the training of police"."""

from __future__ import annotations

import re

from dragoman.coding import Span

_PURPOSE = re.compile(
    r"\b(?:(?:in order )?to (?:help|assist|build|buy|purchase|fund|finance|support|rebuild|reconstruct|restore|pay|fight|train|equip|repair"
    r"|cover|develop|improve|combat|secure|strengthen|modernise|modernize|provide|feed|shelter|resettle|protect|defend|counter|cope|stem|clear"
    r"|stabilise|stabilize|offset|plug|upgrade|boost|meet|prepare|promote|ease|relieve|tackle|clean|dismantle|destroy)"
    r"|aimed at|earmarked for|intended for|destined for|meant for|set aside for|towards|in support of|for) [^,.;:()\"“”]{3,90}"
)
# What "for" is followed by where it begins no purpose: a span of time, a price, whoever gets it.
_NO_PURPOSE = re.compile(
    r"for (?:the )?(?:\d|first|second|last|next|past|coming|an? (?:second|third|year|month|week|day|decade|hour|estimated)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|more than|up to|years?|months?|weeks?|days?"
    r"|now|good|example|instance|him|her|it|them|us|me|you|this|that|(?:his|its|their) part)\b"
)
# Where the purpose ends: at words that begin another clause, or at a date behind it.
_TAIL = re.compile(
    r" (?:that|which|who|when|after|before|while|said|says|announced)\b.*$"
    r"| (?:(?:on|by|in|from|since|until|over|during|within) )?(?:\w+day|(?:next|last|this) \w+|(?:19|20)\d\d)$"
)


def purpose_of(body: str, sentence: Span, trigger: Span) -> str | None:
    """The first words after `trigger` that say what it is for; None if the sentence does not say."""
    match = _PURPOSE.search(body, trigger[1], sentence[1])
    while match and _NO_PURPOSE.match(match.group()):
        match = _PURPOSE.search(body, match.start() + 3, sentence[1])
    return _TAIL.sub("", match.group()).rstrip() if match else None
