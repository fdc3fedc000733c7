"""PLOVER mode and contexts of an event: the network's choice among those that its type allows."""

from __future__ import annotations

from dragoman.plover import MODES
from dragoman.reader import labels
from dragoman.reader.decode import Draft

CONTEXT_FROM = 0.4  # probability


def mode_of(draft: Draft) -> str | None:
    """The likeliest mode that PLOVER has for the type, or None where none is likelier."""
    allowed = {"", *MODES[draft.value]}
    best = max((m for m in labels.MODES if m in allowed), key=lambda m: float(draft.mode[labels.MODES.index(m)]))
    return best or None


def contexts_of(draft: Draft) -> list[str]:
    """The contexts likelier than CONTEXT_FROM, likeliest first."""
    found = [(float(p), name) for p, name in zip(draft.contexts, labels.CONTEXTS, strict=True) if p > CONTEXT_FROM]
    return [name for _, name in sorted(found, reverse=True)]
