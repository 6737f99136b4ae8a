"""Many cases given to somebody at once, what is refused, and taking it back."""

from __future__ import annotations

import pytest
from municipality import make_office

from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.domain.ids import new_ulid
from desktop_app.domain.values import CaseState, Channel
from desktop_app.services import case_handing, case_lists, cases, directory
from desktop_app.services.case_lists import CaseQuery
from desktop_app.system.progress import CancelToken


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def _open(office, count, **more):
    form = cases.CaseForm("Ruido", "denuncia", Channel.PHONE, **more)
    return [cases.open_case(office.console, form).id for _ in range(count)]


def _who(office):
    lines = case_lists.page(office.clerk, CaseQuery("all"), 0, 500)
    return {line.id: (line.unit, line.responsible) for line in lines}


def test_cases_are_given_in_chunks_and_the_progress_is_told(office, monkeypatch):
    monkeypatch.setattr(case_handing, "CHUNK", 4)
    made = _open(office, 10)
    told = []
    handed = case_handing.assign_many(
        office.as_user("supervisor"), made, office.unit, office.official, lambda *done: told.append(done)
    )
    assert len(handed.given) == 10
    assert (handed.refused, handed.left, handed.changes) == ((), 0, frozenset({"case"}))
    assert told == [(4, 10), (8, 10), (10, 10)]
    assert set(_who(office).values()) == {("Vías", "Martín Núñez")}


def test_what_cannot_be_given_is_told_and_stops_nothing(office):
    made = _open(office, 4)
    cases.move_case(office.console, made[0], CaseState.VOIDED, reason="x")
    cases.assign_case(office.console, made[1], office.unit, office.chief)
    handed = case_handing.assign_many(
        office.as_user("supervisor"), [*made, new_ulid(1), made[3]], office.unit, office.chief
    )
    assert [each.case for each in handed.given] == made[2:]
    assert [each.why for each in handed.refused] == [
        "ya está cerrado", "ya lo tiene a cargo", "Ese caso no está en los datos de este equipo.",
    ]  # fmt: skip
    assert all(each.number for each in handed.refused[:2])
    assert handed.reasons()[0][1] == 1


def test_taking_back_restores_who_had_them_but_not_over_somebodys_work(office):
    ctx = office.as_user("supervisor")
    made = [*_open(office, 2), *_open(office, 2, unit=office.unit, responsible=office.chief)]
    before = _who(office)
    handed = case_handing.assign_many(ctx, made, office.unit, office.official)
    cases.add_note(office.console, made[0], "Ya lo llamé")
    back = case_handing.take_back(ctx, handed)
    assert [each.case for each in back.given] == made[1:]
    assert [each.why for each in back.refused] == ["alguien ya siguió con él"]
    after = _who(office)
    assert after[made[0]] == ("Vías", "Martín Núñez")
    assert {case: after[case] for case in made[1:]} == {case: before[case] for case in made[1:]}


def test_stopping_keeps_what_was_given(office, monkeypatch):
    monkeypatch.setattr(case_handing, "CHUNK", 2)
    made = _open(office, 6)
    token = CancelToken()

    def progress(done, _total):
        if done == 4:
            token.cancel()

    handed = case_handing.assign_many(office.as_user("supervisor"), made, office.unit, None, progress, token)
    assert (len(handed.given), handed.left) == (4, 2)
    assert sum(unit == "Vías" for unit, _ in _who(office).values()) == 4


@pytest.mark.parametrize("login", ["clerk", "official", "administrator"])
def test_only_who_may_assign_gives_cases_away(office, login):
    made = _open(office, 1)
    with pytest.raises(NotAllowed):
        case_handing.assign_many(office.as_user(login), made, office.unit)
    with pytest.raises(NotAllowed):
        case_handing.take_back(office.as_user(login), case_handing.Handed((), ()))
    assert _who(office)[made[0]] == ("", "")


def test_nobody_to_give_to_and_too_many_are_refused(office, monkeypatch):
    ctx = office.as_user("supervisor")
    with pytest.raises(InvalidInput, match="quién recibe"):
        case_handing.assign_many(ctx, _open(office, 1), None)
    gone = directory.save_official(office.console, "Ya Se Fue", office.unit).id
    directory.save_official(office.console, "Ya Se Fue", office.unit, official=gone, active=False)
    with pytest.raises(InvalidInput, match="ya no figura en el directorio"):
        case_handing.assign_many(ctx, _open(office, 1), office.unit, gone)
    monkeypatch.setattr(case_handing, "MOST", 2)
    with pytest.raises(InvalidInput, match="hasta 2 casos"):
        case_handing.assign_many(ctx, _open(office, 3), office.unit)
