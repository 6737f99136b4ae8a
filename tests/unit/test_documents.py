"""Identity documents: normalised, warned about, never refused."""

from __future__ import annotations

import pytest

from desktop_app.domain.documents import check_document, normalise_document
from desktop_app.system.profiles import load_profile


@pytest.mark.parametrize(
    ("country", "kind", "text", "number"),
    [
        ("pe", "dni", " 10 117 410 ", "10117410"),
        ("pe", "dni", "10117410-2", "10117410"),
        ("pe", "dni", "10117410g", "10117410"),
        ("pe", "ruc", "20512333797", "20512333797"),
        ("pe", "ce", "000123456", "000123456"),
        ("pe", "ce", "001234567890", "001234567890"),
        ("pe", "pasaporte", "ab-123.456", "AB123456"),
        ("pe", "otro", "¿?", "¿?"),
        ("cr", "cedula", "1-0613-0584", "106130584"),
        ("cr", "cedula", "1-613-584", "106130584"),
        ("cr", "cedula", "01-0613-0584", "106130584"),
        ("cr", "cedula", "0701610395", "701610395"),
        ("cr", "dimex", "155812994816", "155812994816"),
        ("cr", "cedula_juridica", "3-101-999999", "3101999999"),
        ("pe", "dni", "  ", ""),
    ],
)
def test_good_numbers_are_normalised_without_a_warning(country, kind, text, number):
    found = check_document(load_profile(country).document_types[kind], text)
    assert (found.normalised, found.warning) == (number, "")
    assert not found.is_odd


@pytest.mark.parametrize(
    ("country", "kind", "text", "number", "warning"),
    [
        ("pe", "dni", "1234567", "1234567", "Revise el documento: DNI tiene 8 cifras y se escribieron 7."),
        ("pe", "dni", "1234567X", "1234567X", "Revise el documento: DNI solo lleva cifras."),
        ("pe", "dni", "10117410-3", "101174103", "Revise el documento: el número no corresponde a DNI."),
        ("pe", "ruc", "20512333798", "20512333798", "Revise el documento: el número no corresponde a RUC."),
        (
            "pe",
            "ruc",
            "2051233379",
            "2051233379",
            "Revise el documento: RUC tiene 11 cifras y se escribieron 10.",
        ),
        (
            "pe",
            "ce",
            "12345678",
            "12345678",
            "Revise el documento: Carné de extranjería tiene de 9 a 12 cifras y se escribieron 8.",
        ),
        ("pe", "pasaporte", "AB#1", "AB#1", "Revise el documento: solo lleva letras y cifras."),
        (
            "cr",
            "cedula",
            "12345678",
            "12345678",
            "Revise el documento: Cédula tiene 9 cifras y se escribieron 8.",
        ),
        (
            "cr",
            "dimex",
            "255812994816",
            "255812994816",
            "Revise el documento: el número no corresponde a DIMEX.",
        ),
        (
            "cr",
            "dimex",
            "1558129948",
            "1558129948",
            "Revise el documento: DIMEX tiene 11 o 12 cifras y se escribieron 10.",
        ),
        (
            "cr",
            "cedula_juridica",
            "9101999999",
            "9101999999",
            "Revise el documento: el número no corresponde a Cédula jurídica.",
        ),
        ("pe", "dni", "१२३४५६७८", "१२३४५६७८", "Revise el documento: DNI solo lleva cifras."),
    ],
)
def test_odd_numbers_are_kept_and_warned_about(country, kind, text, number, warning):
    found = check_document(load_profile(country).document_types[kind], text)
    assert (found.normalised, found.warning) == (number, warning)
    assert found.is_odd


def test_normalising_twice_changes_nothing():
    for validator in ("cr_cedula", "digits"):
        once = normalise_document(" 1-0613.0584/ ", validator)
        assert normalise_document(once, validator) == once == "106130584"
