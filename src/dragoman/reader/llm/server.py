"""The server: one question over HTTP, one answer, with bounds on time, size and patience.

The standard library does it, so that the second reader costs no dependency. Redirects are not followed: the page's text and the key go
where the user sent them and nowhere else.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

MOST_BYTES = 8 * 1024 * 1024
TRIES = 3
LONGEST_WAIT = 30.0  # seconds between two tries, whatever the server asks for
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
# Not every server knows these; one that refuses them is asked without.
_OPTIONAL = ("logprobs", "seed", "max_tokens")


class ServerFault(Exception):
    """The server gave no usable answer: `why`, and what to do (`mend`). `form` says that it found fault with the form of the question."""

    def __init__(self, why: str, mend: str, form: bool = False) -> None:
        super().__init__(f"{why}; {mend}")
        self.why = why
        self.mend = mend
        self.form = form


class Token(NamedTuple):
    """A piece of the answer, as bytes of UTF-8, and the natural logarithm of its probability."""

    text: bytes
    logprob: float


class Reply(NamedTuple):
    """The model's text, and its tokens if the server tells them."""

    text: str
    tokens: list[Token] | None


class _Passing(Exception):
    """Worth another try, after `wait` seconds if the server says so. `answered` is False where nothing came back."""

    def __init__(self, why: str, wait: float | None = None, answered: bool = True) -> None:
        super().__init__(why)
        self.wait = wait
        self.answered = answered


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """No request: the answer stays the error that it is."""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    logprobs: msgspec.Raw = msgspec.Raw(b"null")


class _Answer(msgspec.Struct):
    choices: list[_Choice]


class _Piece(msgspec.Struct):
    token: str
    logprob: float
    bytes: list[int] | None = None


class _Pieces(msgspec.Struct):
    content: list[_Piece] | None = None


def checked(endpoint: str) -> str:
    """The endpoint without a slash at its end. Raises ValueError, saying what is wrong, for anything but a plain http(s) address."""
    url = endpoint.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises on a port that is no number
    except ValueError as error:
        raise ValueError(f"is no address ({error})") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must begin with http:// or https:// and name a host, such as http://localhost:8080/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold a password; name the environment variable with the key by --api-key-env")
    if parts.query or parts.fragment:
        raise ValueError("must end with its path, such as http://localhost:8080/v1")
    if not url.isascii() or any(c.isspace() or not c.isprintable() for c in url):
        raise ValueError("holds a character that an address can't have")
    return url


