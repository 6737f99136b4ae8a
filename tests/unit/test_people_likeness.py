"""What makes two records look like one person, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.duplicates import TEXTS, Person, Reason, compare, find, like_names, one_slip, order

ROSA = {"name": "Rosa Quispe Mamani", "document_type": "dni", "document": "45678912", "phone": "987 654 321"}


def reasons(one: dict[str, str], other: dict[str, str]) -> tuple[Reason, ...]:
    pair = compare(Person(b"a", **one), Person(b"b", **other))
    return pair.reasons if pair is not None else ()


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"name": "Otra Persona", "document": "45.678.912"}, (Reason.DOCUMENT,)),
        ({"name": "Otra Persona", "document": "45678912", "document_type": "ruc"}, ()),
        ({"name": "rosa  QUÍSPE mamani", "document": "45678921"}, (Reason.DOCUMENT_SLIP,)),
        ({"name": "Rosa Quispe Mamani", "document": "45678913"}, (Reason.DOCUMENT_SLIP,)),
        ({"name": "Rosa Quispe Mamani", "document": "4567891"}, (Reason.DOCUMENT_SLIP,)),
        ({"name": "Rosa Quispe Mamani", "document": "11111111", "phone": "987654321"}, ()),
        ({"name": "Rosa Quispe Mamani", "phone": "+51 987654321"}, (Reason.PHONE_AND_NAME,)),
        ({"name": "Rosa Quispe", "phone": "987-654-321"}, (Reason.PHONE_AND_LIKE_NAME,)),
        ({"name": "R. Quispe Mamani", "phone": "987654321"}, (Reason.PHONE_AND_LIKE_NAME,)),
        ({"name": "Rosa Quispe Mamanni", "phone": "987654321"}, (Reason.PHONE_AND_LIKE_NAME,)),
        ({"name": "Juan Quispe Mamani", "phone": "987654321"}, ()),
        ({"name": "Rosa", "phone": "987654321"}, ()),
        ({"name": "Rosa Quispe", "phone": "123"}, ()),
        ({"name": "Quispe Mamani Rosa"}, (Reason.REORDERED_NAME,)),
        ({"name": "Quispe Mamani Rosa", "document": "99999999"}, ()),
        ({"name": "Rosa Mamani Quispe"}, ()),
        ({"name": "Rosa Mamani Quispe", "phone": "987654321"}, (Reason.PHONE_AND_NAME,)),
        ({"name": "Rosa Quispe Mamani"}, ()),
        ({"name": ""}, ()),
    ],
)
def test_what_speaks_for_one_person(other: dict[str, str], expected: tuple[Reason, ...]) -> None:
    found = reasons(ROSA, other)
    assert found == expected
    assert reasons(other, ROSA) == expected


def test_an_address_or_a_mail_needs_the_name() -> None:
    one = {"name": "Luz Ríos Paz", "email": "Luz@correo.pe", "address": "Av. Grau 12"}
    assert reasons(one, {"name": "LUZ RIOS PAZ", "email": "luz@correo.pe", "address": "av grau 12"}) == (
        Reason.EMAIL_AND_NAME,
        Reason.ADDRESS_AND_NAME,
    )
    assert reasons(one, {"name": "Luz Ríos", "email": "luz@correo.pe"}) == (Reason.EMAIL_AND_LIKE_NAME,)
    assert reasons(one, {"name": "Luz Ríos", "address": "Av. Grau 12"}) == ()
    assert reasons(one, {"name": "Ana Paz", "email": "luz@correo.pe"}) == ()


def test_nobody_knows_anything_of_two_empty_records() -> None:
    assert find([Person(b"a"), Person(b"b"), Person(b"c", name="🙂"), Person(b"d", name="\u202e")]) == []


def test_the_strongest_reason_comes_first() -> None:
    people = [
        Person(b"1", "Rosa Quispe Mamani", phone="987654321"),
        Person(b"2", "Quispe Mamani Rosa"),
        Person(b"3", "Ana Paz", "dni", "45678912"),
        Person(b"4", "Ana Paz Ríos", "dni", "45678912", "987654321"),
        Person(b"5", "Rosa Quispe", phone="987654321"),
    ]
    assert [(pair.one, pair.other, pair.reasons[0]) for pair in find(people)] == [
        (b"3", b"4", Reason.DOCUMENT),
        (b"1", b"5", Reason.PHONE_AND_LIKE_NAME),
        (b"1", b"2", Reason.REORDERED_NAME),
    ]
    assert set(TEXTS) == set(Reason)


def test_a_telephone_of_a_crowd_is_nobodys_own() -> None:
    crowd = [Person(bytes([n]), f"Vecino {chr(65 + n)}xxxx Díaz", phone="900000000") for n in range(20)]
    crowd.append(Person(b"z", "Vecino Axxxx Díaz", phone="900 000 000"))
    assert [(pair.one, pair.other) for pair in find(crowd)] == [(b"\x00", b"z")]


def test_a_slip_is_found_among_very_many_namesakes() -> None:
    people = [Person(bytes([n]), "Juan Pérez", "dni", f"{n:04}{n * 7919:08}"[-8:]) for n in range(60)]
    people.append(Person(b"zz", "Juan Pérez", "dni", (people[3].document or "")[:7] + "x".upper()))
    assert (b"\x03", b"zz") in [(pair.one, pair.other) for pair in find(people)]


WORDS = st.sampled_from(
    ["Rosa", "Roosa", "Quispe", "Quispé", "Mamani", "Juan", "R", "Núñez", "🙂", "\u202eبت"]
)
NAMES = st.one_of(st.just(""), st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.text(max_size=12))
DIGITS = st.one_of(
    st.none(),
    st.sampled_from(
        ["45678912", "45678921", "4567891", "45678913", "987654321", "0987654321", "51987654321"]
    ),
    st.text("0123456789 -", max_size=10),
)
PERSONS = st.builds(
    Person,
    key=st.binary(min_size=4, max_size=4),
    name=NAMES,
    document_type=st.sampled_from([None, "dni", "ce"]),
    document=DIGITS,
    phone=DIGITS,
    email=st.sampled_from([None, "a@b.pe", "A@b.pe ", "c@d.pe"]),
    address=st.sampled_from([None, "Av. Grau 12", "av grau 12", ""]),
)
CROWDLESS = st.lists(PERSONS, max_size=8, unique_by=lambda person: person.key)


@given(PERSONS, PERSONS)
def test_the_order_of_two_makes_no_difference(one: Person, other: Person) -> None:
    assert compare(one, other) == compare(other, one)
    assert compare(one, one) is None


@settings(max_examples=300)
@given(CROWDLESS, st.randoms())
def test_everything_that_compares_is_found_whatever_the_order(people: list[Person], chance: object) -> None:
    every = [compare(one, other) for at, one in enumerate(people) for other in people[at + 1 :]]
    expected = sorted((pair for pair in every if pair is not None), key=order)
    assert find(people) == expected
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find(shuffled) == expected
    assert all(pair.one < pair.other for pair in expected)


@given(st.text("0123456789", min_size=2, max_size=9), st.data())
def test_one_slip_of_the_hand_is_seen(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    for other in (text[:at] + text[at + 1 :], text[:at] + "x" + text[at:], text[:at] + "x" + text[at + 1 :]):
        assert one_slip(text, other)
        assert one_slip(other, text)
    assert not one_slip(text, text)
    assert not one_slip(text, text + "xx")


@given(NAMES, NAMES)
def test_like_names_are_symmetric(one: str, other: str) -> None:
    assert like_names(one, other) == like_names(other, one)
