"""The bundle's bytes: what is written today must be read for ever."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.operations import GENESIS, Header, Operation, build_payload, payload_hash
from desktop_app.sync import bundle as bundles
from desktop_app.sync.bundle import Header as BundleHeader
from desktop_app.sync.bundle import Packing, Quarantined, Seal, Waiting, pack, read_operations, unpack
from desktop_app.sync.lines import write_lines
from desktop_app.sync.signing import age_recipient, public_key, sign, verifies
from desktop_app.sync.vector import Extent

SEED = bytes(range(32))
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
DESK = bytes.fromhex("0190b0d0a0000102030405060708090a")
USER = bytes.fromhex("0190b0d0a0000102030405060708090b")
STREAM = f"{ulid_text(DESK)}-0123456789ab"
SALT = bytes(range(16))
GOLDEN = Path(__file__).with_name("bundle_golden.b64")

PLAIN = (
    '{"u":"01J2RD1801FFF7QQKVVSXXWYYY","k":"attend","e":"attention","by":"01J2RD1800041061050R3GG28B",'
    '"p":{"b":{"channel":"phone","started":1719800000},"pd":{"detail":"¿Qué falta?"},'
    '"salt":"AAECAwQFBgcICQoLDA0ODw"}}\n'
    '{"u":"01J2RD1802FFF7QQKVVSXXWYYY","t":112784400768434183,"k":"amend","e":"attention",'
    '"i":"01J2RD1801FFF7QQKVVSXXWYYY","v":2,"p":{"b":{"set":{"channel":"email"}},'
    '"salt":"AAECAwQFBgcICQoLDA0ODw"}}\n'
)


def operations() -> list[Operation]:
    first = bytes.fromhex("0190b0d0a001") + b"\x7b\xde" * 5
    second = bytes.fromhex("0190b0d0a002") + b"\x7b\xde" * 5
    found: list[Operation] = []
    previous = GENESIS
    for seq, (uid, target, stamp, kind, author, version, payload) in enumerate(
        (
            (first, first, 0x0190B0D0A001 << 16, "attend", USER, 1,
             build_payload({"channel": "phone", "started": 1719800000}, {"detail": "¿Qué falta?"}, SALT)),
            (second, first, (0x0190B0D0A002 << 16) + 7, "amend", None, 2,
             build_payload({"set": {"channel": "email"}}, None, SALT)),
        ), 1,
    ):  # fmt: skip
        header = Header(
            STREAM, seq, uid, stamp, kind, "attention", target, version, author, previous, payload_hash(payload)
        )
        previous = header.hash()
        found.append(Operation(header, previous, payload))
    return found


def packing(recipient: str | None = None) -> Packing:
    have = {STREAM: Extent(2, 2, bytes(31) + b"\x05")}
    return Packing(ulid_text(DESK), SEED, [recipient or age_recipient(IDENTITY)], have, {STREAM: [(3, 9)]})


def sealed(found: list[Operation]) -> Seal:
    return Seal(STREAM, 1, len(found), GENESIS, found[-1].hash).signed(SEED)


def packed() -> bytes:
    found = operations()
    return pack(sealed(found), 1, GENESIS, found, packing())


def test_the_lines_are_these_bytes() -> None:
    assert write_lines(operations()).decode() == PLAIN


def test_the_chain_has_these_hashes() -> None:
    assert [operation.hash.hex() for operation in operations()] == [
        "581d151c104cc5c419433a578a4685ddb227744a0b634cb6196a07b93a47a4d5",
        "ce91db2e1c4d162d80c2cb677c25e76a234a731b85f3f1dcb8259c2b8767b0a0",
    ]


def test_the_header_is_these_bytes() -> None:
    found = operations()
    header = BundleHeader(
        ulid_text(DESK), STREAM, 1, 2, GENESIS, found[-1].hash, sealed(found), 300, bytes(32), 500,
        packing().have, packing().want,
    )  # fmt: skip
    assert header.canonical().decode() == (
        '{"desk":"01J2RD1800041061050R3GG28A","fmt":1,"have":{"01J2RD1800041061050R3GG28A-012345678'
        '9ab":[2,2,"0000000000000000000000000000000000000000000000000000000000000005"]},"head":"ce9'
        '1db2e1c4d162d80c2cb677c25e76a234a731b85f3f1dcb8259c2b8767b0a0","hi":2,"len":300,"lo":1,"mi'
        'n_reader":1,"plain_len":500,"prev":"000000000000000000000000000000000000000000000000000000'
        '0000000000","seal":{"lo":1,"prev":"0000000000000000000000000000000000000000000000000000000'
        '000000000","sign":"a76f193750957253035bf76d3940183c753bb7d60252ed47f786ed3d30b713c075c82da'
        '91b5988c5d0657eff2ee0ad432f86921c2181f7127324ce963a59ba05"},"sha":"00000000000000000000000'
        '00000000000000000000000000000000000000000","stream":"01J2RD1800041061050R3GG28A-0123456789'
        'ab","want":{"01J2RD1800041061050R3GG28A-0123456789ab":[[3,9]]}}'
    )
    assert sign(SEED, header.canonical()).hex() == (
        "93a84f464a631b9849ef05d91047c15b6156d72357dafebd1d33de118adf54ebcbf7c7c6ecc60631474baa37fa"
        "86b83faaac845a12f0289130d3dfec83d17d0c"
    )
    assert bundles.read_header(header.canonical()) == header


def test_a_stored_bundle_is_still_read() -> None:
    data = base64.b64decode(GOLDEN.read_text("ascii"))
    found = unpack(data)
    assert found.packed_by(public_key(SEED))
    assert found.header.seal.verifies(public_key(SEED))
    bundles.check_body(found)
    assert [item.operation for item in read_operations(found, IDENTITY)] == operations()
    assert hashlib.sha256(data).hexdigest() == (
        "9e99e1fdd6a4c23ee490e7fcf5a154bc2986d3ce3e3ab9a4a0b30a299c7ccca8"
    )


def test_the_file_is_laid_out_as_documented() -> None:
    data = packed()
    assert data[:6] == b"VNTB1\n"
    (size,) = struct.unpack(">I", data[6:10])
    header, signature, body = data[10 : 10 + size], data[10 + size : 74 + size], data[74 + size :]
    fields = json.loads(header)
    assert set(fields) == {
        "fmt", "min_reader", "desk", "stream", "lo", "hi", "prev", "head", "seal", "len", "sha", "plain_len",
        "have", "want",
    }  # fmt: skip
    assert verifies(public_key(SEED), header, signature)
    assert (fields["len"], fields["sha"]) == (len(body), hashlib.sha256(body).hexdigest())
    assert fields["plain_len"] == len(PLAIN.encode())
    assert body.startswith(b"age-encryption.org/v1\n")
    name = bundles.file_name(unpack(data).header, data)
    assert name == f"{STREAM}_1-2_{hashlib.sha256(data).hexdigest()[:8]}.vnt"


def test_debian_programs_open_the_body(tmp_path: Path, program: Callable[[str], str]) -> None:
    age, zstd = program("age"), program("zstd")
    body = unpack(packed()).body
    (tmp_path / "key.txt").write_text(IDENTITY + "\n", "ascii")
    (tmp_path / "body.age").write_bytes(body)
    compressed = subprocess.run(
        [age, "--decrypt", "-i", tmp_path / "key.txt", tmp_path / "body.age"], capture_output=True, check=True
    ).stdout
    plain = subprocess.run([zstd, "-dc"], input=compressed, capture_output=True, check=True).stdout
    assert plain.decode() == PLAIN
    assert [json.loads(line)["k"] for line in plain.splitlines()] == ["attend", "amend"]


def test_only_the_recipients_read_it() -> None:
    from pyrage import x25519

    with pytest.raises(Waiting, match="cifrado"):
        read_operations(unpack(packed()), str(x25519.Identity.generate()))


def test_every_truncation_waits_or_is_no_bundle() -> None:
    data = packed()
    size = struct.unpack(">I", data[6:10])[0]
    classes = {0, 1, 5, 6, 7, 9, 10, 11, 9 + size, 10 + size, 11 + size, 73 + size, 74 + size, len(data) - 1}
    for length in sorted(classes):
        with pytest.raises(Waiting, match="completo"):
            unpack(data[:length])


def test_every_flipped_byte_is_noticed() -> None:
    data = packed()
    public = public_key(SEED)
    for at in range(len(data)):
        broken = bytearray(data)
        broken[at] ^= 0x01
        try:
            found = unpack(bytes(broken))
            intact = found.packed_by(public) and found.header.seal.verifies(public)
            bundles.check_body(found)
        except (Quarantined, Waiting):
            continue
        assert not intact, f"byte {at}"


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"VNTB2\n" + bytes(100), b"VNTB1\n" + b"\xff" * 100])
def test_other_files_are_told_from_bundles(junk: bytes) -> None:
    with pytest.raises((Quarantined, Waiting)) as caught:
        unpack(junk)
    assert isinstance(caught.value, Waiting) == (junk == b"")


def test_a_tail_behind_the_body_is_damage() -> None:
    with pytest.raises(Quarantined):
        bundles.check_body(unpack(packed() + b"\0"))


def changed_header(**changes: object) -> bytes:
    return json.dumps({**json.loads(unpack(packed()).signed), **changes}).encode()


def test_a_newer_format_is_postponed_not_refused() -> None:
    with pytest.raises(Waiting, match="actualice"):
        bundles.read_header(changed_header(min_reader=2, lo="another form"))
    assert bundles.read_header(changed_header(fmt=2, colour="blue")).fmt == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"lo": 0}, {"lo": -1}, {"lo": 4}, {"lo": True}, {"lo": 1.0}, {"lo": "1"}, {"hi": 1 << 70}, {"hi": 20_001},
        {"len": 17 << 20}, {"plain_len": 65 << 20}, {"plain_len": -1}, {"desk": "x"}, {"stream": "../../etc"},
        {"prev": "00"}, {"head": None}, {"sha": "zz" * 32}, {"seal": {}}, {"seal": []}, {"have": []},
        {"have": {STREAM: [1, 2]}}, {"have": {STREAM: [1, 2, "x" * 64]}}, {"want": {STREAM: [[1, 2, 3]]}},
        {"want": {STREAM: [[1, 2]] * 65}}, {"min_reader": "1"}, {"fmt": None},
    ],
)  # fmt: skip
def test_malformed_headers_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Quarantined, match="encabezado"):
        bundles.read_header(changed_header(**changes))


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b"[" * 5000, b"\xff\xfe", b"9" * 5000])
def test_headers_that_are_no_object_are_refused(text: bytes) -> None:
    with pytest.raises(Quarantined):
        bundles.read_header(text)


def test_a_bomb_is_not_unfolded() -> None:
    import tracemalloc

    bomb = bundles.compress(bytes(512 << 20))
    assert len(bomb) < 64 << 10
    tracemalloc.start()
    with pytest.raises(Quarantined, match="no mide"):
        bundles.decompress(bomb, 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 << 20


def test_less_or_more_than_said_is_refused() -> None:
    frame = bundles.compress(b"x" * 1000)
    assert bundles.decompress(frame, 1000) == b"x" * 1000
    for expected in (0, 999, 1001):
        with pytest.raises(Quarantined):
            bundles.decompress(frame, expected)
    for damaged in (frame[:-3], b"", b"zz" + frame):
        with pytest.raises(Quarantined):
            bundles.decompress(damaged, 1000)
    assert bundles.decompress(bundles.compress(b""), 0) == b""
    large = bytes(40 << 20)
    assert bundles.decompress(bundles.compress(large), len(large)) == large


def test_limits_hold_when_writing() -> None:
    found = operations()
    with pytest.raises(ValueError, match="limits"):
        pack(sealed(found), 1, GENESIS, found[:1], packing())
    have = {str(number): Extent(1, 1, bytes(32)) for number in range(9000)}
    many = Packing(ulid_text(DESK), SEED, packing().recipients, have, {})
    with pytest.raises(ValueError, match="limits"):
        pack(sealed(found), 1, GENESIS, found, many)
