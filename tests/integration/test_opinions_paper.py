"""Opinions and causes on paper and in the workbook: each kind with a mean and an n of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import figures_sample
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import definition
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.opinion_figures import CauseTally, Closings, DeskOpinions, Scores
from desktop_app.reports.excel.month import render_month as render_workbook
from desktop_app.reports.pdf.month import render_month

DESK = DeskOpinions(Scores((1, 0, 0, 2, 3)), Scores((0, 0, 0, 0, 4)), declined=2, sampled=40)
CAUSES = Closings(
    closed=10,
    unconfirmed=3,
    reopened=2,
    objections=1,
    causes=(CauseTally("Demora interna", 6, ("01-01-26-00001-20",)), CauseTally("=2+2", 1)),
    without_cause=4,
)


@pytest.fixture(scope="module")
def month() -> MonthFigures:
    return replace(figures_sample.full(), desk_opinions=DESK, closings=CAUSES)


def text(figures: MonthFigures) -> str:
    reader = PdfReader(BytesIO(render_month(figures)))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_the_counter_has_its_own_part_with_its_own_mean_n_and_rate(month):
    whole = text(month)
    part = whole[whole.index("En ventanilla, sin caso") :]
    assert definition("desk_opinions").text.split(".")[0] in part
    assert "4,00" in part[:900]  # the mean of 1, 4, 4, 5, 5, 5
    assert "25,0" in part[:900] or "25 %" in part[:900]
    assert "de 40 atenciones elegidas" in part[:900]
    assert "Anotadas por quien atendió (aparte)" in part[:900]
    assert "5,00" in part[:900]
    before = whole[: whole.index("En ventanilla, sin caso")]
    assert (
        spanish.decimal(month.satisfaction.scores.mean, 2) in before
    )  # the mean over cases stays what it was
    assert spanish.decimal(month.satisfaction.scores.mean, 2) != "4,00"


def test_a_month_in_which_nobody_was_to_be_asked_says_nothing_of_it():
    figures = figures_sample.full()
    assert "En ventanilla, sin caso" not in text(figures)


def test_the_workbook_keeps_four_kinds_apart_and_names_the_causes(month):
    book = load_workbook(BytesIO(render_workbook(month)))
    heads, best, *_ = book["Satisfacción"].iter_rows(min_row=4, values_only=True)
    assert len(heads) == 6
    assert (best[1], best[3], best[4], best[5]) == (149, 14, 3, 4)
    rows = list(book["Causas"].iter_rows(min_row=5, values_only=True))
    assert rows[0] == ("Demora interna", 6, 0.6, "01-01-26-00001-20")
    assert [row[:2] for row in rows[2:6]] == [
        ("(sin causa anotada)", 4),
        ("(cerrados sin confirmación)", 3),
        ("(cerrados que se habían reabierto)", 2),
        ("(objeciones de ciudadanos)", 1),
    ]
    assert all(cell.data_type != "f" for row in book["Causas"].iter_rows() for cell in row)
