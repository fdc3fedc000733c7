"""What the model is asked: the rules of coding from prompt.txt, and the sentences of one stretch of a page, numbered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dragoman.coding import Published, Span
from dragoman.directory import Mention
from dragoman.plover import ontology

# Named in the version of every coding: change it with the rules.
PROMPT = "1"
MOST_SENTENCES = 12
MOST_LETTERS = 3000
BEFORE = 3  # sentences shown before a stretch, besides the headline
LONGEST = 4000  # code points of one sentence shown


def stretches(sentences: list[Span]) -> list[range]:
    """The sentences of a page, by number, in stretches that a model answers in one go."""
    out: list[range] = []
    start = 0
    for n in range(1, len(sentences) + 1):
        over = n < len(sentences) and (n - start >= MOST_SENTENCES or sentences[n][1] - sentences[start][0] > MOST_LETTERS)
        if n == len(sentences) or over:
            out.append(range(start, n))
            start = n
    return out


def shown_before(stretch: range) -> list[int]:
    """The sentences shown with a stretch but not coded: the headline and the last few before it."""
    return sorted({n for n in (0, *range(stretch.start - BEFORE, stretch.start)) if 0 <= n < stretch.start})


def messages(
    body: str, sentences: list[Span], stretch: range, mentions: Iterable[Mention], published: Published | None
) -> list[dict[str, str]]:
    """The conversation to send: the rules, then the page's date, the actors found on it, and the sentences."""
    lines = []
    if published:
        days = dict.fromkeys([published.earliest.isoformat(), published.latest.isoformat()])
        lines.append(f"PUBLISHED {' to '.join(days)}")
    names: dict[str, list[str]] = {}
    for mention in mentions:
        known = names.setdefault(mention.actor, []) if mention.actor else []
        if mention.text not in known and mention.kind != "pronoun" and len(known) < 3:
            known.append(mention.text)
    if names:
        lines.append("ACTORS " + "; ".join(f"{actor} ({', '.join(words)})" for actor, words in list(names.items())[:40]))
    before = shown_before(stretch)
    if before:
        lines += ["BEFORE", *(_numbered(body, sentences, n) for n in before)]
    lines += ["SENTENCES", *(_numbered(body, sentences, n) for n in stretch)]
    return [{"role": "system", "content": _rules()}, {"role": "user", "content": "\n".join(lines)}]


def _numbered(body: str, sentences: list[Span], number: int) -> str:
    return f"[{number}] {body[slice(*sentences[number])][:LONGEST]}"


@cache
def _rules() -> str:
    tables = ontology()
    types = []
    for row in tables.types.values():
        types.append(f"{row.name}: {row.means}")
        types += [f"  {mode.name}: {mode.means}" for mode in tables.modes[row.name].values()]
    text = (files("dragoman.reader.llm") / "prompt.txt").read_text("utf-8")
    return text.replace("{types}", "\n".join(types)).replace("{contexts}", ", ".join(tables.contexts))
