"""The ontology's tables hold together, and CAMEO codes go both ways."""

from typing import get_args

import pytest

from dragoman import plover
from dragoman.coding import EventType


def test_types_are_those_of_the_coding_objects() -> None:
    assert set(plover.TYPES) == set(get_args(EventType))


@pytest.mark.parametrize(
    ("type_", "mode", "quad", "score"),
    [
        ("AGREE", None, "verbal cooperation", 2.5),
        ("RETREAT", "ceasefire", "material cooperation", 7.5),
        ("ACCUSE", None, "verbal conflict", -3),
        ("ASSAULT", "drone", "material conflict", -9.5),
    ],
)
def test_quad_and_score(type_: str, mode: str | None, quad: str, score: float) -> None:
    assert plover.quad(type_) == quad
    assert plover.score(type_, mode) == score


def test_every_type_and_mode_has_a_cameo_code_that_leads_back_to_its_quad_class() -> None:
    for type_, modes in plover.MODES.items():
        for mode in (None, *modes):
            code = plover.cameo(type_, mode)
            assert code is not None, (type_, mode)
            back = plover.from_cameo(code)
            assert back is not None, code
            # RETREAT and CONCEDE share CAMEO's branch 08, and a conviction (116) is ACCUSE there.
            cooperative = [plover.quad(t).split()[1] for t in (type_, back[0])]
            assert cooperative[0] == cooperative[1], (type_, mode, code, back)


def test_each_context_a_cameo_row_names_exists_and_changes_the_code() -> None:
    for (type_, mode, context), code in plover.ontology().to_cameo.items():
        assert code in plover.ontology().from_cameo
        if context:
            assert context in plover.CONTEXTS
            assert plover.cameo(type_, mode or None, ["technology", context]) == code


def test_modes_and_contexts_of_cameo_rows_are_plovers() -> None:
    for type_, mode, contexts in plover.ontology().from_cameo.values():
        assert mode is None or mode in plover.MODES[type_]
        assert set(contexts) <= set(plover.CONTEXTS)


def test_what_is_not_in_the_tables() -> None:
    assert plover.from_cameo("010") is None
    assert plover.from_cameo("999") is None
    assert plover.cameo("YIELD") is None
    assert plover.cameo("AGREE", "visit") is None
    with pytest.raises(KeyError):
        plover.score("AGREE", "visit")
    with pytest.raises(KeyError):
        plover.quad("YIELD")
    with pytest.raises(AttributeError):
        _ = plover.NOTHING
