"""One HTTP request to an embeddings server, with everything that may go wrong bounded.

The standard library's own client, set up so that it follows no redirect (a key must not travel
to another host), verifies certificates, bounds the size of an answer and the *whole* time of an
exchange: its own time-out starts anew with every byte that a slow server lets drip.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: ``body`` is cut where ``huge`` says that it was too long."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    huge: bool = False


class TooSlowError(Exception):
    """The exchange was not complete within its time."""


def exchange(
    url: str, headers: dict[str, str], body: bytes | None, *, seconds: float, most: int
) -> Answer:
    """The answer to a GET, or to a POST of ``body``, whatever its status.

    ``seconds`` bounds the whole exchange, ``most`` the answer's bytes. Proxies are those of the
    environment (``HTTPS_PROXY``, ``NO_PROXY``), never for an address of this machine.

    Raises TooSlowError, ssl.SSLCertVerificationError, and OSError or http.client.HTTPException
    where the connection fails or breaks.
    """
    request = urllib.request.Request(url, data=body, headers=headers)
    opened: list[socket.socket] = []
    # Not `build_opener`: without its handlers of errors and redirects, every status is an answer.
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler({} if is_this_machine(url) else None))
    opener.add_handler(_Http(opened))
    opener.add_handler(_Https(opened))
    late = threading.Event()
    watchdog = threading.Timer(seconds, _cut, (late, opened))
    watchdog.daemon = True
    watchdog.start()
    try:
        with opener.open(request, timeout=seconds) as response:
            answer = _read(response, most)
    except Exception as error:
        # urllib wraps what fails while connecting.
        cause = getattr(error, "reason", None)
        if late.is_set() or isinstance(error, TimeoutError) or isinstance(cause, TimeoutError):
            raise TooSlowError from error
        if isinstance(cause, OSError):
            raise cause from error
        raise
    finally:
        watchdog.cancel()
    if late.is_set():
        raise TooSlowError
    return answer


def is_this_machine(url: str) -> bool:
    """Whether an address is a loopback one, so that nothing leaves this machine.

    >>> is_this_machine("http://127.0.0.1:8000/v1"), is_this_machine("https://example.org/v1")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")


def _read(response: http.client.HTTPResponse, most: int) -> Answer:
    parts: list[bytes] = []
    size = 0
    while part := response.read(1 << 16):
        parts.append(part)
        size += len(part)
        if size > most:
            return Answer(response.status, response.headers, b"".join(parts), huge=True)
    # `read` with a size is silent about an answer that ends before the length it announced.
    if response.length:
        raise ConnectionError("the answer breaks off")
    return Answer(response.status, response.headers, b"".join(parts))


def _cut(late: threading.Event, opened: list[socket.socket]) -> None:
    late.set()
    for connection in opened:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


class _HttpConnection(http.client.HTTPConnection):
    """A connection that hands out its socket, so that the watchdog can end it."""

    def __init__(self, *args: Any, opened: list[socket.socket], **options: Any) -> None:
        super().__init__(*args, **options)
        self.opened = opened

    def connect(self) -> None:
        super().connect()
        self.opened.append(self.sock)


class _HttpsConnection(http.client.HTTPSConnection):
    """The same over TLS."""

    def __init__(self, *args: Any, opened: list[socket.socket], **options: Any) -> None:
        super().__init__(*args, **options)
        self.opened = opened

    def connect(self) -> None:
        super().connect()
        self.opened.append(self.sock)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, opened: list[socket.socket]) -> None:
        super().__init__()
        self.opened = opened

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_HttpConnection, opened=self.opened), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, opened: list[socket.socket]) -> None:
        super().__init__()
        self.opened = opened

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        # The default context verifies the certificate and the host's name.
        return self.do_open(
            partial(_HttpsConnection, opened=self.opened),
            req,
            context=ssl.create_default_context(),
        )
