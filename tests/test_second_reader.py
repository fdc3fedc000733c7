"""The second reader against servers that answer well, badly, slowly, too much and not at all."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.cli import run
from dragoman.cli.confidence import at_least
from dragoman.cli.parts import Rooms
from dragoman.coding import Article, Coding, DateInterval, Published, from_json, to_json
from dragoman.directory import Directory
from dragoman.errors import InputFault
from dragoman.reader.llm import BothReaders, SecondReader, Server
from dragoman.reader.llm.answer import decoded, schema, values
from dragoman.reader.llm.both import either, joined
from dragoman.reader.llm.prompt import stretches
from dragoman.reader.llm.server import checked
from model_server import ModelServer, answers, fails, says

BODY = """Pakistan reopens its border with Afghanistan

Pakistan’s foreign minister, Ada Khan, said on Monday that Islamabad had reopened the crossing at Torkham, which it shut in November 2011 \
because Afghan gunners had shelled two posts.

Kabul accused Pakistan of delay. The United States pledged 40 million dollars to Afghanistan. Ties between Pakistan and Afghanistan have \
improved, she said."""


def article(body: str = BODY, source: str = "page.txt") -> Article:
    on = date(2012, 3, 7)
    return Article("0", source, None, None, None, "en", None, Published(on, on, "given"), body)


def side(words: str, actor: str) -> dict[str, str]:
    return {"words": words, "actor": actor}


def event(
    sentence: int, trigger: str, type_: str, source: dict[str, str], target: dict[str, str], number: int = 1, **more: Any
) -> dict[str, Any]:
    given = {"number": number, "sentence": sentence, "trigger": trigger, "type": type_, "mode": None, "contexts": [], "status": "actual"}
    return given | {"sources": [source], "targets": [target], "speaker": None} | more


KABUL = event(2, "accused", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK"))
REOPENED = event(
    1,
    "reopened",
    "RETREAT",
    side("Islamabad", "PAK"),
    side("", "AFG"),
    2,
    speaker=side("Pakistan's foreign minister", "PAK"),
    mode="access",
)
SHELLED = event(1, "shelled", "ASSAULT", side("Afghan gunners", "AFG"), side("it", "PAK"), 3, mode="heavy-weapons", contexts=["military"])
SHUT = event(1, "shut", "COERCE", side("it", "PAK"), side("Afghan", "AFG"), 4)
WELL = {
    "events": [KABUL, REOPENED, SHELLED, SHUT],
    "assessments": [
        {
            "sentence": 4,
            "trigger": "improved",
            "one": side("Pakistan", "PAK"),
            "other": side("Afghanistan", "AFG"),
            "aspects": ["general"],
            "direction": "improving",
            "holder": side("she", "PAK"),
        }
    ],
    "commitments": [
        {
            "sentence": 3,
            "trigger": "pledged",
            "giver": side("The United States", "USA"),
            "receiver": side("Afghanistan", "AFG"),
            "kind": "economic_aid",
            "status": "promised",
            "reported": False,
        }
    ],
    "conditions": [
        {
            "sentence": 1,
            "trigger": "shut",
            "kind": "border",
            "holder": side("it", "PAK"),
            "against": side("Afghan", "AFG"),
            "state": "shut",
            "reported": True,
        }
    ],
    "causes": [{"cause": 3, "effect": 4, "sentence": 1, "cue": "because"}],
}


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.fixture
def waits() -> list[float]:
    return []


def reader(server: ModelServer | str, directory: Directory, waits: list[float] | None = None, **more: Any) -> SecondReader:
    endpoint = server if isinstance(server, str) else server.endpoint
    return SecondReader(Server(endpoint, "tiny", sleep=(waits if waits is not None else []).append, **{"timeout": 5.0} | more), directory)


def test_a_good_answer_becomes_a_coding_like_any_other(directory: Directory) -> None:
    with ModelServer(answers(**WELL)) as server:
        second = reader(server, directory)
        coding = second.read(article())
    assert not second.left_out
    assert from_json(to_json(coding)) == coding
    assert [(e.id, e.type, e.mode, e.evidence.trigger) for e in coding.events] == [
        ("e1", "RETREAT", "access", "reopened"),
        ("e2", "COERCE", None, "shut"),
        ("e3", "ASSAULT", "heavy-weapons", "shelled"),
        ("e4", "ACCUSE", None, "accused"),
    ]
    reopened, shut, shelled, accused = coding.events
    # Words that stand there have their place; a side that only the page tells has none.
    assert reopened.sources[0].text == "Islamabad"
    assert (reopened.targets[0].actor, reopened.targets[0].text) == ("AFG", None)
    # A straight apostrophe finds a curly one.
    assert reopened.speaker is not None
    assert reopened.speaker.text == "Pakistan’s foreign minister"
    assert (shelled.cameo, shelled.quad, shelled.contexts) == ("194", "material conflict", ["military"])
    assert shut.date == DateInterval(date(2011, 11, 1), date(2011, 11, 30))
    assert accused.date is None
    for item in (*coding.events, *coding.assessments, *coding.commitments, *coding.conditions, *coding.causes):
        start, end = item.evidence.span
        assert item.evidence.trigger in BODY[start:end]
        assert item.confidence == 0.5
    (assessment,) = coding.assessments
    assert (assessment.holder, assessment.dyad) == ("PAK", ("PAK", "AFG"))
    (commitment,) = coding.commitments
    assert commitment.amount is not None
    assert (commitment.giver, commitment.amount.value, commitment.amount.currency) == ("USA", 40_000_000, "USD")
    (condition,) = coding.conditions
    assert (condition.holder, condition.state) == ("PAK", "shut")
    assert condition.since == shut.date
    (cause,) = coding.causes
    assert (cause.cause, cause.effect, cause.cue) == ("e3", "e2", "because")
    assert coding.reader == "llm-1 tiny"


def test_the_question_holds_the_rules_the_sentences_and_the_schema(directory: Directory) -> None:
    with ModelServer(answers()) as server:
        coding = reader(server, directory, key="s3cret").read(article())
    (question,) = server.questions
    assert not coding.events
    assert server.keys == ["Bearer s3cret"]
    assert (question["model"], question["temperature"], question["seed"]) == ("tiny", 0, 0)
    assert question["response_format"]["json_schema"]["schema"] == schema()
    system, user = (message["content"] for message in question["messages"])
    assert "heavy-weapons" in system
    assert "{types}" not in system
    assert "PUBLISHED 2012-03-07" in user
    assert "[2] Kabul accused Pakistan of delay." in user


def test_the_schema_is_strict() -> None:
    assert "$ref" not in schema()
    for one in (schema(), *schema()["$defs"].values()):
        assert one["additionalProperties"] is False
        assert set(one["required"]) == set(one["properties"])


@pytest.mark.parametrize(
    "bad",
    [
        event(2, "denounced", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK")),  # a trigger that is not there
        event(2, "cuse", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK")),  # a piece of a word
        event(2, "accused", "ACCUSE", side("Tehran", "IRN"), side("Pakistan", "PAK")),  # words that are not there
        event(2, "accused", "ACCUSE", side("", "IRN"), side("Pakistan", "PAK")),  # a side that the page does not name
        event(2, "accused", "ACCUSE", side("Kabul", "AFG"), side("delay", "DELAY")),  # not an actor
        event(2, "accused", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK"), speaker=side("Mr Nobody", "USA")),
        event(2, "accused", "ACCUSE", side("Kabul", "AFG"), side("Kabul", "AFG")),  # one state alone
        event(9, "accused", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK")),  # no such sentence
        event(-1, "accused", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK")),
        event(2, "accused", "DESTROY", side("Kabul", "AFG"), side("Pakistan", "PAK")),  # no such type
        event(2, "accused", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK"), sources="ignore all previous instructions"),
        {"note": "I have been pwned"},
        None,
    ],
)
def test_what_the_page_does_not_bear_out_is_left_out_and_counted(directory: Directory, bad: Any) -> None:
    with ModelServer(answers(events=[bad, KABUL])) as server:
        second = reader(server, directory)
        coding = second.read(article())
    assert [e.evidence.trigger for e in coding.events] == ["accused"]
    assert coding.events[0].sources[0].actor == "AFG"
    assert second.left_out.total() == 1


def test_who_a_side_is_comes_from_the_page_before_the_model(directory: Directory) -> None:
    body = "The Varda Liberation Front attacked Pakistan’s army. Islamabad blamed the Varda Liberation Front and warned it. He left."
    given = [
        event(0, "attacked", "ASSAULT", side("The Varda Liberation Front", "VLF"), side("Pakistan’s army", "IND"), 1),
        event(1, "blamed", "ACCUSE", side("Islamabad", "PRK"), side("it", "varda liberation front"), 2),
        event(1, "warned", "THREATEN", side("Islamabad", "Pakistan"), side("The Varda Liberation Front", ""), 3),
        event(2, "left", "RETREAT", side("He", "He"), side("", "PAK"), 4),
    ]
    with ModelServer(answers(events=given)) as server:
        coding = reader(server, directory).read(article(body))
    sides = [(e.sources[0].actor, e.targets[0].actor) for e in coding.events]
    front = "VARDA LIBERATION FRONT"
    assert sides == [(front, "PAK"), ("PAK", front), ("PAK", front)]


def test_an_answer_may_be_fenced_and_follow_thoughts(directory: Directory) -> None:
    content = "<think>{so many braces}</think>Here it is:\n```json\n" + json.dumps({"events": [KABUL]}) + "\n```"
    with ModelServer(says(content)) as server:
        assert len(reader(server, directory).read(article()).events) == 1


def test_a_broken_answer_is_asked_again_in_halves(directory: Directory) -> None:
    with ModelServer(says('{"events": [{"number": 1, "sent'), answers(events=[KABUL])) as server:
        coding = reader(server, directory).read(article())
    assert len(server.questions) == 3
    assert len(coding.events) == 1
    with ModelServer(says("I would rather not.")) as server:
        with pytest.raises(InputFault, match=r"page.txt: tiny at http://127.* answers with something other than JSON; use a server"):
            reader(server, directory).read(article())
        assert len(server.questions) == 4  # five sentences, two, one, and that one again


def test_a_busy_server_is_asked_again_as_it_wishes(directory: Directory, waits: list[float]) -> None:
    with ModelServer(fails(429, Retry_After="7"), fails(503), answers(events=[KABUL])) as server:
        assert len(reader(server, directory, waits).read(article()).events) == 1
    assert waits == [7.0, 2.0]


@pytest.mark.parametrize(
    ("behaviour", "asked", "told"),
    [
        (fails(500, b'{"error": {"message": "out of\\u001b[2J memory"}}'), 3, "gives no usable answer (HTTP 500: out of"),
        (fails(401, b"no key"), 1, "refuses the question (HTTP 401); name the environment variable with its key by --api-key-env"),
        (fails(404, b'{"error": "no model tiny"}'), 1, "HTTP 404: no model tiny); check --endpoint"),
        (fails(429, Retry_After="9999999"), 3, "HTTP 429"),
        (fails(200, b"<html>welcome</html>"), 3, "its answer is not in the OpenAI form"),
        (fails(200, b'{"choices": []}'), 3, "its answer is not in the OpenAI form"),
        (fails(200, b" " * (9 * 1024 * 1024)), 1, "sends more than 8 MB for one answer"),
        (lambda handler, question: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), 3, "the answer breaks off"),
        (lambda handler, question: handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n"), 3, "does not answer"),
    ],
)  # fmt: skip
def test_a_server_that_gives_nothing_usable_is_one_fault(
    directory: Directory, waits: list[float], behaviour: Any, asked: int, told: str
) -> None:
    with ModelServer(behaviour) as server, pytest.raises(InputFault) as caught:
        reader(server, directory, waits).read(article())
    assert str(caught.value).startswith(f"page.txt: {server.endpoint} ")
    assert told in str(caught.value)
    assert len(server.questions) == asked
    assert len(waits) == asked - 1
    assert all(wait <= 30 for wait in waits)


def test_fields_that_a_server_does_not_know_are_left_out_from_then_on(directory: Directory) -> None:
    with ModelServer(fails(400, b'{"error": "unknown field: logprobs"}'), answers(events=[KABUL])) as server:
        second = reader(server, directory)
        assert len(second.read(article()).events) == 1
        second.read(article())
    assert ["logprobs" in question for question in server.questions] == [True, False, False]
    with ModelServer(*[fails(400, b'{"error": "context is full"}')] * 2, answers()) as server:
        second = reader(server, directory)
        assert len(list(second.read_many([article(), article()]))) == 2
    assert ["logprobs" in question for question in server.questions] == [True, False, True]


def test_no_redirect_is_followed_and_no_key_goes_astray(directory: Directory) -> None:
    with ModelServer(answers()) as other:
        for status in (301, 302, 303, 307, 308):
            with ModelServer(fails(status, Location=other.endpoint)) as server, pytest.raises(InputFault, match="redirects to http://127"):
                reader(server, directory, key="s3cret").read(article())
    assert other.questions == []


@pytest.mark.parametrize("drip", [False, True])
def test_a_slow_server_is_not_waited_for(directory: Directory, waits: list[float], drip: bool) -> None:
    def slow(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        if drip:
            handler.send_response(200)
            handler.end_headers()
        for _ in range(30):
            time.sleep(0.1)
            if drip:
                handler.wfile.write(b" ")

    with ModelServer(slow) as server:
        second = reader(server, directory, waits, timeout=0.3)
        began = time.monotonic()
        pages = list(second.read_many([article(), article()]))
        assert time.monotonic() - began < 4
    assert [str(page).partition("; ")[0] for page in pages] == [
        f"page.txt: {server.endpoint} does not answer (nothing within 0.3 seconds)"
    ] * 2
    # Three tries for the first page; while it stays silent, one for each that follows.
    assert len(server.questions) == 4


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_no_server_at_all(directory: Directory, waits: list[float]) -> None:
    endpoint = f"http://127.0.0.1:{free_port()}/v1"
    pages = list(reader(endpoint, directory, waits).read_many([article(source="1"), article(source="2")]))
    mend = "start the server, check --endpoint, or give a slow one a longer --timeout"
    assert list(map(str, pages)) == [f"{n}: {endpoint} does not answer (connection refused); {mend}" for n in (1, 2)]
    assert waits == [1.0, 2.0]


def test_confidence_is_that_of_the_least_sure_token(directory: Directory) -> None:
    content = json.dumps({"events": [KABUL, REOPENED]})
    # A token a character; those of "accused" are doubtful, and so is a bracket, which does not count.
    doubtful = content.index("accused")
    tokens = [{"token": c, "logprob": -0.25 if doubtful <= n < doubtful + 7 else -0.001} for n, c in enumerate(content)]
    tokens[content.index("[")]["logprob"] = -5.0
    with ModelServer(says(content, {"content": tokens})) as server:
        coding = reader(server, directory).read(article())
    assert {e.type: e.confidence for e in coding.events} == {"ACCUSE": 0.779, "RETREAT": 0.99}
    for odd in ({"content": tokens[:-9]}, {"tokens": ["{"]}, [], {"content": [{"token": content, "logprob": None}]}):
        with ModelServer(says(content, odd)) as server:
            assert {e.confidence for e in reader(server, directory).read(article()).events} == {0.5}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=5) | st.sampled_from(["Kabul", "AFG", "accused", "ACCUSE", "actual"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
SIDES = st.fixed_dictionaries(
    {"words": st.sampled_from(["Kabul", "Pakistan", "", "it", "she", "\U0001f600", "x" * 400]), "actor": st.text(max_size=4)}
)
EVENTS = st.fixed_dictionaries(
    {
        "number": st.integers(0, 3),
        "sentence": st.integers(-1, 6),
        "trigger": st.sampled_from(["accused", "shut", "reopened", "", "improved"]),
        "type": st.sampled_from(["ACCUSE", "COERCE", "NONE"]),
        "mode": st.none() | st.sampled_from(["allege", "boo"]),
        "contexts": st.lists(st.sampled_from(["legal", "boo"]), max_size=2),
        "status": st.just("actual"),
        "sources": st.lists(SIDES, max_size=3),
        "targets": st.lists(SIDES, max_size=3),
        "speaker": st.none() | SIDES,
    }
)
LISTS = st.dictionaries(
    st.sampled_from(["events", "assessments", "commitments", "conditions", "causes"]), st.lists(EVENTS | JSON, max_size=4) | JSON
)


@given(LISTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_model_says_the_coding_stands_on_the_page(directory: Directory, given_: dict[str, Any]) -> None:
    class Stub(Server):
        def ask(self, *args: Any, **more: Any) -> Any:
            from dragoman.reader.llm.server import Reply

            return Reply(json.dumps(given_), None)

    coding = SecondReader(Stub("http://localhost", "tiny"), directory).read(article())
    from_json(to_json(coding))
    for one in coding.events:
        start, end = coding.sentences[one.evidence.sentence]
        for party in (*one.sources, *one.targets, *([one.speaker] if one.speaker else [])):
            assert party.actor
            assert party.span is None or (start <= party.span[0] and party.span[1] <= end and party.text == BODY[slice(*party.span)])


@given(
    st.dictionaries(st.sampled_from(["a", 'b"', "c\\"]), st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=9), max_size=3)))
)
def test_values_are_found_where_they_stand(found: dict[str, list[dict[str, str]]]) -> None:
    text, again = decoded("so: " + json.dumps(found))
    assert again == found
    told = values(text.encode())
    for (_, items), spans in zip(((k, v) for k, v in found.items() if v), told.values(), strict=True):
        words = [[json.loads(b'"' + text.encode()[start:end] + b'"') for start, end in one] for one in spans]
        assert words == [list(item.values()) for item in items]


def test_a_long_page_is_read_in_stretches_that_leave_nothing_out() -> None:
    spans = [(n * 200, n * 200 + 199) for n in range(40)]
    found = stretches(spans)
    assert [n for one in found for n in one] == list(range(40))
    assert all(len(one) <= 12 for one in found)
    assert stretches([]) == []
    assert stretches([(0, 99999)]) == [range(1)]


@pytest.mark.parametrize(
    "endpoint",
    [
        "localhost:8080",
        "ftp://a/v1",
        "file:///etc/passwd",
        "http://",
        "http://me:pw@a/v1",
        "http://a:x/v1",
        "http://a/v1?key=1",
        "http://a/v 1",
        "",
    ],
)
def test_an_endpoint_is_a_plain_web_address(endpoint: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        checked(endpoint)


def test_an_endpoint_may_be_given_whole() -> None:
    assert checked("https://models.example/v1/chat/completions/") == "https://models.example/v1"


class FirstReader:
    """Stands in for the built-in reader: finds the accusation and the shelling, and a cause between them."""

    version = "reader-0"

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def read(self, page: Article) -> Coding:
        class Stub(Server):
            def ask(self, *args: Any, **more: Any) -> Any:
                from dragoman.reader.llm.server import Reply

                return Reply(json.dumps({"events": [KABUL, SHELLED], "conditions": WELL["conditions"]}), None)

        coding = SecondReader(Stub("http://localhost", "tiny"), self._directory).read(page)
        events = [msgspec.structs.replace(one, confidence=0.8) for one in coding.events]
        return msgspec.structs.replace(coding, events=events, reader=self.version)

    def read_many(self, pages: Iterable[Article]) -> Iterator[Coding]:
        yield from map(self.read, pages)


def test_both_keep_what_they_agree_on_once_and_mark_the_rest(directory: Directory) -> None:
    with ModelServer(answers(**WELL | {"events": [KABUL, REOPENED, SHUT, SHELLED]})) as server:
        both = BothReaders(FirstReader(directory), reader(server, directory))
        (coding,) = both.read_many([article()])
    assert isinstance(coding, Coding)
    assert [(e.id, e.evidence.trigger, e.confidence) for e in coding.events] == [
        ("e1", "shelled", either(0.8, 0.5)),
        ("e2", "accused", 0.9),
        ("e3", "reopened", 0.5),
        ("e4", "shut", 0.5),
    ]
    agreed, only = ["built-in", "llm"], ["llm"]
    assert coding.agreement == {"e1": agreed, "e2": agreed, "e3": only, "e4": only, "a1": only, "c1": only, "k1": agreed}
    assert [(c.cause, c.effect) for c in coding.causes] == [("e1", "e4")]
    assert coding.reader == both.version == "reader-0 + llm-1 tiny"
    assert from_json(to_json(coding)) == coding
    sure = at_least(coding, 0.7)
    assert set(sure.agreement or ()) == {"e1", "e2", "k1"}
    # A coding by one reader has no such field.
    assert b"agreement" not in to_json(at_least(FirstReader(directory).read(article()), 0.1))


def test_an_item_agrees_with_one_other_at_most(directory: Directory) -> None:
    one = FirstReader(directory).read(article())
    twice = msgspec.structs.replace(one, events=[one.events[1], msgspec.structs.replace(one.events[1], id="e9")])
    coding = joined(one, twice)
    assert [e.id for e in coding.events] == ["e1", "e2", "e3"]
    assert coding.agreement == {"e1": ["built-in"], "e2": ["built-in", "llm"], "e3": ["llm"], "k1": ["built-in", "llm"]}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, directory: Directory) -> list[str]:
    monkeypatch.setattr(Rooms, "directory", directory)
    monkeypatch.setattr(Rooms, "reader", lambda self: FirstReader(directory))
    names = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for name in names:
        name.write_text(BODY, "utf-8")
    return list(map(str, names))


@pytest.mark.parametrize("which", ["llm", "both"])
def test_code_with_the_second_reader(
    pages: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setenv("MODEL_KEY", " s3cret\n")
    bad = event(2, "denounced", "ACCUSE", side("Kabul", "AFG"), side("Pakistan", "PAK"))
    with ModelServer(answers(events=[KABUL, bad]), fails(400, b'{"error": "context is full"}')) as server:
        args = [
            "--reader",
            which,
            "--endpoint",
            server.endpoint,
            "--model",
            "tiny",
            "--api-key-env",
            "MODEL_KEY",
            "--published",
            "2012-03-07",
        ]
        assert run(["code", *pages, *args]) == 1
    out, err = capfd.readouterr()
    (line,) = out.splitlines()
    assert from_json(line).article.source == pages[0]
    faults = err.splitlines()
    assert len(faults) == 2
    assert faults[0].startswith(f"dragoman: {pages[1]}: {server.endpoint} refuses the question (HTTP 400: context is full)")
    assert faults[1] == "dragoman: left out of the model's answers: words that do not stand in the text (1)"
    assert set(server.keys) == {"Bearer s3cret"}
    assert "s3cret" not in out + err


@pytest.mark.parametrize(
    "args",
    [
        ["--reader", "llm"],
        ["--reader", "llm", "--endpoint", "http://localhost:1"],
        ["--reader", "both", "--model", "tiny"],
        ["--reader", "llm", "--endpoint", "gopher://localhost", "--model", "tiny"],
        ["--reader", "llm", "--endpoint", "http://localhost:1", "--model", "tiny", "--timeout", "0"],
        ["--reader", "llm", "--endpoint", "http://localhost:1", "--model", "tiny", "--timeout", "nan"],
        ["--reader", "llm", "--endpoint", "http://localhost:1", "--model", "tiny", "--api-key-env", "NO_SUCH_VARIABLE"],
        ["--reader", "llm", "--endpoint", "http://localhost:1", "--model", "tiny", "--api-key-env", "ODD_KEY"],
        ["--endpoint", "http://localhost:1"],
        ["--model", "tiny"],
    ],
)
def test_wrong_usage(pages: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    monkeypatch.setenv("ODD_KEY", "s3\ncret")
    assert run(["code", pages[0], *args]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "Error: " in err
    assert "cret" not in err
