"""A stand-in for a language model's server: answers each question as the test says, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class ModelServer:
    """Serves on a free port of this machine while it is entered. The last of the behaviours goes on for ever."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.questions: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        left = list(behaviours)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.questions.append(question)
                outer.keys.append(self.headers.get("Authorization"))
                behave = left.pop(0) if len(left) > 1 else left[0]
                with suppress(OSError):  # the other side may hang up
                    behave(self, question)

            def do_GET(self) -> None:
                outer.questions.append({"path": self.path})
                outer.keys.append(self.headers.get("Authorization"))
                send(self, 200, b"{}")

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(content: str, logprobs: object = None) -> Behaviour:
    """The model says `content`."""
    body = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop", "logprobs": logprobs}]}
    return lambda handler, question: send(handler, 200, json.dumps(body).encode())


def answers(**lists: list[dict[str, Any]]) -> Behaviour:
    """The model answers with these lists, the others empty."""
    return says(json.dumps({"events": [], "assessments": [], "commitments": [], "conditions": [], "causes": []} | lists))


def fails(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler, question: send(handler, status, body, **headers)
