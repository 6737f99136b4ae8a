"""The slip that the citizen carries: what it says, what it never says, one page however long the names are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from municipality import MARIA, Office, attention, make_office

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import ReferralState, Result, ReturnReason
from desktop_app.services import directory, reception, referrals, slips
from desktop_app.services.referrals import ReferralForm

LONG = "Reparación de la vereda y del sardinel frente a la institución educativa n.º 1024 Los Próceres, " * 6


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


def sent(office: Office, **changes: object) -> bytes:
    values: dict[str, object] = {
        "result": Result.REFERRED, "topic": office.pothole, "query_type": "denuncia", "unit": office.unit,
        "citizen": MARIA, "official": office.official, "detail": "Frente al colegio",
    }  # fmt: skip
    referral = reception.register_attention(office.clerk, attention(office, **(values | changes))).referral
    assert referral is not None
    return referral


def read(data: bytes) -> tuple[str, int, tuple[float, float]]:
    document = pypdfium2.PdfDocument(data)
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    size = document[0].get_size()
    pages = len(document)
    document.close()
    return words, pages, size


@pytest.mark.parametrize("paper", slips.PAPERS)
def test_it_says_whom_to_ask_for_where_and_the_need_and_no_document(office: Office, paper: str) -> None:
    slip = slips.issue(office.clerk, sent(office), paper)
    words, pages, size = read(slip.data)
    assert pages == 1
    assert size[0] == pytest.approx(226.995 if paper == "roll" else 297.6, abs=1)
    assert "Pregunte por Martín Núñez Unidad Vías Lugar Piso 2" in words
    assert "Necesidad Bache o calle dañada: Frente al colegio" in words
    assert slip.number in words
    assert "lun 05/10/2026 10:00" in words
    for secret in (MARIA.document, MARIA.name, "999 111 222", "Le atenderá", "Ya conoce"):
        assert secret is not None
        assert secret not in words


@pytest.mark.parametrize("paper", slips.PAPERS)
def test_it_claims_only_what_has_happened(office: Office, paper: str) -> None:
    referral = sent(office)
    referrals.answer(office.clerk, referral, ReferralState.NO_ANSWER)
    words, _, _ = read(slips.issue(office.clerk, referral, paper).data)
    assert "Pregunte por Martín Núñez" in words
    assert "no respondió: si no le encuentra, vuelva a ventanilla" in words
    referrals.answer(office.clerk, referral, ReferralState.CONFIRMED_BY_PHONE)
    words, _, _ = read(slips.issue(office.clerk, referral, paper).data)
    assert "Le atenderá Martín Núñez" in words
    assert "Ya conoce su necesidad" in words


def test_nobody_is_sent_where_the_need_is_no_longer(office: Office) -> None:
    referral = sent(office)
    referrals.answer(office.console, referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    with pytest.raises(InvalidInput, match="entregue el papel de la que la sigue"):
        slips.issue(office.clerk, referral)
    again = referrals.refer(office.clerk, ReferralForm(office.unit, "Hueco", office.chief, previous=referral))
    words, _, _ = read(slips.issue(office.clerk, again.id).data)
    assert "Julia Arias Peña" in words
    silent = sent(office)
    referrals.answer(office.clerk, silent, ReferralState.NO_ANSWER)
    referrals.refer(office.clerk, ReferralForm(office.unit, "Hueco", previous=silent))
    with pytest.raises(InvalidInput):
        slips.issue(office.clerk, silent)


@pytest.mark.parametrize("paper", slips.PAPERS)
def test_long_names_and_needs_stay_on_one_page(office: Office, paper: str) -> None:
    unit = directory.save_unit(
        office.console,
        "Subgerencia de Mantenimiento de Infraestructura Vial, Pistas, Veredas y Áreas Comunes del Distrito",
        place="Palacio municipal, edificio anexo B, segundo piso, oficina 203, al fondo del pasillo a la derecha",
    ).id
    official = directory.save_official(
        office.console, "María de los Ángeles Huamán Quispe-Ñahui de la Torre y Santisteban", unit
    ).id
    slip = slips.issue(
        office.clerk,
        sent(office, unit=unit, official=official, topic=None, subject=LONG[:150], detail=LONG),
        paper,
    )
    words, pages, _ = read(slip.data)
    assert pages == 1
    assert "Santisteban" in words
    assert "Áreas Comunes del Distrito" in words
    assert "…" in words
    assert "Muestre este papel" in words


def test_who_stands_in_is_named_with_the_unit_where_they_work(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas", place="Piso 1").id
    stranger = directory.save_official(office.console, "Rosa Díaz", other).id
    words, _, _ = read(slips.issue(office.clerk, sent(office, official=stranger)).data)
    assert "Rosa Díaz Unidad Rentas Lugar Piso 1" in words


def test_the_same_slip_is_the_same_bytes_and_markup_is_text(office: Office) -> None:
    referral = sent(office, topic=None, subject='<b>Bache</b> <img src="x"/>')
    first = slips.issue(office.clerk, referral)
    assert first.data == slips.issue(office.clerk, referral).data
    assert '<b>Bache</b> <img src="x"/>' in read(first.data)[0]
    assert slips.issue(office.clerk, referral, "carta").paper == "roll"
