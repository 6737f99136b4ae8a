"""Operations: one canonical form, one hash, and personal data that can go without breaking the chain."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.operations import (
    GENESIS,
    MAX_PAYLOAD,
    MAX_STAMP,
    Header,
    MalformedOperation,
    StampClock,
    build_payload,
    check_header,
    compose_payload,
    is_redacted,
    new_stream,
    parse_payload,
    payload_hash,
    redact_payload,
)
from desktop_app.domain.values import Channel

SALT = bytes(range(16))
HEADER = Header(
    stream="00000000000000000000000001-0123456789ab", seq=7, uid=bytes.fromhex("0192f0000000") + bytes(10),
    stamp=1_732_450_000_000 << 16, kind="attend", entity="attention", target=bytes(15) + b"\x02", schema=1,
    author=bytes(15) + b"\x03", previous=GENESIS, payload_hash=bytes(range(32)),
)  # fmt: skip

# No surrogates: they have no UTF-8. Facts nest a little; integers fit 64 bits.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
FACTS = st.dictionaries(TEXTS, VALUES, max_size=5)


def test_golden_payload() -> None:
    facts = {"z": 1, "a": "Ñandú", "channel": Channel.PHONE, "list": (1, None, True), "m": {"b": 2, "a": 1}}
    payload = compose_payload(facts, {"name": "Jose\u0301"}, SALT)
    assert payload.text == (
        '{"b":{"a":"Ñandú","channel":"phone","list":[1,null,true],"m":{"a":1,"b":2},"z":1},'
        '"pd":{"name":"José"},"salt":"AAECAwQFBgcICQoLDA0ODw"}'
    )
    assert payload.hash.hex() == "f5478397cc8e9a09409233884a161243aa4173cd3051569f22f46fc2f2412ebc"


def test_golden_header() -> None:
    assert HEADER.canonical() == (
        b'{"by":"00000000000000000000000003","e":"attention","i":"00000000000000000000000002","k":"attend",'
        b'"n":7,"ph":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",'
        b'"pv":"0000000000000000000000000000000000000000000000000000000000000000",'
        b'"s":"00000000000000000000000001-0123456789ab","t":113537843200000000,'
        b'"u":"01JBR000000000000000000000","v":1}'
    )
    assert HEADER.hash().hex() == "75924319c8b762566a21c0fe71c39b563f12511a495d505f9542f3129617606d"


def test_the_canonical_header_is_json_with_sorted_keys() -> None:
    for header in (HEADER, replace(HEADER, author=None)):
        body = json.loads(header.canonical())
        assert json.dumps(body, sort_keys=True, separators=(",", ":")).encode() == header.canonical()


@given(FACTS, FACTS)
def test_what_was_composed_is_what_is_parsed(facts: dict[str, Any], personal: dict[str, Any]) -> None:
    payload = compose_payload(facts, personal, SALT)
    assert parse_payload(payload.text) == (payload.facts, payload.personal)
    assert payload_hash(payload.text) == payload.hash


@given(FACTS, FACTS)
def test_the_order_of_the_facts_and_their_unicode_form_do_not_matter(
    facts: dict[str, Any], personal: dict[str, Any]
) -> None:
    turned = {unicodedata.normalize("NFD", key): facts[key] for key in reversed(facts)}
    if len({unicodedata.normalize("NFC", key) for key in facts}) == len(facts):
        assert build_payload(turned, personal, SALT) == build_payload(facts, personal, SALT)


@given(FACTS, FACTS)
def test_a_redacted_payload_keeps_its_hash_and_facts(facts: dict[str, Any], personal: dict[str, Any]) -> None:
    whole = build_payload(facts, personal, SALT)
    redacted = redact_payload(whole)
    assert payload_hash(redacted) == payload_hash(whole)
    assert parse_payload(redacted) == (parse_payload(whole)[0], {})
    assert is_redacted(redacted)
    assert not is_redacted(whole)
    assert redact_payload(redacted) == redacted
    assert "salt" not in redacted[len(redacted) - 80 :]


def test_the_salt_keeps_equal_facts_apart() -> None:
    one, other = compose_payload({"a": 1}, {"d": "12345678"}), compose_payload({"a": 1}, {"d": "12345678"})
    assert one.hash != other.hash
    guess = redact_payload(one.text)
    assert hashlib.sha256(b',"pd":{"d":"12345678"}}').hexdigest() not in guess


@given(FACTS, FACTS, st.sampled_from(["b", "pd"]))
def test_another_fact_is_another_hash(facts: dict[str, Any], personal: dict[str, Any], half: str) -> None:
    changed = {**facts, "new": 1} if half == "b" else facts
    secret = {**personal, "new": 1} if half == "pd" else personal
    same = changed == facts and secret == personal
    assert (
        compose_payload(changed, secret, SALT).hash == compose_payload(facts, personal, SALT).hash
    ) == same


@pytest.mark.parametrize(
    "value",
    [1.5, float("nan"), 2**63, -(2**63) - 1, b"bytes", {1: "a"}, {"a": {None: 1}}, [object()],
     "\ud800", {"a": {"\ud800": 1}}],
)  # fmt: skip
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(MalformedOperation):
        compose_payload({"x": value})
    with pytest.raises(MalformedOperation):
        compose_payload({}, {"x": value})


def test_a_payload_has_a_limit_in_bytes() -> None:
    room = MAX_PAYLOAD - len(build_payload({"x": ""}, None, SALT).encode())
    assert len(build_payload({"x": "ñ" * (room // 2)}, None, SALT).encode()) <= MAX_PAYLOAD
    with pytest.raises(MalformedOperation, match="65 KB"):
        compose_payload({"x": "ñ" * (room // 2 + 1)}, None, SALT)


def test_facts_nest_only_so_deep() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    with pytest.raises(MalformedOperation, match="deep"):
        compose_payload({"x": deep})


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"b":[]}', '{"b":{},"pd":[]}', '{"b":{"x":1.5}}', '{"b":{"x":1e3}}', '{"b":{"x":NaN}}',
     '{"b":{"x":9223372036854775808}}', '{"b":{"x":"\\ud800"}}'],
)  # fmt: skip
def test_what_nobody_would_write_is_not_parsed(text: str) -> None:
    with pytest.raises(MalformedOperation):
        parse_payload(text)


@pytest.mark.parametrize(
    "change",
    [{"kind": "Attend"}, {"kind": ""}, {"entity": 'a","k":"x'}, {"stream": "x"}, {"seq": 0}, {"seq": 2**63},
     {"stamp": MAX_STAMP + 1}, {"stamp": -1}, {"schema": -1}],
)  # fmt: skip
def test_headers_that_could_be_read_two_ways_are_refused(change: dict[str, Any]) -> None:
    check_header(HEADER)
    with pytest.raises(MalformedOperation):
        check_header(replace(HEADER, **change))


def test_a_new_stream_bears_the_desk_and_chance() -> None:
    one, other = new_stream(bytes(16)), new_stream(bytes(16))
    assert one.split("-")[0] == other.split("-")[0] == "0" * 26
    assert one != other


WALLS = st.integers(0, 2**46)
DAY_MS = 24 * 60 * 60 * 1000


@given(st.lists(st.tuples(WALLS, st.integers(0, MAX_STAMP - 10)), max_size=30))
def test_an_edit_beats_what_it_saw(steps: list[tuple[int, int]]) -> None:
    clock = StampClock()
    for wall, above in steps:
        assert clock.next(wall, above) > above


@given(st.lists(st.integers(0, DAY_MS), min_size=2, max_size=30), st.integers(0, 2**45))
def test_stamps_of_a_desk_rise_however_its_clock_jumps_within_a_day(jumps: list[int], start: int) -> None:
    clock = StampClock()
    stamps = [clock.next(start + jump) for jump in jumps]
    assert all(earlier < later for earlier, later in pairwise(stamps))


def test_a_clock_that_stood_years_ahead_is_forgotten() -> None:
    clock = StampClock((2_000_000_000_000 + 2 * DAY_MS) << 16)
    assert clock.next(2_000_000_000_000) >> 16 == 2_000_000_000_000
