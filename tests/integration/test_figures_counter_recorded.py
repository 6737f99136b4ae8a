"""What Recepción records of a visit, from the services to the figures, the printed page and the workbook."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import figures_sample
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from random_years import LIMA
from small_desk import add_topic, add_unit, make_desk

from desktop_app.cli.report import summary
from desktop_app.domain.figures import Holds, MonthFigures, Reception
from desktop_app.domain.figures_json import to_json
from desktop_app.domain.months import Month
from desktop_app.domain.values import Channel, HoldReason, Result
from desktop_app.reports.excel.month import render_month as workbook
from desktop_app.reports.pdf.month import render_month as printed
from desktop_app.services import reception, voiding
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm
from desktop_app.services.statistics import month_figures

OCTOBER = Month(2026, 10)


@pytest.fixture
def office(tmp_path):
    ctx, clock = make_desk(tmp_path, datetime(2026, 10, 6, 9, 0, tzinfo=LIMA))
    yield ctx, clock
    ctx.store.close()


def record(ctx, **values):
    form = AttentionForm(Channel.IN_PERSON, ctx.now() - timedelta(minutes=3), "informacion", subject="Horario")
    return reception.register_attention(ctx, replace(form, **values))


def told(ctx) -> MonthFigures:
    return month_figures(ctx, OCTOBER)


def open_unreached(ctx, name):
    return record(
        ctx, result=Result.CASE_OPENED, unit=add_unit(ctx, "Vías"), citizen=CitizenForm(name), no_contact=True
    )


def test_a_visit_of_several_questions_is_one_person(office):
    ctx, _ = office
    first = record(ctx)
    second = record(ctx, visit=first.id)
    record(ctx, visit=first.id)
    record(ctx, channel=Channel.PHONE)
    figures = told(ctx)
    assert (figures.attentions.total, figures.reception.people, figures.reception.several) == (4, 2, 1)
    reception.void_attention(ctx, first.id, "Repetida")
    part = told(ctx).reception
    assert (part.people, part.several) == (2, 1)
    reception.void_attention(ctx, second.id, "Repetida")
    part = told(ctx).reception
    assert (part.people, part.several) == (2, 0)


def test_a_visit_over_midnight_of_the_months_end_is_a_person_of_both(office):
    ctx, clock = office
    clock.set(datetime(2026, 11, 1, 0, 2, tzinfo=LIMA))
    first = record(ctx)
    clock.advance(minutes=10)
    record(ctx, visit=first.id)
    november = month_figures(ctx, OCTOBER.next()).reception
    assert (told(ctx).reception.people, november.people, november.several) == (1, 1, 0)


def test_preferential_attention_by_group_and_without_one(office):
    ctx, _ = office
    for group in ("discapacidad", "discapacidad", "unspecified", "grupo_de_otro_perfil", None):
        record(ctx, preferential=group)
    part = told(ctx).reception
    counted = {row.label: row.count for row in part.preferential if row.count}
    assert counted == {"Persona con discapacidad": 2, "Sin especificar": 2}
    assert part.preferential_total == 4
    assert part.preferential[0].label == "Persona adulta mayor"


def test_without_contact_counts_attentions_and_the_cases_that_still_count(office):
    ctx, _ = office
    open_unreached(ctx, "Ana Paz")
    voided = open_unreached(ctx, "Luz Paz")
    record(ctx, no_contact=True)
    part = told(ctx).reception
    assert (part.without_contact, part.cases_without_contact) == (3, 2)
    voiding.void(ctx, voided.id, "Duplicado")
    part = told(ctx).reception
    assert (part.without_contact, part.cases_without_contact) == (2, 1)


def test_waits_are_told_by_reason_and_channel(office):
    ctx, _ = office
    record(ctx, holds=((HoldReason.FINDING_FILE, 20), (HoldReason.FINDING_FILE, 90)))
    record(ctx, channel=Channel.PHONE, holds=((HoldReason.OTHER, 40),))
    record(ctx)
    part = told(ctx).reception.holds
    every = part.every
    assert (part.attentions, every.count, every.seconds) == (2, 3, 150)
    assert (every.median_seconds, every.longest_seconds) == (40, 90)
    reasons = {row.code: (row.count, row.seconds, row.median_seconds) for row in part.by_reason if row.count}
    assert reasons == {"finding_file": (2, 110, 55), "other": (1, 40, 40)}
    assert {row.code: row.count for row in part.by_channel} == {"in_person": 2, "phone": 1, "email": 0, "app": 0}


def test_questions_in_own_words_have_their_share(office):
    ctx, _ = office
    topic = add_topic(ctx, "Predial")
    for chosen in (topic, topic, topic, None):
        record(ctx, topic=chosen)
    part = told(ctx).attentions
    assert (part.unclassified, part.unclassified_rate) == (1, 0.25)


def test_the_command_line_tells_them(office):
    ctx, _ = office
    first = record(ctx, preferential="embarazo", holds=((HoldReason.OTHER, 75),))
    record(ctx, visit=first.id)
    lines = [re.sub(r"\s+", " ", line).strip() for line in summary(told(ctx))]
    for line in ("Personas atendidas 1", "Atenciones preferentes 1", "Sin clasificar 100,0 %",
                 "Esperas 1 (mediana 01:15 min)"):  # fmt: skip
        assert line in lines


def pages(figures: MonthFigures) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(printed(figures))).pages)
    return re.sub(r"\s+", " ", text)


def test_the_printed_month_tells_them_with_their_definitions():
    figures = figures_sample.full()
    text = pages(figures)
    for words in (
        "Personas atendidas 2615 173 con varias consultas", "Preferentes 259", "Sin contacto 41 17 con caso abierto",
        "Del papel 23", "Persona con discapacidad 29", "Sin especificar 11", "Con espera: 226 atenciones",
        "Atiendo a otra persona 33 1:28 h 02:28 min 15:01 min", "Total 252 6:16 h 01:18 min 15:01 min",
    ):  # fmt: skip
        assert words in text, words
    keys = {item.key for item in figures.definitions}
    assert {"people", "unclassified", "preferential", "without_contact", "holds", "from_paper"} <= keys


def test_a_month_without_waits_or_preference_says_so():
    figures = replace(figures_sample.full(), reception=Reception(people=2829))
    text = pages(figures)
    assert "No se registró ninguna espera." in text
    assert "Esperas por canal" not in text
    assert workbook_rows(figures, "Esperas") == [("Sin datos en este mes", *[None] * 5)]


def workbook_rows(figures: MonthFigures, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(workbook(figures)))
    return list(book[sheet].iter_rows(min_row=5, values_only=True))


def test_the_workbook_tells_them_as_numbers():
    figures = figures_sample.full()
    counts = dict(workbook_rows(figures, "Recepción"))
    assert counts["Personas atendidas"] == 2615
    assert counts["Casos abiertos sin contacto"] == 17
    assert counts["Sin clasificar, %"] == 0
    assert workbook_rows(figures, "Preferentes")[0][:2] == ("Persona adulta mayor", 118)
    waits = workbook_rows(figures, "Esperas")
    assert waits[0] == ("Motivo", "Consulto con la unidad", 96, 6912, 61, 412)
    assert waits[-1] == ("Total", "Total", 252, 22602, 78, 901)
    data = workbook_rows(figures, "Datos")
    assert ("Segundos en espera", "Canal", "Teléfono", 8900) in [row[2:] for row in data]


def test_the_json_tells_them_with_every_decimal():
    part = json.loads(json.dumps(to_json(figures_sample.full())))["reception"]
    assert part["people"] == 2615
    assert part["preferential"]["by_group"]["unspecified"] == 11
    assert part["preferential"]["total"] == 259
    assert part["holds"]["by_reason"]["finding_file"] == {
        "count": 71, "seconds": 7810, "median_seconds": 97.5, "longest_seconds": 655,
    }  # fmt: skip
    assert part["holds"]["by_channel"]["app"]["median_seconds"] is None


def test_figures_of_before_are_told_as_nothing_and_not_as_a_fault():
    before = {name: getattr(figures_sample.full(), name) for name in MonthFigures.__slots__ if name != "reception"}
    figures = MonthFigures(**before)
    assert figures.reception.holds == Holds()
    document = to_json(figures)["reception"]
    assert (document["people"], document["holds"]["count"], document["preferential"]["by_group"]) == (0, 0, {})
    assert "No se registró ninguna espera." in pages(figures)


def paths(value: object, above: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {above}
    return {above} | {path for key, part in value.items() for path in paths(part, f"{above}/{key}")}


def test_whoever_read_the_figures_of_before_still_finds_every_key(request):
    stored = request.path.parent / "data" / "figures_keys_before_reception.txt"
    assert set(stored.read_text("utf-8").splitlines()) <= paths(to_json(figures_sample.full()))
