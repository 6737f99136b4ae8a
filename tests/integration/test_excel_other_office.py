"""What is exported goes through another office program and comes back as it was."""

from __future__ import annotations

import subprocess

from excel_samples import PEOPLE, TOPICS, bring_in, counted, plan
from openpyxl import load_workbook

from desktop_app.services import catalogue, directory
from desktop_app.services.imports.exporting import write_export, write_template


def saved_again(path, soffice, folder):
    """Open a workbook in LibreOffice and save it as a workbook again."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "again", path]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "again" / path.name


def test_a_round_trip_changes_nothing(office, tmp_path, program):
    ctx = office.as_user("supervisor")
    sheet = {
        "requirements": "1. DNI\n2. Plano «A»\n\n3. =SUMA(1)", "cost": "S/ 38.20", "term": "@5 días", "where": "-",
        "legal_basis": "Ley 29090 & <norma>", "valid_from": "01/02/2026", "reviewed_on": "15/11/2026",
    }  # fmt: skip
    form = catalogue.TopicForm(
        "=1+1 «ñandú»", "tramite", unit=office.unit, synonyms="007 +51", sheet=sheet, quick=4
    )
    catalogue.save_topic(ctx, form)
    directory.save_official(
        ctx, "Ana Ruiz", office.unit, phone="0051", hours="08:00-12:00", substitute=office.chief
    )
    soffice = program("soffice")
    for subject, rows in ((TOPICS, 3), (PEOPLE, 4)):
        path = saved_again(write_export(ctx, subject, tmp_path / f"{subject}.xlsx"), soffice, tmp_path)
        assert counted(plan(ctx, path, subject, clear=True)) == (0, 0, rows, 0)


def test_a_template_filled_in_there_is_brought_in(office, tmp_path, program):
    ctx = office.as_user("supervisor")
    path = write_template(ctx, TOPICS, tmp_path / "p.xlsx")
    book = load_workbook(path)
    book["Catálogo"]["A3"], book["Catálogo"]["D3"], book["Catálogo"]["I3"] = "Licencia", "Vías", 5
    book.save(path)
    again = saved_again(path, program("soffice"), tmp_path)
    rules = load_workbook(again)["Catálogo"].data_validations.dataValidation
    assert len(rules) >= 6
    assert bring_in(ctx, again).new == 1
