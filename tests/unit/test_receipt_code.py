"""The code on a receipt: what goes in comes out, and nothing that was changed passes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folio import Folio
from desktop_app.domain.receipt import (
    CODE_CHARS,
    PREFIX,
    Outcome,
    ReceiptCode,
    ReceiptFacts,
    UnreadableReceipt,
    asked_hash,
    key_reference,
    message,
    name_hash,
    read_typed,
    write_code,
)
from desktop_app.domain.receipt_verdict import DeskKey, Verdict, judge
from desktop_app.sync.signing import public_key, sign, verifies

DESK = "01K0000000000000000000000A"
SEED = bytes(range(32))
PUBLIC = public_key(SEED)
KEY = DeskKey(DESK, "Ventanilla 1", PUBLIC, current=True)
FOLIO = Folio(1, 2, 26, 123)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIASES = {"O": "0", "I": "1", "L": "1"}

folios = st.builds(
    Folio, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9_999_999)
)
moments = st.integers(0, 2**32 - 1)
facts = st.builds(
    ReceiptFacts,
    outcome=st.sampled_from(Outcome), folio=folios, moment=moments, due=moments,
    key=st.just(key_reference(DESK, PUBLIC)), stream=st.binary(min_size=6, max_size=6), seq=moments,
    asked=st.binary(min_size=5, max_size=5), name=st.binary(min_size=5, max_size=5),
)  # fmt: skip
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=500)


def signed(said: ReceiptFacts, seed: bytes = SEED) -> str:
    packed = said.pack()
    return write_code(packed, sign(seed, message(packed)))


def sample(**changes: object) -> ReceiptFacts:
    values: dict[str, object] = {
        "outcome": Outcome.SIMPLE_CASE, "folio": FOLIO, "moment": 1_790_000_000, "due": 1_790_172_800,
        "key": key_reference(DESK, PUBLIC), "stream": b"stream", "seq": 77,
        "asked": asked_hash(FOLIO, "Bache"), "name": name_hash(FOLIO, "María"),
    }  # fmt: skip
    return ReceiptFacts(**(values | changes))  # type: ignore[arg-type]


def verdict(code: str, *keys: DeskKey, **how: object) -> Verdict:
    read = read_typed(code)
    assert isinstance(read, ReceiptCode)
    return judge(read, keys or (KEY,), verifies, **how).verdict  # type: ignore[arg-type]


@given(facts)
def test_what_is_written_is_read(said: ReceiptFacts) -> None:
    code = signed(said)
    assert len(code) == CODE_CHARS <= 200
    assert set(code) <= set(ALPHABET)
    read = read_typed(code)
    assert isinstance(read, ReceiptCode)
    assert read.facts == said
    assert verdict(code) is Verdict.GENUINE


@given(facts, st.data())
def test_no_changed_character_passes(said: ReceiptFacts, data: st.DataObject) -> None:
    code = signed(said)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET + "Uñ%"))
    assume(other != code[place])
    changed = code[:place] + other + code[place + 1 :]
    with contextlib.suppress(InvalidInput):  # not even a code any more
        assert not verdict(changed).genuine


@given(facts, st.integers(0, CODE_CHARS - 2))
def test_two_neighbours_swapped_do_not_pass(said: ReceiptFacts, place: int) -> None:
    code = signed(said)
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with contextlib.suppress(InvalidInput):
        assert not verdict(swapped).genuine


@given(any_text)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_typed(text)
    except InvalidInput as error:
        assert str(error).endswith(".")
        assert error.field in ("code", "number")
    else:
        assert isinstance(found, ReceiptCode | Folio)


@given(st.text(alphabet=ALPHABET + "oil ", max_size=CODE_CHARS))
def test_anything_after_the_prefix_is_read_or_refused(text: str) -> None:
    try:
        found = read_typed(PREFIX + text)
    except InvalidInput:
        return
    assert isinstance(found, ReceiptCode)
    assert not judge(found, [KEY], verifies).verdict.genuine


def test_a_reader_that_types_like_a_keyboard_may_do_it_in_its_own_way() -> None:
    code = signed(sample())
    grouped = "-".join(code[at : at + 8] for at in range(0, len(code), 8))
    resembling = code[:3] + code[3:].replace("0", "o").replace("1", "l")
    for typed in (
        code.lower(),
        f"  {code}\r\n",
        grouped,
        grouped.replace("-", "'"),
        resembling,
        f"\ufeff{code}",
    ):
        assert verdict(typed) is Verdict.GENUINE


@pytest.mark.parametrize(
    "typed", ["01-02-26-00123-{}", "010226001 23{}", "01'02'26'00123'{}", "01—02—26—00123—{}"]
)
def test_the_number_is_read_with_any_dashes(typed: str) -> None:
    assert read_typed(typed.format(str(FOLIO)[-2:])) == FOLIO


def test_an_error_in_dictation_is_caught() -> None:
    wrong = str(FOLIO).replace("00123", "00132")
    with pytest.raises(InvalidInput, match="dígito equivocado"):
        read_typed(wrong)


@pytest.mark.parametrize(
    "typed", ["", "   ", "hola", "https://example.org/x", "VNT1", "VNT1ABC", "🙂", "9" * 3_000]
)
def test_what_is_neither_code_nor_number_is_said_so(typed: str) -> None:
    with pytest.raises(UnreadableReceipt):
        read_typed(typed)


def test_a_code_of_a_later_version_asks_for_an_update() -> None:
    with pytest.raises(UnreadableReceipt, match="versión más nueva"):
        read_typed(signed(sample()).replace("VNT1", "VNT2", 1))


@given(any_text, any_text)
def test_words_are_bound_without_being_carried(one: str, other: str) -> None:
    assert len(asked_hash(FOLIO, one)) == len(name_hash(FOLIO, other)) == 5
    assert name_hash(FOLIO, one) == name_hash(FOLIO, one)


def test_words_are_compared_as_people_copy_them() -> None:
    name = "María Ñahui-Quispe, viuda de Peña"
    assert name_hash(FOLIO, "MARIA  nahui quispe viuda de pena ") == name_hash(FOLIO, name)
    assert name_hash(FOLIO, "María Ñahui") != name_hash(FOLIO, name)
    assert name_hash(FOLIO, name) != asked_hash(FOLIO, name)
    assert name_hash(FOLIO, name) != name_hash(Folio(1, 2, 26, 124), name)
    assert name_hash(FOLIO, "") == bytes(5) != name_hash(FOLIO, "🙂")


# What a signature is worth.


def test_a_key_that_nobody_vouched_for_is_unknown() -> None:
    assert verdict(signed(sample(), bytes(32))) is Verdict.ALTERED
    stranger = sample(key=key_reference(DESK, public_key(bytes(32))))
    assert verdict(signed(stranger, bytes(32))) is Verdict.UNKNOWN_DESK


def test_a_signature_for_another_purpose_does_not_pass() -> None:
    packed = sample().pack()
    code = write_code(packed, sign(SEED, packed))
    assert verdict(code) is Verdict.ALTERED


@pytest.mark.parametrize(
    ("seq", "found"),
    [(76, Verdict.REVOKED_BEFORE), (77, Verdict.REVOKED_BEFORE), (78, Verdict.REVOKED_AFTER)],
)
def test_a_revoked_desk_counts_up_to_its_cut(seq: int, found: Verdict) -> None:
    revoked = DeskKey(DESK, "Ventanilla 1", PUBLIC, current=False, cuts={f"{DESK}-{b'stream'.hex()}": 77})
    assert verdict(signed(sample(seq=seq)), revoked) is found
    assert verdict(signed(sample(seq=1, stream=b"others")), revoked) is Verdict.REVOKED_AFTER


def test_only_the_record_confirms_a_revoked_desk() -> None:
    revoked = DeskKey(DESK, "Ventanilla 1", PUBLIC, current=False, cuts={f"{DESK}-{b'stream'.hex()}": 77})
    said = signed(sample())
    assert verdict(said, revoked, recorded=lambda _key: True) is Verdict.REVOKED_CONFIRMED
    assert not verdict(said, revoked).genuine
    assert verdict(signed(sample(seq=78)), revoked, recorded=lambda _key: True) is Verdict.REVOKED_AFTER


def test_a_stream_or_a_key_of_before_is_said_so() -> None:
    said = signed(sample())
    stream = f"{DESK}-{b'stream'.hex()}"
    assert verdict(said, superseded=lambda name: name == stream) is Verdict.EARLIER
    assert verdict(said, superseded=lambda name: name != stream) is Verdict.GENUINE
    former = DeskKey(DESK, "Ventanilla 1", PUBLIC, current=False)
    assert verdict(said, former) is Verdict.EARLIER


def test_facts_without_room_are_refused() -> None:
    for wrong in (sample(folio=Folio(100, 1, 26, 1)), sample(folio=Folio(1, 1, 26, 10**7)), sample(key=b"")):
        with pytest.raises(ValueError, match=r"number|length"):
            wrong.pack()
    with pytest.raises(OverflowError):
        sample(moment=2**32).pack()
    with pytest.raises(ValueError, match="length"):
        write_code(sample().pack(), b"")
