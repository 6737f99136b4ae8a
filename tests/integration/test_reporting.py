"""Making the month's documents: all of them or none, by the service and on the command line."""

from __future__ import annotations

import json
import os
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from random_years import LIMA, NOW, fill
from small_desk import make_desk

from desktop_app import bootstrap
from desktop_app.__main__ import main
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed
from desktop_app.domain.figures_json import to_json
from desktop_app.domain.months import Month
from desktop_app.domain.values import Role
from desktop_app.services import reporting
from desktop_app.services.access import Actor
from desktop_app.services.reporting import ReportFiles, month_pdf, month_report
from desktop_app.services.statistics import month_figures
from desktop_app.storage.queries.statistics import entity_number
from desktop_app.system.progress import Cancelled, CancelToken

OCTOBER = Month(2026, 10)


@pytest.fixture(scope="module")
def ctx(tmp_path_factory):
    ctx, _ = make_desk(tmp_path_factory.mktemp("desk"), NOW)
    fill(ctx.store, [entity_number(ctx.store, ctx.desk.office)], seed=5)
    yield ctx
    ctx.store.close()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_three_documents_with_the_same_figures(ctx, tmp_path):
    files = ReportFiles(tmp_path / "m.pdf", tmp_path / "m.xlsx", tmp_path / "m.json")
    steps = []
    made = month_report(ctx, OCTOBER, files, progress=lambda done, total: steps.append((done, total)))
    assert made.files == (files.pdf, files.xlsx, files.json)
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert names(tmp_path) == ["m.json", "m.pdf", "m.xlsx"]
    told = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert told == json.loads(json.dumps(to_json(made.figures)))
    summary = {
        row[0]: row[1] for row in load_workbook(tmp_path / "m.xlsx")["Resumen"].iter_rows(values_only=True)
    }
    assert summary["Atenciones"] == told["attentions"]["total"] > 0
    assert summary["Casos cerrados"] == told["cases"]["closed"] > 0
    cover = PdfReader(tmp_path / "m.pdf").pages[0].extract_text()
    assert str(told["attentions"]["total"]) in cover


def test_the_paper_is_the_countrys_unless_another_is_asked_for(ctx):
    def width(content):
        return round(float(PdfReader(BytesIO(content)).pages[0].mediabox.width))

    assert width(month_pdf(ctx, OCTOBER)) == 595
    assert width(month_pdf(ctx, OCTOBER, paper="carta")) == 612


def test_cancelling_leaves_what_was_there(ctx, tmp_path):
    (tmp_path / "m.pdf").write_text("the one before")
    token = CancelToken()

    def progress(done, _total):
        if done == 2:
            token.cancel()

    files = ReportFiles(tmp_path / "m.pdf", tmp_path / "m.xlsx")
    with pytest.raises(Cancelled):
        month_report(ctx, OCTOBER, files, cancel=token, progress=progress)
    assert names(tmp_path) == ["m.pdf"]
    assert (tmp_path / "m.pdf").read_text() == "the one before"


def test_a_folder_that_is_not_there_is_told_in_words(ctx, tmp_path):
    files = ReportFiles(pdf=tmp_path / "m.pdf", json=tmp_path / "no" / "m.json")
    with pytest.raises(EnvironmentFault, match=r"No se pudo escribir en .*Revise que la carpeta exista"):
        month_report(ctx, OCTOBER, files)
    assert names(tmp_path) == []


def test_a_name_that_cannot_be_replaced_is_told_in_words(ctx, tmp_path):
    (tmp_path / "m.json").mkdir()
    with pytest.raises(EnvironmentFault, match="Ciérrelo si está abierto en otro programa"):
        month_report(ctx, OCTOBER, ReportFiles(json=tmp_path / "m.json"))
    assert names(tmp_path) == ["m.json"]


def test_only_who_may_report_reports(ctx, tmp_path):
    clerk = ctx.acting_as(Actor(None, "Ana", frozenset({Role.CLERK})))
    with pytest.raises(NotAllowed):
        month_report(clerk, OCTOBER, ReportFiles(json=tmp_path / "m.json"))
    with pytest.raises(NotAllowed):
        month_pdf(clerk, OCTOBER)


