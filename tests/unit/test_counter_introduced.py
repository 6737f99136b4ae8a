"""One line of a person: name, document, telephone and e-mail are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.introduced import Introduced, read_introduction
from desktop_app.system.profiles import available_profiles, load_profile

PERU, COSTA_RICA = load_profile("pe"), load_profile("cr")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Rosa Quispe", Introduced("Rosa Quispe")),
        ("45678912", Introduced("", "dni", "45678912")),
        ("45678912 Rosa Quispe", Introduced("Rosa Quispe", "dni", "45678912")),
        ("Rosa Quispe, DNI 45678912", Introduced("Rosa Quispe", "dni", "45678912")),
        ("Rosa 45678912 987654321", Introduced("Rosa", "dni", "45678912", "987654321")),
        ("987 654 321 Rosa", Introduced("Rosa", phone="987 654 321")),
        ("+51 987 654 321", Introduced(phone="+51 987 654 321")),
        ("Juan tel. 4567890", Introduced("Juan", phone="4567890")),
        ("20100070970 Ferretería El Sol SAC", Introduced("Ferretería El Sol SAC", "ruc", "20100070970")),
        ("000123456", Introduced("", "ce", "000123456")),
        ("pasaporte AB12345 John", Introduced("John", "pasaporte", "AB12345")),
        ("ana@x.pe Ana", Introduced("Ana", email="ana@x.pe")),
        ("Asociación 28 de Julio", Introduced("Asociación 28 de Julio")),
        ("I.E. 1024 Los Próceres", Introduced("I.E. 1024 Los Próceres")),
    ],
)
def test_what_a_person_in_peru_says(typed, told):
    assert read_introduction(typed, PERU) == told


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("DNI 4567891 Ana", "Revise el documento: DNI tiene 8 cifras y se escribieron 7."),
        ("20100070971 Ferretería", "Revise el documento: el número no corresponde a RUC."),
        ("45678912-K Ana", "Revise el documento: el número no corresponde a DNI."),
    ],
)
def test_a_slip_in_a_document_is_told_and_kept(typed, warning):
    told = read_introduction(typed, PERU)
    assert (told.warning, bool(told.document), bool(told.name)) == (warning, True, True)


def test_the_country_decides_what_a_number_is():
    assert read_introduction("87654321 Ana", COSTA_RICA) == Introduced("Ana", phone="87654321")
    assert read_introduction("1-0613-0584 Juan", COSTA_RICA) == Introduced("Juan", "cedula", "106130584")
    assert read_introduction("4567891", PERU).phone == "4567891"
    known = read_introduction("4567891", PERU, has_contact=True)
    assert (known.document_type, known.warning) == (
        "dni",
        "Revise el documento: DNI tiene 8 cifras y se escribieron 7.",
    )


@given(st.sampled_from(available_profiles()), st.text("aB1ñ9 -.+@()dni45678", max_size=60), st.booleans())
def test_every_text_is_read_and_nothing_of_it_is_lost(code, typed, has_contact):
    told = read_introduction(typed, load_profile(code), has_contact=has_contact)
    kept = "".join(part for part in (told.name, told.document, told.phone, told.email) if part)
    if told.document is None:
        assert sorted(filter(str.isdigit, kept)) == sorted(filter(str.isdigit, typed))
        assert told.warning == ""
    # Only a word that announces a number ("DNI") may go: the kind of document tells it.
    lost = sum(map(str.isalpha, typed)) - sum(map(str.isalpha, kept))
    assert lost <= (4 if told.document else 0)


@given(st.sampled_from(available_profiles()), st.text(max_size=450))
def test_any_text_at_all_is_answered(code, typed):
    assert read_introduction(typed, load_profile(code)).name is not None


def test_what_is_longer_than_a_line_is_taken_as_it_is():
    assert read_introduction("9" * 500, PERU) == Introduced("9" * 500)
