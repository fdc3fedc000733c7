"""Who the sides are: the network's choice of an actor, made a party with the words, name and role that the page gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dragoman.coding import Party, Span
from dragoman.directory import Mention
from dragoman.reader.decode import Choice


class Cast(NamedTuple):
    """The page's mentions by place, and the roles and names that its actors go by anywhere on the page."""

    body: str
    mentions: Mapping[Span, Mention]

    def mention(self, choice: Choice) -> Mention | None:
        """The mention that the network went by; None for a name that the directory does not know."""
        return self.mentions.get(choice.slot.span) if choice.slot.span is not None else None

    def party(self, choice: Choice, sentence: int) -> Party:
        """The party for a choice in an event of this sentence; words only where the sentence itself has them."""
        mention = self.mention(choice)
        here = choice.slot.sentence == sentence and choice.slot.span is not None
        span = choice.slot.span if here else None
        actor = choice.actor.removeprefix("?")
        return Party(
            actor=actor,
            role=mention.role if mention else None,
            name=mention.name if mention else (self.body[slice(*span)] if span and choice.actor.startswith("?") else None),
            text=self.body[span[0] : span[1]] if span else None,
            span=span,
        )

    def why(self, choice: Choice) -> str:
        """One line on why the words are the actor's."""
        mention = self.mention(choice)
        if mention is not None:
            return mention.why
        if choice.actor.startswith("?"):
            return "a name that the directory does not know, taken as it stands"
        return "one of the main actors of the page"


def cast(body: str, mentions: list[Mention]) -> Cast:
    """The cast of a page."""
    return Cast(body, {m.span: m for m in mentions})
