"""The docs keep up with the code: made pages are fresh, every field and option is told, links lead somewhere, commands shown exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from dragoman.cli.group import COMMANDS, root

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_made_pages_are_fresh(make: ModuleType) -> None:
    for name, text in make.pages().items():
        assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == text, f"docs/reference/{name} is stale: run make docs"


def test_a_field_that_nobody_explained_is_found(make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = (ROOT / "docs" / "fields.tsv").read_text("utf-8")
    (tmp_path / "fields.tsv").write_text("".join(line for line in table.splitlines(True) if not line.startswith("Event\tmode")), "utf-8")
    monkeypatch.setattr(make, "HERE", tmp_path)
    with pytest.raises(ValueError, match=r"\('Event', 'mode'\)"):
        make.fields()


def command(name: str) -> click.Command:
    found = root.get_command(click.Context(root), name)
    assert found is not None, name
    return found


def test_every_option_has_help_and_stands_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    for name in COMMANDS:
        for parameter in command(name).params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"
                assert all(f"`{option}`" in reference for option in parameter.opts), f"{name} {parameter.name}"


def shown() -> Iterator[tuple[Path, list[str]]]:
    """Every `dragoman ...` command in a shell block or in code within a line."""
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()] + re.findall(r"`(dragoman [^`\n]+)`", text)
        for line in lines:
            words = shlex.split(line, comments=True)
            while words:
                end = words.index("|") if "|" in words else len(words)
                if words[0] == "dragoman":
                    yield page, words[1:end]
                words = words[end + 1 :]


def test_commands_in_the_docs_exist_with_their_options() -> None:
    count = 0
    for page, words in shown():
        count += 1
        if not words or words[0].startswith("-"):
            assert set(words) <= {"--version", "--help"}, page
            continue
        if not re.fullmatch(r"[a-z]+", words[0]):
            continue
        assert words[0] in COMMANDS, f"{page}: dragoman {words[0]}"
        options = {option for parameter in command(words[0]).params for option in parameter.opts} | {"--help"}
        used = {word.partition("=")[0] for word in words[1:] if word.startswith("-") and len(word) > 1}
        assert used <= options, f"{page}: dragoman {' '.join(words)}"
    assert count > 10


def test_links_lead_to_files_and_headings() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if "://" in link:
                continue
            path, _, heading = link.partition("#")
            target = (page.parent / path) if path else page
            assert target.exists(), f"{page}: {link}"
            if heading:
                titles = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
                assert heading in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, f"{page}: {link}"


def test_every_make_recipe_is_told_to_contributors() -> None:
    recipes = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for recipe in recipes:
        assert f"make {recipe}" in told, recipe
