"""The server encoder against real sockets: a good server, and everything a bad one does."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import subprocess
from pathlib import Path

import numpy as np
import pytest

from align.encode.server import ServerEncoder, parse_address
from align.errors import EncoderError, UsageError

from .conftest import OwnServer, embeddings, reply, vector

TEXTS = ["云计算", "cloud computing", "利率", "interest rate", "出口"]


def encoder(server: OwnServer, **options: float) -> ServerEncoder:
    return ServerEncoder(server.url + "#tiny", **{"backoff": 0.001, **options})  # type: ignore[arg-type]


def failure(server: OwnServer, **options: float) -> EncoderError:
    with pytest.raises(EncoderError) as caught:
        encoder(server, **options).encode(TEXTS)
    assert caught.value.exit_code == 3
    assert str(server.port) in str(caught.value)
    assert not re.search(r"\{\w+[:}]", caught.value.render("zh"))
    return caught.value


def expected(texts: list[str]) -> np.ndarray:
    rows = np.array([vector(text) for text in texts])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_vectors_have_length_one_and_stand_in_order(server: OwnServer) -> None:
    vectors = encoder(server, batch=2).encode(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected(TEXTS), atol=1e-6)
    assert server.sent == [TEXTS[:2], TEXTS[2:4], TEXTS[4:]]


def test_request_says_what_the_protocol_wants(server: OwnServer) -> None:
    encoder(server).encode(["a"])
    path, headers, body = server.requests[0]
    assert path == "/v1/embeddings"
    assert headers["Content-Type"] == "application/json"
    assert body == {"model": "tiny", "input": ["a"], "encoding_format": "float"}


def test_texts_without_content_are_zero_and_not_sent(server: OwnServer) -> None:
    vectors = encoder(server).encode(["", "a", " \n", "　"])
    assert server.sent == [["a"]]
    assert vectors.any(axis=1).tolist() == [False, True, False, False]


def test_only_texts_without_content_still_have_the_models_dimension(server: OwnServer) -> None:
    assert encoder(server).encode(["", ""]).shape == (2, 8)
    assert encoder(server).encode([]).shape == (0, 8)


def test_a_request_is_bounded_in_characters(server: OwnServer) -> None:
    encoder(server, characters=10).encode(["aaaa", "bbbb", "cccc", "dddddddddddd", "e"])
    assert server.sent == [["aaaa", "bbbb"], ["cccc"], ["dddddddddddd"], ["e"]]


def test_a_very_long_text_is_encoded_in_pieces(server: OwnServer) -> None:
    text = "云" * 20_000
    vectors = encoder(server).encode([text, "a"])
    assert max(len(sent) for request in server.sent for sent in request) <= 2000
    np.testing.assert_allclose(vectors, expected(["云" * 2000, "a"]), atol=1e-6)


def test_pieces_are_cut_at_spaces_and_count_by_their_length(server: OwnServer) -> None:
    encoder(server, longest=10).encode(["one two three four"])
    assert server.sent == [["one two ", "three four"]]


def test_half_a_surrogate_pair_and_control_symbols_are_sent(server: OwnServer) -> None:
    vectors = encoder(server).encode(["a\ud800b", "\x00\x01", "<s></s>", '"\\\n'])
    assert np.isfinite(vectors).all()
    assert server.sent[0][1:] == ["\x00\x01", "<s></s>", '"\\\n']


# -- model and key ---------------------------------------------------------------------------


def test_the_servers_embedding_model_is_taken_where_none_is_named(server: OwnServer) -> None:
    own = ServerEncoder(server.url)
    assert own.name == f"{server.url}#tiny-embed"
    own.encode(["a"])
    assert server.requests[-1][2]["model"] == "tiny-embed"
    assert [path for path, _, _ in server.requests] == ["/v1/models", "/v1/embeddings"]


@pytest.mark.parametrize("body", ['{"data": []}', "[]", '{"data": [{"id": 1}, 2]}', "null"])
def test_a_server_without_models_is_told_so(server: OwnServer, body: str) -> None:
    server.models = reply(200, body)
    with pytest.raises(EncoderError, match="name one yourself"):
        ServerEncoder(server.url).encode(["a"])


def test_the_key_of_the_environment_is_sent(
    server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    encoder(server).encode(["a"])
    monkeypatch.setenv("ALIGN_API_KEY", " sk-mine\n")
    encoder(server).encode(["a"])
    sent = [headers["Authorization"] for _, headers, _ in server.requests]
    assert sent == ["Bearer sk-other", "Bearer sk-mine"]


def test_without_a_key_none_is_sent(server: OwnServer) -> None:
    encoder(server).encode(["a"])
    assert "Authorization" not in server.requests[0][1]


def test_openais_key_is_not_shown_to_another_host(
    server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Our server stands in as the proxy, so that the request to the other host is seen.
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    ServerEncoder("http://embeddings.example/v1#m").encode(["a"])
    path, headers, _ = server.requests[0]
    assert path == "http://embeddings.example/v1/embeddings"
    assert "Authorization" not in headers


def test_this_machine_is_never_reached_through_a_proxy(
    server: OwnServer, elsewhere: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{elsewhere.port}")
    encoder(server).encode(["a"])
    assert server.sent and not elsewhere.requests


def test_a_key_with_a_line_break_is_refused(
    server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGN_API_KEY", "sk\r\nX-Evil: 1")
    with pytest.raises(UsageError, match="ALIGN_API_KEY"):
        encoder(server)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_its_variable_and_is_not_repeated(
    server: OwnServer, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("ALIGN_API_KEY", "sk-secret")
    body = json.dumps({"error": {"message": "Incorrect API key provided: sk-secret"}})
    server.otherwise = reply(status, body)
    error = failure(server)
    assert "ALIGN_API_KEY" in str(error) and "Incorrect" in str(error)
    assert "sk-secret" not in str(error) + error.render("zh")
    assert len(server.requests) == 1


def test_a_missing_key_says_where_to_put_it(server: OwnServer) -> None:
    server.otherwise = reply(401, "no")
    assert "put it into" in str(failure(server))


# -- failures that pass ----------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(server: OwnServer, status: int) -> None:
    server.script = [reply(status, "busy"), reply(status, "busy", Retry_After="0")]
    vectors = encoder(server).encode(TEXTS)
    np.testing.assert_allclose(vectors, expected(TEXTS), atol=1e-6)
    assert len(server.sent) == 3


def test_a_date_in_the_past_means_no_wait(server: OwnServer) -> None:
    server.script = [reply(429, "", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")]
    encoder(server, backoff=1e9).encode(["a"])
    assert len(server.sent) == 2


@pytest.mark.parametrize("when", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_long_wait_is_left_to_the_person(server: OwnServer, when: str) -> None:
    server.otherwise = reply(429, "", Retry_After=when)
    assert "asks to wait" in str(failure(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("when", ["soon", "-1", "²", ""])
def test_a_wait_that_makes_no_sense_is_ignored(server: OwnServer, when: str) -> None:
    server.script = [reply(503, "", Retry_After=when)]
    # http.server writes headers as Latin-1, in which "²" is a byte.
    encoder(server).encode(["a"])
    assert len(server.sent) == 2


def test_tries_are_bounded(server: OwnServer) -> None:
    server.otherwise = reply(500, '{"error": "out of memory"}')
    error = failure(server, tries=3)
    assert len(server.requests) == 3
    assert "out of memory" in str(error) and "500" in str(error) and "tries: 3" in str(error)


def test_a_server_that_dies_half_way_says_how_far_it_came(server: OwnServer) -> None:
    def last(handler, request):
        # It listens no more when the client has its answer.
        server.http.shutdown()
        server.http.socket.close()
        embeddings()(handler, request)

    server.script = [embeddings(), last]
    error = failure(server, batch=2)
    assert (error.done, error.total) == (4, 5)
    assert "4 of 5" in str(error) and "cannot be reached" in str(error)


def test_an_answer_that_breaks_off_is_tried_again(server: OwnServer) -> None:
    def broken(handler, _):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b'{"data": [')

    def silent(handler, _):
        handler.close_connection = True

    server.script = [broken, silent]
    np.testing.assert_allclose(encoder(server).encode(TEXTS), expected(TEXTS), atol=1e-6)
    server.otherwise = broken
    assert "breaks off" in str(failure(server))


def test_a_silent_server_is_given_up(server: OwnServer) -> None:
    server.otherwise = lambda *_: server.released.wait()  # type: ignore[assignment,return-value]
    error = failure(server, timeout=0.05, tries=2)
    assert "no answer within 0.05 s" in str(error) and "tries: 2" in str(error)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"])
def test_a_server_that_drips_is_given_up(server: OwnServer, start: bytes) -> None:
    # Every byte comes well within the time-out, so that only a bound on the whole ends it.
    def drip(handler, _):
        handler.wfile.write(start)
        while not server.released.wait(0.01):
            handler.wfile.write(b"H")
            handler.wfile.flush()

    server.otherwise = drip
    assert "no answer within" in str(failure(server, timeout=0.2, tries=1))


def test_nobody_listens(server: OwnServer) -> None:
    server.die()
    assert "cannot be reached" in str(failure(server))


# -- failures that stay ----------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 413, 422])
def test_too_much_at_once_is_sent_in_halves(server: OwnServer, status: int) -> None:
    def at_most_two(handler, request):
        good = len(request["input"]) <= 2
        (embeddings() if good else reply(status, "batch too large"))(handler, request)

    server.otherwise = at_most_two
    np.testing.assert_allclose(encoder(server).encode(TEXTS), expected(TEXTS), atol=1e-6)


def test_a_refused_request_shows_the_servers_words(server: OwnServer) -> None:
    server.otherwise = reply(404, '{"error": {"message": "model tiny not found"}}')
    assert "model tiny not found" in str(failure(server))
    server.otherwise = reply(400, '{"detail": "no input"}')
    assert "no input" in str(failure(server))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(
    server: OwnServer, elsewhere: OwnServer, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("ALIGN_API_KEY", "sk-secret")
    server.otherwise = reply(status, "", Location=elsewhere.url)
    assert str(elsewhere.port) in str(failure(server))
    assert not elsewhere.requests


def change(key: str, value: object):
    def one(data: list[dict]) -> list[dict]:
        data[1][key] = value
        return data

    return embeddings(change=one)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(200, "<!doctype html><head><title>x</title></head><h1>Log in</h1>"), "JSON: Log in"),
        (reply(200, b"\xff\xfe\x00"), "other than JSON"),
        (reply(200, ""), "other than JSON"),
        (reply(200, "[" * 100_000), "other than JSON"),
        (reply(200, "[]"), "without a list"),
        (reply(200, '{"data": null}'), "without a list"),
        (reply(200, '{"data": [[1, 2]]}'), "without a list"),
        (reply(200, '{"data": [{"embedding": "AAAA"}]}'), "without a list"),
        (reply(200, '{"error": "loading"}'), "loading"),
        (embeddings(change=lambda data: data[:-1]), "4 vectors for 5"),
        (embeddings(change=lambda data: [*data, data[0]]), "6 vectors for 5"),
        (change("index", 0), "numbers its vectors wrongly"),
        (change("index", 5), "numbers its vectors wrongly"),
        (change("index", "1"), "numbers its vectors wrongly"),
        (change("embedding", [float("nan")] * 8), "finite numbers"),
        (change("embedding", [float("inf")] * 8), "finite numbers"),
        (change("embedding", [10**400] * 8), "finite numbers"),
        (change("embedding", [None] * 8), "finite numbers"),
        (change("embedding", ["1"] * 8), "finite numbers"),
        (change("embedding", [[1.0]] * 8), "finite numbers"),
        (change("embedding", [True] * 8), "finite numbers"),
        (change("embedding", [0.0] * 8), "zeros"),
        (change("embedding", [1.0] * 7), "7 dimensions"),
        (change("embedding", []), "0 dimensions"),
        (embeddings(change=lambda data: [{**d, "embedding": []} for d in data]), "0 dimensions"),
        (reply(204, ""), "status 204"),
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error(server: OwnServer, answer, says: str) -> None:
    server.otherwise = answer
    assert says in str(failure(server))
    assert len(server.requests) == 1


def test_a_dimension_that_changes_between_batches_is_an_error(server: OwnServer) -> None:
    server.script = [embeddings(8), embeddings(9)]
    error = failure(server, batch=2)
    assert "9 dimensions; those before had 8" in str(error)
    assert (error.done, error.total) == (2, 5)


def test_vectors_that_stand_out_of_order_are_put_in_order(server: OwnServer) -> None:
    server.otherwise = embeddings(change=lambda data: data[::-1])
    np.testing.assert_allclose(encoder(server).encode(TEXTS), expected(TEXTS), atol=1e-6)


def test_vectors_without_index_are_taken_as_they_stand(server: OwnServer) -> None:
    without = lambda data: [{"embedding": item["embedding"]} for item in data]  # noqa: E731
    server.otherwise = embeddings(change=without)
    np.testing.assert_allclose(encoder(server).encode(TEXTS), expected(TEXTS), atol=1e-6)


def test_very_large_and_small_numbers_do_not_overflow(server: OwnServer) -> None:
    server.otherwise = change("embedding", [1e300, 1e300, *[1e-300] * 6])
    row = encoder(server).encode(TEXTS)[1]
    np.testing.assert_allclose(row[:2], [0.5**0.5] * 2, rtol=1e-6)


def test_a_huge_answer_is_not_read_to_its_end(server: OwnServer) -> None:
    def endless(handler, _):
        handler.send_response(200)
        handler.end_headers()
        while not server.released.is_set():
            handler.wfile.write(b" " * 65536)

    server.otherwise = endless
    assert "more than 1000000 bytes" in str(failure(server, most=1_000_000))


def test_an_untrusted_certificate_is_an_error(server: OwnServer, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    secure = ServerEncoder(f"https://localhost:{server.port}/v1#tiny", backoff=0.001)
    with pytest.raises(EncoderError, match="cannot be trusted: self"):
        secure.encode(["a"])
    assert not server.requests


# -- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "base", "model"),
    [
        ("http://localhost:8000", "http://localhost:8000/v1", ""),
        ("http://LOCALHOST:8000/v1/", "http://localhost:8000/v1", ""),
        ("https://host/api/v2#a/b", "https://host/api/v2", "a/b"),
        ("http://[::1]:80/v1?model=x%20y", "http://[::1]:80/v1", "x y"),
    ],
)
def test_addresses(address: str, base: str, model: str) -> None:
    assert parse_address(address) == (base, model)


@pytest.mark.parametrize(
    "address",
    ["http://", "ftp://a/v1", "http://a:99999/v1", "http://a b/v1", "http://[::1/v1", "http:///v1"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="not the address"):
        parse_address(address)


@pytest.mark.parametrize("address", ["http://me:secret@a/v1", "https://a/v1?key=secret"])
def test_an_address_with_a_secret_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_address(address)
    assert "secret" not in str(caught.value)