class Server:
    """A server that speaks the OpenAI protocol, and the model to ask. `timeout` is in seconds a try. From one thread."""

    def __init__(
        self, endpoint: str, model: str, *, timeout: float = 120.0, key: str | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.endpoint = checked(endpoint)
        self.model = model
        self._timeout = timeout
        self._key = key
        self._sleep = sleep
        # A proxy of the environment is for other machines, whatever no_proxy says.
        here = urlsplit(self.endpoint).hostname in ("localhost", "127.0.0.1", "::1")
        self._opener = urllib.request.build_opener(_NoRedirect(), *([urllib.request.ProxyHandler({})] if here else []))
        self._plain = False  # it refused the optional fields once
        self._silent = False  # it did not answer the last question: one try is enough until it does

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], seed: int = 0) -> Reply:
        """The model's answer to `messages`, held to the JSON Schema `schema` as far as the server can. Raises ServerFault."""
        question = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "seed": seed,
            "max_tokens": 4096,
            "logprobs": True,
            "response_format": {"type": "json_schema", "json_schema": {"name": "coding", "strict": True, "schema": schema}},
        }
        tries = 1 if self._silent else TRIES
        for number in range(1, tries + 1):
            try:
                reply = self._reply(question)
                self._silent = False
                return reply
            except _Passing as error:
                self._silent = not error.answered
                if number == tries:
                    raise self._gave_up(error) from None
                wait = error.wait if error.wait is not None else 2.0 ** (number - 1)
                self._sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("unreachable")

    def _gave_up(self, error: _Passing) -> ServerFault:
        if error.answered:
            return ServerFault(f"{self.endpoint} gives no usable answer ({error})", "look at the server's log, or try again later")
        return ServerFault(
            f"{self.endpoint} does not answer ({error})", "start the server, check --endpoint, or give a slow one a longer --timeout"
        )

    def _reply(self, question: dict[str, Any]) -> Reply:
        plain = {name: value for name, value in question.items() if name not in _OPTIONAL}
        if self._plain:
            return _read(self._post(plain))
        try:
            return _read(self._post(question))
        except ServerFault as fault:
            if not fault.form:
                raise
        reply = _read(self._post(plain))
        self._plain = True  # only now: it may have been something else that it refused
        return reply

    def _post(self, question: dict[str, Any]) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "dragoman"}
        request = urllib.request.Request(self.endpoint + "/chat/completions", msgspec.json.encode(question), headers, method="POST")
        if self._key:
            # Unredirected: urllib would carry other headers to another host.
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        until = time.monotonic() + self._timeout
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return self._whole(response, until)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except ssl.SSLCertVerificationError as error:
            raise self._no_trust(error) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise self._no_trust(error.reason) from None
            raise _Passing(_plainly(error.reason, self._timeout), answered=False) from None
        except (OSError, http.client.HTTPException) as error:
            raise _Passing(_plainly(error, self._timeout), answered=False) from None

    def _whole(self, response: http.client.HTTPResponse, until: float) -> bytes:
        """The body, if it comes in time and is not too long."""
        out = bytearray()
        while piece := response.read1(65536):
            out += piece
            if len(out) > MOST_BYTES:
                raise ServerFault(
                    f"{self.endpoint} sends more than {MOST_BYTES // 2**20} MB for one answer", "check that --endpoint is a model's server"
                )
            if time.monotonic() > until:
                raise TimeoutError
        if response.length:  # what was announced and did not come; read1 says nothing of it
            raise http.client.IncompleteRead(bytes(out), response.length)
        return bytes(out)

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        """What an HTTP status other than 200 means."""
        if 300 <= error.code < 400:
            where = str(error.headers.get("Location") or "elsewhere")[:200]
            return ServerFault(f"{self.endpoint} redirects to {where}", "give that address as --endpoint if you trust it")
        said = _said(error)
        why = f"HTTP {error.code}" + (f": {said}" if said else "")
        if error.code in _PASSING:
            return _Passing(why, _seconds(error.headers.get("Retry-After")))
        mend = _MENDS.get(error.code, "check --endpoint and --model")
        return ServerFault(f"{self.endpoint} refuses the question ({why})", mend, form=error.code in (400, 422))

    def _no_trust(self, error: ssl.SSLCertVerificationError) -> ServerFault:
        return ServerFault(
            f"{self.endpoint} has no certificate to trust ({error.verify_message})",
            "check the address, or set SSL_CERT_FILE to its authority",
        )


_MENDS = {
    401: "name the environment variable with its key by --api-key-env",
    403: "name the environment variable with its key by --api-key-env",
    404: "check --endpoint (it usually ends in /v1) and --model",
    413: "give the server a longer context",
}


def _read(body: bytes) -> Reply:
    try:
        choice = msgspec.json.decode(body, type=_Answer).choices[0]
    except (msgspec.DecodeError, UnicodeDecodeError, IndexError):
        raise _Passing("its answer is not in the OpenAI form") from None
    try:
        pieces = msgspec.json.decode(choice.logprobs, type=_Pieces | None)
        told = pieces.content if pieces else None
        tokens = [Token(bytes(p.bytes) if p.bytes is not None else p.token.encode(), p.logprob) for p in told] if told else None
    except (msgspec.DecodeError, ValueError):
        tokens = None  # told in a form of its own: as good as not told
    return Reply(choice.message.content or "", tokens)


def _said(error: urllib.error.HTTPError) -> str:
    """The server's own words on an error, cut short."""
    try:
        body = error.read(4096)
        told = msgspec.json.decode(body)
    except (OSError, http.client.HTTPException, msgspec.DecodeError, UnicodeDecodeError):
        return ""
    for name in ("error", "message", "detail"):
        told = told.get(name, told) if isinstance(told, dict) else told
    return " ".join(told.split())[:200] if isinstance(told, str) else ""


def _seconds(text: str | None) -> float | None:
    """Retry-After in seconds; None for a date or nonsense."""
    return float(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _plainly(error: object, timeout: float) -> str:
    """An error of the network in words."""
    if isinstance(error, TimeoutError):
        return f"nothing within {timeout:g} seconds"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, socket.gaierror):
        return "no such host"
    if isinstance(error, http.client.IncompleteRead):
        return "the answer breaks off"
    return str(error) or type(error).__name__
