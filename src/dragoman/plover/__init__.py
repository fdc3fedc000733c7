"""The PLOVER 2.0 ontology: types, modes, contexts, scores, quad classes, CAMEO both ways; its tables are the .tsv files beside this one.

`TYPES` (names in the manual's order), `MODES` (type -> names of its modes) and `CONTEXTS` are read when first used.
"""

from __future__ import annotations

from typing import Any

from dragoman.plover.ontology import ModeRow, Ontology, TypeRow, cameo, from_cameo, ontology, quad, score

TYPES: tuple[str, ...]
MODES: dict[str, tuple[str, ...]]
CONTEXTS: tuple[str, ...]

__all__ = ["CONTEXTS", "MODES", "TYPES", "ModeRow", "Ontology", "TypeRow", "cameo", "from_cameo", "ontology", "quad", "score"]


def __getattr__(name: str) -> Any:
    if name == "TYPES":
        return tuple(ontology().types)
    if name == "MODES":
        return {type_: tuple(modes) for type_, modes in ontology().modes.items()}
    if name == "CONTEXTS":
        return tuple(ontology().contexts)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