# The command line


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("municipality")
    form = bootstrap.MunicipalityForm("Municipalidad de Prueba", "pe")
    installation = bootstrap.create_municipality(folder / "data", form)
    fill(installation.store, [entity_number(installation.store, installation.context().desk.office)], seed=5)
    installation.close()
    return folder / "data"


def told(capsys, *words):
    code = main([*map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_writes_the_files_it_is_asked_for(data, tmp_path, capsys):
    pdf, xlsx, figures = tmp_path / "m.pdf", tmp_path / "m.xlsx", tmp_path / "m.json"
    code, out, _ = told(
        capsys, "report", "month", "2025-10", "--pdf", pdf, "--xlsx", xlsx, "--json", figures, "--data", data
    )
    assert code == 0
    assert out.splitlines() == [f"Escrito: {path}" for path in (pdf, xlsx, figures)]
    assert json.loads(figures.read_text("utf-8"))["month"] == "2025-10"
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Resumen" in load_workbook(xlsx).sheetnames


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "report", "month", "2025-10", "--data"),
        ("report", "--json", "month", "2025-10", "--data"),
        ("report", "month", "2025-10", "--json", "--data"),
    ],
)
def test_without_a_file_the_figures_are_printed(data, capsys, words):
    code, out, _ = told(capsys, *words, data)
    assert code == 0
    assert json.loads(out)["cases"]["opened"] > 0


def test_without_any_output_it_prints_a_summary(data, capsys):
    code, out, _ = told(capsys, "--data", data, "report", "month", "2025-10")
    assert code == 0
    assert out.startswith("Municipalidad de Prueba · Sede central\nInforme de octubre de 2025\n")
    assert "Casos cerrados" in out
    assert "None" not in out


def test_one_office_by_its_code(data, capsys):
    code, out, _ = told(capsys, "report", "month", "2025-10", "--office", "1", "--json", "--data", data)
    assert (code, json.loads(out)["office"]) == (0, "Sede central")
    code, _, err = told(capsys, "report", "month", "2025-10", "--office", "7", "--data", data)
    assert (code, err) == (2, "No hay ninguna oficina con el código 7.\n")


@pytest.mark.parametrize(
    ("month", "words"), [("2026-13", "Escriba el mes como año y mes"), ("2999-01", "todavía no empieza")]
)
def test_a_month_that_cannot_be_reported(data, capsys, month, words):
    code, _, err = told(capsys, "report", "month", month, "--data", data)
    assert code == 2
    assert words in err


def test_a_folder_without_data(tmp_path, capsys):
    code, _, err = told(capsys, "report", "month", "2025-10", "--data", tmp_path)
    assert code == 3
    assert "no hay datos de Ventanilla" in err


def test_the_summary_and_the_figures_agree(ctx):
    from desktop_app.cli.report import summary

    figures = month_figures(ctx, OCTOBER)
    lines = "\n".join(summary(figures)).replace("\xa0", " ")
    assert f"Atenciones                        {figures.attentions.total}" in lines
    assert figures.generated_at == datetime(2026, 11, 24, 10, 42, tzinfo=LIMA)
    assert reporting.paper_for(ctx) == "a4"


def test_two_documents_never_share_a_file(ctx, tmp_path):
    with pytest.raises(InvalidInput, match="su propio archivo"):
        month_report(ctx, OCTOBER, ReportFiles(tmp_path / "m", tmp_path / "m"))
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has such files")
def test_what_is_no_file_stays_what_it_is(ctx, tmp_path):
    os.mkfifo(tmp_path / "device")
    with pytest.raises(EnvironmentFault, match="No se pudo guardar"):
        month_report(ctx, OCTOBER, ReportFiles(pdf=tmp_path / "device", json=tmp_path / "m.json"))
    assert names(tmp_path) == ["device"]
    assert (tmp_path / "device").is_fifo()
