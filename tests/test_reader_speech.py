"""Whose words: cited or the reporter's."""

from __future__ import annotations

import pytest

from dragoman.reader.speech import cited


@pytest.mark.parametrize(
    ("text", "act", "is_cited"),
    [
        ("Freedonia shelled the pass on Monday.", "shelled", False),
        ("Freedonia accused Sylvania of shelling.", "accused", False),
        ("The minister said Freedonia had shelled the pass.", "shelled", True),
        ("Freedonia shelled the pass, the ministry said.", "shelled", True),
        ('"We reject the note," said the consul.', "reject", True),
        ("“We reject the note,” he told reporters, and left for talks.", "reject", True),
        ("According to the army, Freedonia shelled the pass.", "shelled", True),
        ('Sylvania condemned what it called "a raid".', "condemned", False),
        ('Sylvania condemned what it called "a raid".', "raid", True),
    ],
)
def test_cited(text: str, act: str, is_cited: bool) -> None:
    at = text.index(act)
    assert cited(text, (0, len(text)), (at, at + len(act))) is is_cited
