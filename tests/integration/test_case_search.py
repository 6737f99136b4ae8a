"""Cases found by what people read out: the printed number, whole or begun, with or without dashes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import Office, make_office

from desktop_app.domain.values import Channel
from desktop_app.services import case_lists, cases
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import CitizenForm


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made: Office = make_office(Path(tmp_path_factory.mktemp("office")) / "data")
    for number in range(12):
        made.clock.advance(minutes=1)
        citizen = CitizenForm(f"Ciudadano {number}", document=f"4567{number:04d}")
        cases.open_case(made.clerk, cases.CaseForm("Ruido", "denuncia", Channel.PHONE, citizen=citizen))
    yield made
    made.installation.close()


def found(office: Office, typed: str) -> list[str]:
    query = CaseQuery(view="all", text=typed)
    return [line.number for line in case_lists.page(office.clerk, query, 0, 50)]


def every(office: Office) -> list[str]:
    return [line.number for line in case_lists.page(office.clerk, CaseQuery(view="all"), 0, 50)]


def test_a_number_is_found_however_much_of_it_is_typed(office: Office) -> None:
    for number in every(office):
        digits = number.replace("-", "")
        for length in range(4, len(digits) + 1):
            assert number in found(office, digits[:length]), digits[:length]
        assert found(office, number) == [number]
        assert found(office, digits) == [number]
        assert number in found(office, number[:-3])
        assert found(office, f" {number.replace('-', ' ')} ") == [number]


def test_the_middle_of_a_number_is_found_as_printed(office: Office) -> None:
    number = every(office)[0]
    assert number in found(office, number.split("-")[3])


def test_digits_find_documents_as_well(office: Office) -> None:
    assert len(found(office, "45670003")) == 1
    assert len(found(office, "4567")) == 12


@pytest.mark.parametrize("typed", ["9901", "99-01-26-00001", "010126000019999", "0101260000x", "0" * 40])
def test_other_digits_find_nothing(office: Office, typed: str) -> None:
    assert found(office, typed) == []


@pytest.mark.parametrize("view", ["all", "open", "unassigned", "closed"])
@pytest.mark.parametrize("typed", ["ruido", "ciudadano 1", "4567", "0101", "nada"])
def test_many_hits_and_few_are_read_differently_and_found_the_same(
    office: Office, view: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = CaseQuery(view=view, text=typed)
    answers = []
    for crowd in (1, 1_000_000):
        monkeypatch.setattr("desktop_app.storage.queries.cases.CROWD", crowd)
        lines = case_lists.page(office.clerk, query, 0, 50)
        answers.append((case_lists.count(office.clerk, query), [line.number for line in lines]))
    assert answers[0] == answers[1]
    assert answers[0][0] == len(answers[0][1])
