"""Operations as lines: they come back as they were, and no line breaks the reader."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.operations import (
    GENESIS,
    MAX_DEPTH,
    MAX_PAYLOAD,
    MAX_STAMP,
    Header,
    MalformedOperation,
    Operation,
    StampClock,
    build_payload,
    is_redacted,
    parse_payload,
    payload_hash,
    redact_payload,
)
from desktop_app.sync.lines import line_size, read_line, read_lines, write_line, write_lines

STREAM = f"{ulid_text(bytes(16))}-0123456789ab"
UID = bytes(6) + bytes(range(10))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
facts = st.dictionaries(texts, values, max_size=5)
names = st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True)
ids = st.binary(min_size=16, max_size=16)


@st.composite
def chains(draw: st.DrawFn) -> list[Operation]:
    found: list[Operation] = []
    previous = GENESIS
    for seq in range(1, draw(st.integers(1, 5)) + 1):
        payload = build_payload(draw(facts), draw(facts))
        if draw(st.booleans()):
            payload = redact_payload(payload)
        uid = draw(ids)
        header = Header(
            STREAM, seq, uid, draw(st.integers(0, MAX_STAMP)), draw(names), draw(names),
            draw(st.just(uid) | ids), draw(st.integers(0, 2**63 - 1)), draw(st.none() | ids), previous,
            payload_hash(payload),
        )  # fmt: skip
        previous = header.hash()
        found.append(Operation(header, previous, payload))
    return found


@given(chains())
def test_what_is_written_is_read_back(chain: list[Operation]) -> None:
    plain = write_lines(chain)
    back = read_lines(plain, STREAM, 1, GENESIS, len(chain))
    assert [item.operation for item in back] == chain
    for item in back:
        header = item.operation.header
        assert (item.entry.facts, item.entry.personal) == parse_payload(item.operation.payload)
        assert (item.entry.uid, item.target) == (ulid_text(header.uid), ulid_text(header.target))
        assert item.entry.author == (ulid_text(header.author) if header.author else None)
    for line, operation in zip(plain.split(b"\n"), chain, strict=False):
        assert len(line) < line_size(len((operation.payload or "").encode()))
        assert json.loads(line)["k"] == operation.header.kind


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(row: bytes) -> None:
    with pytest.raises(MalformedOperation):
        read_line(row, STREAM, 1, GENESIS)


def line(**changes: object) -> bytes:
    payload = changes.pop("p", build_payload({"a": 1}, salt=bytes(16)))
    fields = {"u": ulid_text(UID), "k": "attend", "e": "attention"} | changes
    return (json.dumps(fields)[:-1] + f',"p":{payload}}}').encode()


def test_the_plain_line_is_good() -> None:
    assert read_line(line(), STREAM, 1, GENESIS).operation.header.kind == "attend"


@pytest.mark.parametrize(
    "row",
    [
        line(u="x"), line(u=None), line(u=5), line(k="A B"), line(k=None), line(k=["x"]), line(e=""), line(t=-1),
        line(t=1.5), line(t=True), line(t="1"), line(t=MAX_STAMP + 1), line(v=None), line(v=-1), line(v=2**63),
        line(i="x"), line(i=3), line(by="x"), line(by={}), line(colour="blue"), line(s=STREAM),
        line(p="{}"), line(p="null"), line(p='"b"'), line(p='{"b":1}'), line(p='{"b":{},"pd":[]}'),
        line(p='{"pd":{},"b":{}}'), line(p='{"b":{"x":1.5}}'), line(p='{"b":{"x":1e3}}'), line(p='{"b":{"x":NaN}}'),
        line(p='{"b":{"x":9223372036854775808}}'), line(p='{"b":{"x":' + "9" * 5000 + "}}"),
        line(p='{"b":{"x":"\\ud800"}}'), line(p='{"b":{"\\uDFFF":1}}'), line(p='{"b":{"x":"\x01"}}'),
        line(p='{"b":{"x":' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "}}"), line(p='{"b":{"x":' + "[" * 60_000 + "}}"),
        line(p=f'{{"b":{{"x":"{"a" * MAX_PAYLOAD}"}}}}'), line() + b"}", line()[:-1], line() + b" ",
        b'{"p":{"b":{}}}', b"[]", b"", b"\xff" + line(),
    ],
)  # fmt: skip
def test_what_no_desk_would_write_is_refused(row: bytes) -> None:
    with pytest.raises(MalformedOperation):
        read_line(row, STREAM, 1, GENESIS)


@pytest.mark.parametrize("text", ["\\ud83d\\ude00", "\\\\ud800", "a\\u0000b"])
def test_escapes_that_are_text_are_kept(text: str) -> None:
    row = line(p=f'{{"b":{{"x":"{text}"}}}}')
    assert read_line(row, STREAM, 1, GENESIS).entry.facts["x"].encode()


def test_the_number_of_lines_must_agree() -> None:
    plain = line() + b"\n" + line() + b"\n"
    assert len(read_lines(plain, STREAM, 1, GENESIS, 2)) == 2
    for broken, limit in ((plain, 1), (plain[:-1], 2), (plain + b"\n", 2), (b"\n", 1)):
        with pytest.raises(MalformedOperation):
            read_lines(broken, STREAM, 1, GENESIS, limit)


def test_an_operation_without_payload_does_not_travel() -> None:
    operation = read_line(line(), STREAM, 1, GENESIS).operation
    with pytest.raises(ValueError, match="payload"):
        write_line(Operation(operation.header, operation.hash, None))


# -- payloads -----------------------------------------------------------------------------------------


@given(facts, facts)
def test_redaction_keeps_the_facts_and_their_proof(kept: dict[str, object], secret: dict[str, object]) -> None:
    payload = build_payload(kept, secret)
    redacted = redact_payload(payload)
    assert payload_hash(redacted) == payload_hash(payload)
    assert parse_payload(redacted) == (parse_payload(payload)[0], {})
    assert is_redacted(redacted)
    assert not is_redacted(payload)
    assert redact_payload(redacted) == redacted


def test_changed_facts_are_noticed_after_redaction_too() -> None:
    payload = build_payload({"citizen": "A", "topic": 3}, {"name": "Rosa"}, bytes(16))
    redacted = redact_payload(payload)
    assert "Rosa" not in redacted
    assert '"salt"' not in redacted
    assert payload_hash(redacted.replace('"topic":3', '"topic":4')) != payload_hash(payload)
    other = build_payload({"citizen": "A", "topic": 3}, {"name": "Luz"}, bytes(16))
    assert payload_hash(other) != payload_hash(payload)


def test_the_hash_of_a_payload_is_this_one() -> None:
    payload = build_payload({"a": 1}, {"b": "ñ"}, bytes(16))
    assert payload == '{"b":{"a":1},"pd":{"b":"ñ"},"salt":"AAAAAAAAAAAAAAAAAAAAAA"}'
    assert payload_hash(payload).hex() == "78903a3943196473444407ac97208ae9c79bc2b59f7ceb496ae8e8d27d3879d8"


def test_facts_that_another_desk_would_refuse_cannot_be_written() -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    for bad in (deep, 1.5, 2**63, "\ud800", {1: 2}, os):
        with pytest.raises(MalformedOperation):
            build_payload({"x": bad})
    with pytest.raises(MalformedOperation):
        build_payload({"x": "a" * MAX_PAYLOAD})


def test_a_wild_clock_cannot_write_a_stamp_that_others_refuse() -> None:
    clock = StampClock()
    assert clock.next(1 << 47) == MAX_STAMP
    assert StampClock().next(1_784_000_000_000, above=MAX_STAMP) == MAX_STAMP
    assert StampClock().next(1_784_000_000_000, above=5) == 1_784_000_000_000 << 16
