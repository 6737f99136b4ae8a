"""The recurrence radar over real data: the person's topic, the place, the person at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.profile import RecurrenceRule
from desktop_app.domain.values import CaseState, Channel
from desktop_app.services import cases, citizens, merging, recognition, settings
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm

TITLE = "Bache o calle dañada"


def complain(office, citizen, *, days_ago, topic=None, place=None, query_type="denuncia"):
    now = office.clock.now()
    office.clock.set(now - timedelta(days=days_ago))
    form = CaseForm(TITLE, query_type, Channel.PHONE, topic=topic, citizen=citizen, place=place)
    case = cases.open_case(office.console, form).id
    office.clock.set(now)
    return case


def person(office, name="Rosa Quispe"):
    return citizens.register_citizen(office.clerk, CitizenForm(name)).id


def signs(office, citizen=None, topic=None, **more):
    found = recognition.critical_signs(office.clerk, "", citizen, topic, TITLE, **more)
    return [sign.explanation for sign in found]


def test_one_place_is_found_again_however_it_is_written_and_names_nobody(office):
    complain(office, person(office), days_ago=30, topic=office.pothole, place="Jr. Unión N.° 120")
    complain(office, person(office, "Juan Pérez"), days_ago=3, topic=office.pothole, place="JIRON UNION 0120")
    told = signs(office, topic=office.pothole, place="jirón unión 120")
    assert told == [
        "Queja recurrente en jirón unión 120: 3.ª por Bache o calle dañada en 60 días (2 sin atender)."
    ]
    assert signs(office, topic=office.pothole, place="jirón unión 12") == []
    assert signs(office, topic=office.hours, place="jirón unión 120") == []
    assert signs(office, topic=None, place="jirón unión 120") == []


def test_a_person_who_complains_of_many_things_is_told_of_when_they_complain_again(office):
    rosa = person(office)
    complain(office, rosa, days_ago=40, topic=office.pothole)
    complain(office, rosa, days_ago=20, query_type="reclamo")
    complain(office, rosa, days_ago=2, query_type="tramite")
    assert signs(office, rosa, office.hours, query_type="queja") == [
        "Queja recurrente: 3.ª de la misma persona, por distintos temas, en 60 días (2 sin atender)."
    ]
    assert signs(office, rosa, office.hours, query_type="informacion") == []


def test_complaints_of_a_person_who_was_merged_into_another_count(office):
    rosa, twice = person(office), person(office, "Rosa Quispe Ñ.")
    complain(office, twice, days_ago=9, topic=office.pothole)
    complain(office, rosa, days_ago=3, topic=office.pothole)
    assert signs(office, rosa, office.pothole) == []
    merging.merge(office.console, rosa, twice)
    assert "3.ª" in signs(office, rosa, office.pothole)[0]


def test_an_answer_and_a_void_take_a_complaint_out(office):
    rosa = person(office)
    first = complain(office, rosa, days_ago=9, topic=office.pothole)
    second = complain(office, rosa, days_ago=3, topic=office.pothole)
    cases.move_case(office.console, first, CaseState.RESOLVED, answer="Reparado")
    assert "(1 sin atender)" in signs(office, rosa, office.pothole)[0]
    cases.move_case(office.console, second, CaseState.VOIDED, reason="Repetido")
    assert signs(office, rosa, office.pothole) == []


def test_the_office_sets_its_own_rule_and_sees_the_profile_s_beside_it(office):
    rosa = person(office)
    complain(office, rosa, days_ago=70, topic=office.pothole)
    assert signs(office, rosa, office.pothole) == []
    rule = RecurrenceRule(count=2, window_days=90, unattended=1)
    assert settings.save_recurrence(office.as_user("administrator"), rule) == {"setting"}
    found = settings.recurrence(office.clerk)
    assert (found.rule, found.profile) == (rule, RecurrenceRule(3, 60, 1))
    assert signs(office, rosa, office.pothole) == [
        "Queja recurrente: 2.ª por Bache o calle dañada en 90 días (1 sin atender)."
    ]
    with pytest.raises(NotAllowed):
        settings.save_recurrence(office.clerk, rule)


def test_a_place_of_400_characters_is_told_in_short(office):
    place = f"Jr. Unión 120 {'x' * 380}"
    for _ in range(2):
        complain(office, None, days_ago=1, topic=office.pothole, place=place)
    told = signs(office, topic=office.pothole, place=place)
    assert "x…:" in told[0]
    assert len(told[0]) < 160


def test_the_radar_reads_by_index(office, monkeypatch):
    store = office.console.store
    asked = []
    rows = type(store).rows

    def spy(self, sql, parameters=()):
        asked.append((sql, parameters))
        return rows(self, sql, parameters)

    monkeypatch.setattr(type(store), "rows", spy)
    signs(office, person(office), office.pothole, place="Jr. Unión 120", query_type="queja")
    radar = [each for each in asked if "FROM case_file f" in each[0] and "f.opened >= ?" in each[0]]
    assert len(radar) == 3
    for sql, parameters in radar:
        plan = [row[3] for row in rows(store, f"EXPLAIN QUERY PLAN {sql}", parameters)]
        reads = [line for line in plan if " f " in f"{line} "]
        assert reads
        assert all("case_place" in line or "case_citizen" in line for line in reads), plan
