"""What the network tells of a token and of a trigger, in the order of its outputs. Changing an order means training again."""

from __future__ import annotations

from typing import get_args

from dragoman.coding import Aspect, CommitmentKind, CommitmentStatus, ConditionKind, ConditionState, Direction, EventType, Status

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
DIRECTIONS: tuple[str, ...] = get_args(Direction)
ASPECTS: tuple[str, ...] = get_args(Aspect)
COMMITMENT_STATUSES: tuple[str, ...] = get_args(CommitmentStatus)
COMMITMENT_KINDS: tuple[str, ...] = get_args(CommitmentKind)
CONDITIONS: tuple[str, ...] = tuple(f"{kind}:{state}" for kind in get_args(ConditionKind) for state in get_args(ConditionState))

# A trigger is a token that names an act (E), a judgement (A), an undertaking (C) or a thing that stands open or shut (K).
TRIGGERS: tuple[tuple[str, str], ...] = (
    *(("E", value) for value in EVENT_TYPES),
    *(("A", value) for value in DIRECTIONS),
    *(("C", value) for value in COMMITMENT_STATUSES),
    *(("K", value) for value in CONDITIONS),
)
# PLOVER modes ("" for none) and contexts.
MODES: tuple[str, ...] = (
    "", "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access", "resign", "assist", "change",
    "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory", "violence", "demo", "riot",
    "strike", "hunger", "boycott", "obstruct", "convict", "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "curfew",
    "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
    "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
)  # fmt: skip
CONTEXTS: tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic",
    "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
    "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment",
    "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
