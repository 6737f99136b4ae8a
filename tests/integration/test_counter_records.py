"""What the counter records: who came, where, before their turn, with how many questions; and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from municipality import attention

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.preferential import UNSPECIFIED
from desktop_app.domain.values import (
    CaseState,
    CriticalCriterion,
    HoldReason,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import attentions, cases, citizens, reception, referrals, undo, voiding
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage import records


def take(office, **changes):
    return reception.register_attention(office.clerk, attention(office, **changes))


def people(office):
    return office.console.store.rows(
        "SELECT name, document_type, document, phone, email FROM citizen ORDER BY id"
    )


def open_case(office, **changes):
    more = {"result": Result.CASE_OPENED, "topic": office.pothole, "query_type": "denuncia", "who": "Rosa Quispe",
            "contact": "987654321"} | changes  # fmt: skip
    return take(office, **more)


def test_a_new_person_is_made_of_one_line(office):
    take(office, who="45678912 Rosa Quispe", contact="987654321")
    assert people(office) == [("Rosa Quispe", "dni", "45678912", "987654321", None)]


def test_a_person_with_the_same_document_is_the_same_person(office):
    first = take(office, who="45678912 Rosa Quispe").citizen
    assert take(office, who="45678912").citizen == first
    assert take(office, who="ROSA QUISPE dni 45678912").citizen == first
    assert take(office, who="Juan Pérez 45678912").citizen != first
    assert len(people(office)) == 2


def test_a_document_alone_is_kept_and_a_telephone_alone_is_the_contact(office):
    take(office, who="45678912")
    assert people(office) == [("DNI 45678912", "dni", "45678912", None, None)]
    saved = take(office, who="987654321")
    assert (saved.citizen, attentions.get_attention(office.clerk, saved.id).contact) == (None, "987654321")


def test_a_case_wants_a_name_and_takes_the_telephone_from_the_line(office):
    with pytest.raises(InvalidInput) as refused:
        open_case(office, who="45678912")
    assert (refused.value.field, str(refused.value)) == (
        "citizen", "Para abrir un caso, escriba el nombre del ciudadano.",
    )  # fmt: skip
    assert people(office) == []
    saved = open_case(office, who="45678912 Rosa Quispe 987654321", contact=None)
    assert attentions.get_attention(office.clerk, saved.id).contact == "987654321"


def test_the_place_is_the_case_s_or_told_in_the_detail(office):
    case = open_case(office, place="Jr. Unión 120").case
    assert office.console.store.row(
        "SELECT f.place, f.place_key FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?", (case,)
    ) == ("Jr. Unión 120", "jiron union 120")
    told = take(office, place="Jr. Unión 120", detail="Hueco")
    assert attentions.get_attention(office.clerk, told.id).detail == "Hueco\nLugar: Jr. Unión 120"
    assert attentions.get_attention(office.clerk, take(office, place=" \x00 ").id).detail == ""
    with pytest.raises(InvalidInput) as refused:
        take(office, place="x" * 401)
    assert refused.value.field == "place"


@pytest.mark.parametrize("typed", ["1", " 7 ", "12", "?!", "🎉"])
def test_a_question_without_words_is_refused_in_words(office, typed):
    with pytest.raises(InvalidInput) as refused:
        take(office, topic=None, subject=typed)
    assert refused.value.field == "subject"
    assert str(refused.value) == (
        f"Escriba la consulta con palabras: «{typed.strip()}» no es una consulta frecuente."
    )


def test_two_questions_of_one_visit_name_the_first_one(office):
    first = take(office, who="Rosa Quispe")
    office.clock.advance(seconds=60)
    second = take(
        office, started=office.clock.now() - timedelta(seconds=60), visit=first.id, citizen=first.citizen
    )
    third = take(office, started=office.clock.now(), visit=first.id)
    visits = [attentions.get_attention(office.clerk, each.id).visit for each in (first, second, third)]
    assert visits == [(1, 3), (2, 3), (3, 3)]
    assert attentions.get_attention(office.clerk, take(office).id).visit == (1, 1)
    voiding.void(office.clerk, second.id, "Repetida")
    assert attentions.get_attention(office.clerk, third.id).visit == (2, 2)


def test_preferential_attention_is_told_by_its_group_and_never_by_the_level(office):
    saved = take(office, preferential="adulto_mayor")
    unspecified = take(office, preferential=UNSPECIFIED)
    foreign = take(office, preferential="de_otro_programa")
    words = [
        attentions.get_attention(office.clerk, each.id).preferential for each in (saved, unspecified, foreign)
    ]
    assert words == ["Persona adulta mayor", "Preferente", "Preferente"]
    case = open_case(office, preferential="adulto_mayor").case
    assert office.console.store.row(
        "SELECT f.level, f.criterion FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?", (case,)
    ) == ("simple", None)


def test_everything_recorded_can_be_read_again(office):
    now = office.clock.now()
    saved = open_case(
        office, contact=None, no_contact=True, detail="Hueco", place="Jr. Unión 120", preferential="embarazo",
        holds=((HoldReason.FINDING_FILE, 30), (HoldReason.ASKING_UNIT, 65)), started=now - timedelta(minutes=5),
        original_start=now - timedelta(minutes=2),
    )  # fmt: skip
    found = attentions.get_attention(office.clerk, saved.id)
    assert (found.no_contact, found.preferential, found.holds) == (
        True, "Mujer embarazada", ((HoldReason.FINDING_FILE, 30), (HoldReason.ASKING_UNIT, 65)),
    )  # fmt: skip
    assert (found.started, found.original_start, found.ended) == (
        now - timedelta(minutes=5), now - timedelta(minutes=2), now,
    )  # fmt: skip
    assert (found.case_number, found.case_state, found.mine) == (saved.number, "registered", True)


def test_voiding_takes_the_case_and_the_hand_over_with_it(office):
    case = open_case(office, result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK)
    assert voiding.void(office.clerk, case.id, "Era de otro ciudadano").changes == {"attention", "case"}
    sent = take(office, result=Result.REFERRED, unit=office.unit, official=office.official, detail="Vea")
    assert voiding.void(office.clerk, sent.id, "Era de otro ciudadano").changes == {"attention", "referral"}
    for saved in (case, sent):
        found = attentions.get_attention(office.clerk, saved.id)
        assert (found.voided, found.void_reason) == (True, "Era de otro ciudadano")
        assert "voided" in (found.case_state, found.referral_state)


def test_what_went_on_is_not_voided_alone(office):
    saved = open_case(office)
    cases.add_note(office.console, saved.case, "Se programó la visita")
    with pytest.raises(ForbiddenTransition, match=r"Su caso .* ya siguió \(«Registrado»\)"):
        voiding.void(office.clerk, saved.id, "Me equivoqué")
    assert not attentions.get_attention(office.clerk, saved.id).voided
    cases.move_case(office.console, saved.case, CaseState.VOIDED, reason="Era de otro")
    voiding.void(office.clerk, saved.id, "Me equivoqué")
    assert attentions.get_attention(office.clerk, saved.id).voided

    sent = take(office, result=Result.REFERRED, unit=office.unit, official=office.official, detail="Vea")
    referrals.answer(office.console, sent.referral, ReferralState.ACCEPTED)
    with pytest.raises(
        ForbiddenTransition, match=r"Su vinculación .* ya siguió \(«Aceptada en el sistema»\)"
    ):
        voiding.void(office.clerk, sent.id, "Me equivoqué")
    assert not attentions.get_attention(office.clerk, sent.id).voided


def test_nobody_is_told_to_void_first_what_cannot_be_voided(office):
    saved = open_case(office)
    cases.move_case(office.console, saved.case, CaseState.RESOLVED, reason="Se arregló")
    with pytest.raises(ForbiddenTransition, match=r"ya siguió \(«Resuelto»\).* Reabra el caso y anúlelo"):
        voiding.void(office.clerk, saved.id, "Me equivoqué")
    cases.move_case(office.console, saved.case, CaseState.REOPENED, reason="Era de otro")
    cases.move_case(office.console, saved.case, CaseState.VOIDED, reason="Era de otro")
    voiding.void(office.clerk, saved.id, "Me equivoqué")


def test_a_hand_over_that_came_back_goes_with_its_record_unless_it_was_sent_on(office):
    def back():
        sent = take(office, result=Result.REFERRED, unit=office.unit, official=office.official, detail="Vea")
        wrong = ReturnReason.WRONG_UNIT
        referrals.answer(office.console, sent.referral, ReferralState.RETURNED, reason=wrong)
        return sent

    sent = back()
    voiding.void(office.clerk, sent.id, "Era de otro ciudadano")
    assert attentions.get_attention(office.clerk, sent.id).referral_state == "voided"
    assert referrals.returned_to_me(office.clerk) == []
    sent = back()
    again = referrals.refer(
        office.clerk, referrals.ReferralForm(office.unit, "Vea", office.chief, previous=sent.referral)
    )
    with pytest.raises(ForbiddenTransition, match=r"ya se reasignó a Julia Arias Peña\. Anule primero la que"):
        voiding.void(office.clerk, sent.id, "Me equivoqué")
    assert not attentions.get_attention(office.clerk, sent.id).voided
    referrals.answer(office.clerk, again.id, ReferralState.VOIDED, comment="Me equivoqué")
    voiding.void(office.clerk, sent.id, "Me equivoqué")


def test_what_was_answered_on_the_spot_is_voided_by_supervision(office):
    sent = take(office, result=Result.REFERRED, unit=office.unit, official=office.official, detail="Vea")
    referrals.resolve(office.as_user("official"), sent.referral, "Se le explicó el trámite")
    assert attentions.get_attention(office.clerk, sent.id).answer == "Se le explicó el trámite"
    with pytest.raises(ForbiddenTransition, match="Solo la anula su supervisión, con el motivo"):
        voiding.void(office.clerk, sent.id, "Me equivoqué")
    assert not attentions.get_attention(office.clerk, sent.id).voided
    voiding.void(office.as_user("supervisor"), sent.id, "Se registró en otra persona")
    found = attentions.get_attention(office.clerk, sent.id)
    assert (found.voided, found.referral_state, found.answer) == (True, "voided", "")


def test_a_hand_over_confirmed_by_telephone_at_the_desk_goes_with_it(office):
    sent = take(
        office, result=Result.REFERRED, unit=office.unit, official=office.official, detail="Vea",
        referral_state=ReferralState.CONFIRMED_BY_PHONE,
    )  # fmt: skip
    voiding.void(office.clerk, sent.id, "Me equivoqué")
    assert attentions.get_attention(office.clerk, sent.id).referral_state == "voided"


def test_only_the_author_or_supervision_voids_and_only_once_with_a_reason(office):
    saved = reception.register_attention(office.as_user("supervisor"), attention(office))
    with pytest.raises(NotAllowed, match="quien la registró"):
        voiding.void(office.clerk, saved.id, "No me gusta")
    assert not attentions.get_attention(office.clerk, saved.id).mine
    mine = take(office)
    with pytest.raises(InvalidInput, match="motivo"):
        voiding.void(office.clerk, mine.id, " \n")
    voiding.void(office.as_user("supervisor"), mine.id, "Duplicada")
    with pytest.raises(ForbiddenTransition, match="ya está anulada"):
        voiding.void(office.clerk, mine.id, "Otra vez")


def test_today_s_list_shows_the_voided_but_not_what_was_undone_at_once(office):
    kept, voided, undone = take(office), take(office), take(office, no_contact=True)
    voiding.void(office.clerk, voided.id, "Duplicada")
    undo.take_back(office.clerk, undone)
    assert {(row.id, row.voided) for row in reception.today(office.clerk)} == {(kept.id, 0), (voided.id, 1)}


def test_a_person_who_was_merged_away_is_not_taken_by_their_document(office):
    names = ("Rosa", "Rosa Quispe")
    # Ids of one millisecond have no order, and the smaller one stands.
    kept, gone = sorted(
        citizens.register_citizen(office.clerk, CitizenForm(name, "dni", "45678912")).id for name in names
    )
    with office.console.store.transaction() as transaction:
        records.update_record(
            transaction, "citizen", gone, {"merged_into": ulid_text(kept)},
            wall_ms=office.clock.milliseconds(), author=None,
        )  # fmt: skip
    assert take(office, who="45678912").citizen == kept


def test_a_case_of_somebody_known_without_contact_asks_how_to_reach_them(office):
    known = take(office, who="45678912 Rosa Quispe").citizen
    with pytest.raises(InvalidInput, match="teléfono o correo") as refused:
        open_case(office, who=None, citizen=known, contact=None)
    assert refused.value.field == "contact"
    assert open_case(office, who=None, citizen=known, contact=None, no_contact=True).case
    assert open_case(office, who=None, citizen=known, contact="987654321").case
    citizens.update_citizen(office.clerk, known, CitizenForm("Rosa Quispe", "dni", "45678912", "987654321"))
    assert open_case(office, who=None, citizen=known, contact=None).case
