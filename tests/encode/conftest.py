"""A small embeddings server of our own, on a real socket, that misbehaves as it is told."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler, dict[str, Any]], None]


def vector(text: str, dimension: int = 8) -> list[float]:
    """A vector that depends on nothing but the text."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=dimension).tolist()


def reply(status: int, body: str | bytes, **headers: str) -> Answer:
    """Answer with this status, body and headers."""

    def answer(handler: Handler, _: dict[str, Any]) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def embeddings(dimension: int = 8, change: Callable[[list[dict]], Any] = lambda data: data):
    """Answer as a good server does, with the list of embeddings changed a little."""

    def answer(handler: Handler, request: dict[str, Any]) -> None:
        data = [
            {"object": "embedding", "index": i, "embedding": vector(text, dimension)}
            for i, text in enumerate(request["input"])
        ]
        reply(200, json.dumps({"object": "list", "data": change(data)}))(handler, request)

    return answer


class OwnServer:
    """``script`` holds the next answers to POST; after them comes ``otherwise``."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.script: list[Answer] = []
        self.otherwise: Answer = embeddings()
        self.models: Answer = reply(200, '{"data": [{"id": "chat"}, {"id": "tiny-embed"}]}')
        self.released = threading.Event()
        owner = self

        class OwnHandler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.requests.append((self.path, dict(self.headers), {}))
                owner.models(self, {})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.requests.append((self.path, dict(self.headers), body))
                answer = owner.script.pop(0) if owner.script else owner.otherwise
                answer(self, body)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, *_: object) -> None:
                pass  # a client that gave up on us

        self.http = Quiet(("127.0.0.1", 0), OwnHandler)
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def sent(self) -> list[list[str]]:
        """The texts of each POST."""
        return [body["input"] for _, _, body in self.requests if body]

    def die(self) -> None:
        """Stop listening."""
        self.released.set()
        if self.thread.is_alive():
            self.http.shutdown()
            self.thread.join()
            self.http.server_close()


@pytest.fixture
def server() -> Iterator[OwnServer]:
    own = OwnServer()
    yield own
    own.die()


@pytest.fixture
def elsewhere() -> Iterator[OwnServer]:
    """A second server, which should get to know nothing."""
    own = OwnServer()
    yield own
    own.die()


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("ALIGN_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
