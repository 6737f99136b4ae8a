"""Handing over a shift: whose cases, to whom, in one act, taken back as one, received by who received it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import Office, attention, make_office, opening
from tables import projections, refold

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.timeline_words import step_words
from desktop_app.domain.values import CaseState, CriticalCriterion, ReferralState, Result, Role
from desktop_app.services import alerts, case_lists, cases, directory, reception, referrals, shifts
from desktop_app.services.shifts import ShiftForm


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    ctx = made.console
    user = next(each for each in directory.users(ctx) if each.login == "official")
    directory.save_user(ctx, user.login, user.name, user.roles, official=made.official, user=user.id)
    directory.save_user(ctx, "julia", "Julia Arias", frozenset({Role.OFFICIAL}), official=made.chief)
    yield made
    made.installation.close()


def cases_of(office: Office, count: int = 3) -> list[bytes]:
    made = []
    for _ in range(count):
        case = reception.register_attention(office.clerk, opening(office)).case
        cases.assign_case(office.console, case, office.unit, office.official)
        made.append(case)
        office.clock.advance(minutes=1)
    return made


def responsible(office: Office, case: bytes) -> str:
    return case_lists.detail(office.console, case).line.responsible


def test_what_is_left_open_is_told_by_urgency(office: Office) -> None:
    first, second = cases_of(office, 2)
    critical = opening(office, result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK)
    pressing = reception.register_attention(office.clerk, critical).case
    cases.assign_case(office.console, pressing, office.unit, office.official)
    closed = cases_of(office, 1)[0]
    cases.move_case(office.console, closed, CaseState.VOIDED, reason="Repetido")
    work = shifts.open_work(office.as_user("official"))
    assert [line.id for line in work.cases] == [pressing, first, second]


def test_hand_overs_without_an_answer_are_told_and_go_along(office: Office) -> None:
    cases_of(office, 1)
    referral = {"result": Result.REFERRED, "unit": office.unit, "official": office.chief}
    sent = reception.register_attention(office.as_user("supervisor"), attention(office, **referral))
    answered = reception.register_attention(office.as_user("supervisor"), attention(office, **referral))
    referrals.answer(office.as_user("julia"), answered.referral, ReferralState.ACCEPTED)
    work = shifts.open_work(office.as_user("supervisor"))
    assert [row.number for row in work.referrals] == [sent.number]


def test_own_cases_go_to_a_colleague_in_one_act_without_any_permission(office: Office) -> None:
    made = cases_of(office)
    official = office.as_user("official")
    before = office.console.store.row("SELECT count(*) FROM op")
    saved = shifts.hand_over(official, ShiftForm(dict.fromkeys(made, office.chief), "Falta llamar al 2.º"))
    assert (saved.cases, saved.receivers) == (3, ("Julia Arias Peña",))
    assert office.console.store.row("SELECT count(*) FROM op")[0] - before[0] == 4
    assert {responsible(office, case) for case in made} == {"Julia Arias Peña"}
    last = case_lists.detail(office.console, made[0]).timeline[-1]
    assert (last.kind, last.facts["cause"], last.text) == ("assign", "shift", "Falta llamar al 2.º")
    assert step_words(last.kind, last.facts) == "Entregado con el turno"
    assert shifts.open_work(official).cases == ()


def test_each_case_may_go_to_somebody_else_and_what_nobody_takes_stays(office: Office) -> None:
    third = directory.save_official(office.console, "Nora Paz", office.unit).id
    made = cases_of(office)
    form = ShiftForm({made[0]: office.chief, made[1]: third})
    saved = shifts.hand_over(office.as_user("official"), form)
    assert len(saved.shifts) == 2
    assert [responsible(office, case) for case in made] == ["Julia Arias Peña", "Nora Paz", "Martín Núñez"]


def test_the_receiver_is_told_until_they_say_that_they_have_it(office: Office) -> None:
    made = cases_of(office)
    shifts.hand_over(office.as_user("official"), ShiftForm(dict.fromkeys(made, office.chief), "Ojo"))
    julia = office.as_user("julia")
    (told,) = shifts.received(julia)
    assert (told.sender, told.note, [each.id for each in told.cases]) == ("Official", "Ojo", made)
    assert alerts.read_alerts(julia, julia.now()).shifts == (told,)
    assert shifts.received(office.as_user("official")) == ()
    with pytest.raises(NotAllowed, match="quien lo recibió"):
        shifts.acknowledge(office.as_user("official"), told.id)
    shifts.acknowledge(julia, told.id)
    assert shifts.received(julia) == ()


def test_it_is_taken_back_as_one_act_and_everything_is_as_before(office: Office) -> None:
    made = cases_of(office)
    official = office.as_user("official")
    unassigned = reception.register_attention(office.clerk, opening(office)).case
    saved = shifts.hand_over(official, ShiftForm(dict.fromkeys(made, office.chief)))
    shifts.undo_shift(official, saved.shifts)
    assert {responsible(office, case) for case in made} == {"Martín Núñez"}
    assert responsible(office, unassigned) == ""
    assert shifts.received(office.as_user("julia")) == ()
    with pytest.raises(ForbiddenTransition, match="ya se había deshecho"):
        shifts.undo_shift(official, saved.shifts)


def test_a_case_that_nobody_had_is_nobodys_again(office: Office) -> None:
    supervisor = office.as_user("supervisor")
    case = reception.register_attention(supervisor, opening(office, unit=None)).case
    saved = shifts.hand_over(supervisor, ShiftForm({case: office.official}))
    assert responsible(office, case) == "Martín Núñez"
    shifts.undo_shift(supervisor, saved.shifts)
    line = case_lists.detail(office.console, case).line
    assert (line.responsible, line.unit) == ("", "")


def test_what_was_received_or_went_on_is_not_taken_back(office: Office) -> None:
    made = cases_of(office)
    official, julia = office.as_user("official"), office.as_user("julia")
    taken = shifts.hand_over(official, ShiftForm({made[0]: office.chief}))
    shifts.acknowledge(julia, taken.shifts[0])
    with pytest.raises(ForbiddenTransition, match="ya fue recibido"):
        shifts.undo_shift(official, taken.shifts)
    gone = shifts.hand_over(official, ShiftForm({made[1]: office.chief, made[2]: office.chief}))
    third = directory.save_official(office.console, "Nora Paz", office.unit).id
    cases.assign_case(office.console, made[2], office.unit, third)
    with pytest.raises(ForbiddenTransition, match="Alguien ya siguió"):
        shifts.undo_shift(official, gone.shifts)
    assert responsible(office, made[1]) == "Julia Arias Peña"
    with pytest.raises(NotAllowed):
        shifts.undo_shift(julia, gone.shifts)


def test_a_shift_on_which_the_receiver_has_worked_is_not_taken_back(office: Office) -> None:
    made = cases_of(office)
    official, julia = office.as_user("official"), office.as_user("julia")
    saved = shifts.hand_over(official, ShiftForm({made[0]: office.chief}))
    cases.add_note(julia, made[0], "Llamé al contratista")
    with pytest.raises(ForbiddenTransition, match="Alguien ya siguió"):
        shifts.undo_shift(official, saved.shifts)
    assert responsible(office, made[0]) == "Julia Arias Peña"


def test_only_own_cases_and_only_to_the_own_unit(office: Office) -> None:
    made = cases_of(office)
    other = directory.save_unit(office.console, "Parques").id
    stranger = directory.save_official(office.console, "Óscar Vera", other).id
    official = office.as_user("official")
    with pytest.raises(NotAllowed, match="misma unidad"):
        shifts.hand_over(official, ShiftForm({made[0]: stranger}))
    with pytest.raises(NotAllowed, match="casos propios"):
        shifts.hand_over(office.as_user("julia"), ShiftForm({made[0]: office.official}))
    with pytest.raises(InvalidInput) as refused:
        shifts.hand_over(official, ShiftForm({}))
    assert refused.value.field == "receiver"
    assert {responsible(office, case) for case in made} == {"Martín Núñez"}
    assert [each.name for each in shifts.colleagues(official)] == ["Julia Arias Peña"]
    assert "Óscar Vera" in [each.name for each in shifts.colleagues(office.as_user("supervisor"))]


def test_one_wrong_line_leaves_all_where_it_was(office: Office) -> None:
    made = cases_of(office)
    stranger = directory.save_official(
        office.console, "Óscar Vera", directory.save_unit(office.console, "X").id
    ).id
    with pytest.raises(NotAllowed):
        shifts.hand_over(office.as_user("official"), ShiftForm({made[0]: office.chief, made[1]: stranger}))
    assert {responsible(office, case) for case in made} == {"Martín Núñez"}
    assert shifts.received(office.as_user("julia")) == ()


def test_the_state_is_a_fold_of_its_operations(office: Office) -> None:
    made = cases_of(office)
    saved = shifts.hand_over(office.as_user("official"), ShiftForm(dict.fromkeys(made, office.chief), "Nota"))
    shifts.undo_shift(office.as_user("official"), saved.shifts)
    before = projections(office.console.store)
    refold(office.console.store)
    assert projections(office.console.store) == before


def test_what_a_faulty_desk_wrote_into_a_shift_shows_what_can_be_read(office: Office) -> None:
    (case,) = cases_of(office, 1)
    saved = shifts.hand_over(office.as_user("official"), ShiftForm({case: office.chief}))
    from desktop_app.services.writing import update

    with office.console.store.transaction() as transaction:
        wrong = {"cases": [["no id", 1, 2], 7, None, ["x"]], "referrals": [3, "01-01-26-00001-11"]}
        update(office.console, transaction, "shift", saved.shifts[0], wrong)
    (told,) = shifts.received(office.as_user("julia"))
    assert (told.cases, told.referrals) == ((), ("01-01-26-00001-11",))
