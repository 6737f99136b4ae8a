"""The document of somebody with a long history: its length decides how long it takes, not the square of that."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.platypus import Paragraph

from desktop_app.domain.person_record import PersonRecord, RecordedContact, RecordedPerson
from desktop_app.reports.pdf.person import render_person
from desktop_app.system.progress import Cancelled

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PERSON = RecordedPerson("X", "Rosa", "DNI", "45678912", "", "", "", None)


def record(count: int, text: str = "Se le avisó que la obra sigue.") -> PersonRecord:
    contacts = tuple(
        RecordedContact(
            NOW + timedelta(hours=at), "01", "Teléfono", reached=True, text=f"{at} {text}", by="Ana"
        )
        for at in range(count)
    )
    return PersonRecord(
        "Municipalidad", "Sede", NOW, "Marta", "", "", PERSON, (), (), (), contacts, (), ()
    )  # fmt: skip


def test_a_row_is_laid_out_as_often_in_a_long_list_as_in_a_short_one(monkeypatch: pytest.MonkeyPatch):
    wrapped: Counter[int] = Counter()
    real = Paragraph.wrap

    def wrap(paragraph, *room):
        wrapped[id(paragraph)] += 1
        return real(paragraph, *room)

    monkeypatch.setattr(Paragraph, "wrap", wrap)
    render_person(record(600))
    heads = {each for each, times in wrapped.items() if times > 4}
    assert len(heads) <= 4  # a head stands on every page


@pytest.mark.parametrize("text", ["Se le avisó.", "Largo. " * 12, "Muy largo. " * 900])
def test_every_contact_stands_there_once_under_a_head(text: str):
    pages = [page.extract_text() for page in PdfReader(BytesIO(render_person(record(90, text)))).pages]
    whole = "\n".join(pages)
    for at in range(90):
        assert whole.count(f"\n{at} {text[:8]}") == 1
    assert len(pages) > 2
    assert all("Qué se le dijo" in page for page in pages)


def test_it_stops_where_somebody_asks():
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_person(record(300), check=check)
