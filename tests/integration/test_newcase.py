"""Cases opened directly: what is refused below the screen, whose they are, the same matter, taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.ids import new_ulid
from desktop_app.domain.routes import Answer
from desktop_app.domain.values import CaseState, Channel, ComplaintKind, CriticalCriterion, Level
from desktop_app.services import (
    case_lists,
    cases,
    catalogue,
    citizens,
    considering,
    directory,
    drafts,
    newcase,
    routes,
)
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.considering import Considered
from desktop_app.services.newcase import NewCaseForm


def form(office, **changes):
    values = {
        "subject": "Bache o calle dañada", "query_type": "denuncia", "channel": Channel.PHONE,
        "topic": office.pothole, "unit": office.unit, "who": "Rosa Quispe", "contact": "987654321",
        "description": "Un hueco frente al colegio",
    }  # fmt: skip
    return NewCaseForm(**(values | changes))


def facts_of(office, case):
    return case_lists.detail(office.clerk, case).timeline[0].facts


def test_every_field_of_a_direct_case_is_kept(office):
    saved = newcase.record_case(
        office.clerk,
        form(
            office, query_type="queja", complaint_kind=ComplaintKind.DELAY, complaint_aspect="tiempo",
            level=Level.COMPLEX, place="Jr. Unión 120", responsible=office.official, channel=Channel.EMAIL,
        ),
    )  # fmt: skip
    found = case_lists.detail(office.clerk, saved.id)
    line = found.line
    assert (line.number, line.subject, line.state) == (
        saved.number,
        "Bache o calle dañada",
        CaseState.REGISTERED,
    )
    assert (line.query_type, line.level, line.channel) == ("queja", Level.COMPLEX, "email")
    assert (line.unit, line.responsible, line.citizen) == ("Vías", "Martín Núñez", "Rosa Quispe")
    assert (found.description, found.place, found.phone) == (
        "Un hueco frente al colegio", "Jr. Unión 120", "987654321",
    )  # fmt: skip
    assert found.complaint_kind == "delay"
    assert facts_of(office, saved.id)["complaint_aspect"] == "tiempo"
    assert found.legal_due is not None
    assert saved.changes == {"case", "citizen"}


def test_a_draft_goes_with_the_record(office):
    drafts.save_draft(office.clerk, "newcase-1", {"subject": "x"})
    newcase.record_case(office.clerk, form(office), draft="newcase-1")
    assert drafts.open_drafts(office.clerk) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": "  "}, "subject"),
        ({"subject": "12 34"}, "subject"),
        ({"subject": "x" * 401}, "subject"),
        ({"description": "x" * 15_001}, "description"),
        ({"place": "x" * 401}, "place"),
        ({"query_type": "capricho"}, "type"),
        ({"level": Level.CRITICAL}, "criterion"),
        ({"who": ""}, "citizen"),
        ({"contact": ""}, "contact"),
        ({"contact": "sin número"}, "contact"),
        ({"contact": "9" * 401}, "contact"),
        ({"query_type": "reclamo", "anonymous": True, "who": ""}, "citizen"),
        ({"anonymous": True}, "citizen"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(office, changes, field):
    with pytest.raises(InvalidInput) as caught:
        newcase.record_case(office.clerk, form(office, **changes))
    assert caught.value.field == field
    assert case_lists.count(office.clerk, case_lists.CaseQuery(view="all")) == 0
    assert citizens.recognise(office.clerk, "Rosa Quispe") == []


def test_topic_unit_and_person_must_be_there_and_in_use(office):
    stranger = new_ulid(office.clock.milliseconds())
    for name, field in (("topic", "topic"), ("unit", "unit"), ("responsible", "responsible")):
        with pytest.raises(InvalidInput) as caught:
            newcase.record_case(office.clerk, form(office, **{name: stranger}))
        assert caught.value.field == field
    retired = TopicForm("Bache o calle dañada", "denuncia", active=False)
    catalogue.save_topic(office.console, retired, office.pothole)
    with pytest.raises(InvalidInput, match="ya no está en el catálogo"):
        newcase.record_case(office.clerk, form(office))
    directory.save_official(
        office.console, "Martín Núñez", office.unit, active=False, official=office.official
    )
    with pytest.raises(InvalidInput, match="ya no figura"):
        newcase.record_case(office.clerk, form(office, topic=None, responsible=office.official))


def test_without_contact_is_an_answer_that_is_kept(office):
    saved = newcase.record_case(office.clerk, form(office, contact="", no_contact=True))
    assert facts_of(office, saved.id)["no_contact"] == 1
    told = newcase.record_case(office.clerk, form(office, no_contact=True))
    assert "no_contact" not in facts_of(office, told.id)


def test_a_report_may_come_from_nobody_where_its_type_allows_it(office):
    saved = newcase.record_case(office.clerk, form(office, who="", contact="", anonymous=True))
    assert facts_of(office, saved.id) | {"anonymous": 1, "no_contact": 1} == facts_of(office, saved.id)
    assert case_lists.detail(office.clerk, saved.id).line.citizen == ""


def test_a_known_person_is_not_made_twice_and_another_telephone_is_not_lost(office):
    rosa = citizens.register_citizen(
        office.clerk, CitizenForm("Rosa Quispe", "dni", "45678912", "999111222")
    ).id
    saved = newcase.record_case(office.clerk, form(office, citizen=rosa, who="", contact="987654321"))
    found = case_lists.detail(office.clerk, saved.id)
    assert found.phone == "999111222"
    assert found.description == "Un hueco frente al colegio\nContacto: 987654321"
    assert saved.changes == {"case"}
    by_document = newcase.record_case(office.clerk, form(office, who="Rosa Quispe 45678912", contact=""))
    assert by_document.changes == {"case"}
    assert len(citizens.recognise(office.clerk, "Rosa Quispe")) == 1


def test_a_critical_case_has_its_criterion_and_goes_to_the_chief(office):
    saved = newcase.record_case(
        office.clerk, form(office, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    )
    found = case_lists.detail(office.clerk, saved.id)
    assert (found.criterion, found.first_due is not None) == ("risk", True)
    assert "escalate" in [event.kind for event in found.timeline]


def test_who_may_not_open_cases_may_not_here(office):
    with pytest.raises(NotAllowed):
        newcase.record_case(office.as_user("administrator"), form(office))


def test_a_case_of_a_moment_ago_is_taken_back_unless_somebody_went_on_with_it(office):
    saved = newcase.record_case(
        office.clerk, form(office, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    )
    assert newcase.take_back(office.clerk, saved).number == saved.number
    assert case_lists.detail(office.clerk, saved.id).line.state is CaseState.VOIDED
    other = newcase.record_case(office.clerk, form(office))
    cases.add_note(office.clerk, other.id, "Ya fui a ver")
    with pytest.raises(ForbiddenTransition, match="ya siguió"):
        newcase.take_back(office.clerk, other)


# The same matter.


def same(office, **about):
    values = {"topic": office.pothole, "citizen": None, "place": ""} | about
    return considering.same_matter(office.clerk, values["topic"], values["citizen"], values["place"])


def test_an_open_case_of_the_same_person_or_place_on_the_topic_is_shown(office):
    rosa = citizens.register_citizen(office.clerk, CitizenForm("Rosa Quispe", phone="999111222")).id
    first = newcase.record_case(
        office.clerk, form(office, citizen=rosa, who="", contact="", place="Jr. Unión 120")
    )
    office.clock.set(office.clock.now() + timedelta(hours=1))
    second = newcase.record_case(office.clerk, form(office, who="Juan Pérez", place="JIRON UNION 0120"))
    assert [each.number for each in same(office, citizen=rosa)] == [first.number]
    found = same(office, citizen=rosa, place="jirón Unión 120")
    assert [(each.number, each.same_person, each.same_place) for each in found] == [
        (second.number, False, True),
        (first.number, True, True),
    ]
    assert same(office, citizen=rosa, topic=office.hours) == []
    assert same(office, place="jirón Unión 12") == []
    assert same(office) == []
    assert same(office, topic=None, citizen=rosa) == []
    cases.move_case(office.clerk, first.id, CaseState.RESOLVED, answer="Se reparó")
    assert [each.number for each in same(office, citizen=rosa)] == []


# What is thought of before.


def test_both_clocks_the_signs_and_the_route_come_together(office):
    about = Considered("Me trataron mal y hay una fuga de gas", "queja", Level.CRITICAL, title="Atención")
    found = considering.consider(office.clerk, about)
    assert [clock.name for clock in found.clocks] == ["Primera respuesta", "Plazo interno", "Plazo legal"]
    assert "30 días hábiles" in found.clocks[-1].why
    assert [sign.criterion for sign in found.signs] == [CriticalCriterion.RISK]
    assert found.advice.best is not None
    assert found.advice.best.code == "queja"


def test_a_route_says_why_by_when_and_what_it_is_not(office):
    best = routes.advise_routes(office.clerk, "Me trataron mal en la caja").best
    assert best is not None
    assert best.why == "«Me trataron mal»"
    assert best.brief().endswith("30 días hábiles (sin verificar)")
    assert (best.term, f"{best.due:%d/%m/%Y %H:%M}") == ("30 días hábiles", "17/11/2026 16:30")
    assert best.due_why.startswith("vence mar 17/11/2026 16:30: 30 días hábiles desde el lun 05/10")
    assert "día hábil siguiente" in best.start_rule
    assert "D.S. 007-2020-PCM" in best.legal_basis
    assert "no es el Libro de Reclamaciones" in best.is_not
    procedure = routes.sheet(office.clerk, "tramite")
    assert procedure is not None
    assert procedure.cure == "2 días hábiles para subsanar, sin que corra el plazo"
    plain = routes.sheet(office.clerk, "informacion")
    assert plain is not None
    assert (plain.term, plain.due, plain.cure, plain.why) == ("", None, "", "")
    assert routes.sheet(office.clerk, "capricho") is None
    assert [each.code for each in routes.all_sheets(office.clerk)] == list(office.clerk.profile.request_types)


def test_a_question_is_put_in_words_and_its_answer_decides(office):
    first = routes.advise_routes(office.clerk, "Vine ayer")
    assert (first.best, first.question is not None) == (None, True)
    answered = routes.advise_routes(office.clerk, "Vine ayer", {Answer.COMPLAINS})
    assert answered.best is not None
    assert answered.best.why == "se queja de cómo lo atendió la municipalidad"
