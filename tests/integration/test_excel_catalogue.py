"""Topics from a file: recognised, compared row by row, written once, told in words."""

from __future__ import annotations

import random
from datetime import date

import pytest
from excel_samples import PEOPLE, TOPICS, bring_in, counted, edit_book, plan, write_book, write_rows
from openpyxl import load_workbook

from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.services import catalogue, directory
from desktop_app.services.imports.bringing import bring
from desktop_app.services.imports.catalogue import written_topics
from desktop_app.services.imports.exporting import write_export, write_template
from desktop_app.services.imports.sheets_plan import Options, State
from desktop_app.services.imports.sheets_reading import read_file
from desktop_app.system.progress import Cancelled, CancelToken

HEAD = ("Trámite", "Área", "Tipo de consulta", "Requisitos", "Tecla rápida")


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def titles(ctx):
    return sorted(topic.title for topic in written_topics(ctx))


def topic(ctx, title):
    return next(each for each in written_topics(ctx) if each.title == title)


def operations(ctx):
    return ctx.store.row("SELECT count(*) FROM op")[0]


def test_own_headings_are_recognised_and_each_row_is_told(ctx, tmp_path):
    path = write_rows(
        tmp_path / "temas.csv",
        HEAD,
        ("Constancia de no adeudo", "Rentas", "trámite", "DNI\nRecibo", "2"),
        ("BACHE O CALLE DAÑADA", "vias", "Denuncia", "", ""),
        ("", "Vías", "Denuncia", "", ""),
        ("Otro", "Vías", "cosa", "", ""),
        ("Quinto", "", "", "", "1"),
        ("Sexto", "", "", "", "12"),
    )
    found = plan(ctx, path)
    assert counted(found) == (1, 1, 0, 4)
    assert [row.state for row in found.rows][:3] == [State.NEW, State.CHANGED, State.REFUSED]
    assert found.rows[1].sentence() == "cambia tema"
    told = found.messages()
    assert "Fila 4: falta el tema." in told
    assert any(text.startswith("Fila 5: «Tipo» dice «cosa» y puede ser: Información") for text in told)
    assert "Fila 6: la tecla rápida 1 ya es de «Horario y ubicación de oficinas»." in told
    assert "Fila 7: «Tecla rápida» dice «12»: va un número del 1 al 9." in told
    assert told[-1] == "Fila 2: la unidad «Rentas» no existe; se creará."


def test_all_or_nothing_unless_the_bad_rows_are_left_out(ctx, tmp_path):
    path = write_rows(tmp_path / "t.csv", HEAD, ("Nuevo", "Rentas", "", "", ""), ("", "Vías", "", "", ""))
    before = operations(ctx)
    with pytest.raises(InvalidInput, match="No se importó nada: hay una fila con problema"):
        bring_in(ctx, path)
    assert operations(ctx) == before
    done = bring_in(ctx, path, skip_refused=True)
    assert (done.new, done.changed, done.same, done.refused, done.units) == (1, 0, 0, 1, 1)
    assert done.changes == {"topic", "directory"}
    assert topic(ctx, "Nuevo").unit_name == "Rentas"


def test_the_same_file_again_changes_nothing(ctx, tmp_path):
    path = write_rows(tmp_path / "t.csv", HEAD, ("Nuevo", "Rentas", "Queja", "Uno\nDos", "3"))
    bring_in(ctx, path)
    before = operations(ctx)
    again = bring_in(ctx, path)
    assert (again.new, again.changed, again.same, again.changes) == (0, 0, 1, frozenset())
    assert operations(ctx) == before


def test_units_are_made_only_when_wanted_and_only_for_rows_that_go_in(ctx, tmp_path):
    path = write_rows(
        tmp_path / "t.csv", HEAD, ("Uno", "Rentas", "", "", ""), ("Dos", "Catastro", "cosa", "", "")
    )
    assert "Fila 2: la unidad «Rentas» no existe." in plan(ctx, path, create_units=False).messages()
    assert [name for _, name in plan(ctx, path).units] == ["Rentas"]
    bring_in(ctx, path, skip_refused=True)
    assert [unit.name for unit in directory.units(ctx)] == ["Rentas", "Vías"]


def test_an_empty_cell_leaves_the_field_alone_unless_asked(ctx, office, tmp_path):
    sheet = {"cost": "Gratuito", "requirements": "DNI"}
    form = catalogue.TopicForm("Ficha", "tramite", unit=office.unit, synonyms="hoja", sheet=sheet)
    catalogue.save_topic(ctx, form)
    path = write_rows(tmp_path / "t.csv", ("Tema", "Sinónimos", "Costo"), ("Ficha", "", ""))
    assert counted(plan(ctx, path)) == (0, 0, 1, 0)
    found = plan(ctx, path, clear=True)
    assert found.rows[0].sentence() == "cambia sinónimos, costo"
    bring_in(ctx, path, clear=True)
    assert topic(ctx, "Ficha").synonyms == ""
    assert dict(topic(ctx, "Ficha").sheet) == {"requirements": "DNI"}
    assert topic(ctx, "Ficha").unit == office.unit


def test_digits_may_change_hands_within_a_file(ctx, tmp_path):
    for title, quick in (("Uno", 4), ("Dos", 5)):
        catalogue.save_topic(ctx, catalogue.TopicForm(title, "tramite", quick=quick))
    path = write_rows(tmp_path / "t.csv", ("Tema", "Tecla rápida"), ("Uno", "5"), ("Dos", "4"))
    assert counted(plan(ctx, path)) == (0, 2, 0, 0)
    bring_in(ctx, path)
    assert (topic(ctx, "Uno").quick, topic(ctx, "Dos").quick) == (5, 4)
    # A row that is refused keeps its digit, which then is not free for another.
    path = write_rows(tmp_path / "t.csv", ("Tema", "Tecla rápida"), ("Uno", "1"), ("Tres", "5"))
    assert counted(plan(ctx, path)) == (0, 0, 0, 2)


def test_a_repeated_row_is_told(ctx, tmp_path):
    path = write_rows(tmp_path / "t.csv", ("Tema", "Costo"), ("Uno", "1"), ("Uno", "1"), ("uno", "2"))
    found = plan(ctx, path)
    assert counted(found) == (1, 0, 1, 1)
    assert [row.sentence() for row in found.rows] == [
        "", "es igual a la fila 2", "repite «uno» de la fila 2 con otros datos",
    ]  # fmt: skip


def test_titles_above_the_heading_other_sheets_and_dates(ctx, tmp_path):
    path = write_book(
        tmp_path / "l.xlsx",
        Portada=[["Municipalidad"]],
        Trámites=[
            ["TEXTO ÚNICO DE PROCEDIMIENTOS 2026"], [],
            ["N°", "Procedimiento", "Dependencia", "Revisado el"],
            [1, "Licencia", "Vías", date(2026, 10, 3)],
        ],
    )  # fmt: skip
    found = plan(ctx, path)
    assert counted(found) == (1, 0, 0, 0)
    assert found.rows[0].number == 4
    bring_in(ctx, path)
    assert topic(ctx, "Licencia").sheet["reviewed_on"] == "03/10/2026"


def test_columns_nobody_knows_can_be_chosen(ctx, tmp_path):
    path = write_rows(tmp_path / "t.csv", ("Qué", "Quién"), ("Licencia", "Vías"))
    file = read_file(path, TOPICS)
    with pytest.raises(InvalidInput, match="Indique en qué columna está el nombre del tema"):
        bring(ctx, file, Options())
    file = file.with_column(file.tables[0].part, "title", 0).with_column(file.tables[0].part, "unit", 1)
    bring(ctx, file, Options())
    assert topic(ctx, "Licencia").unit_name == "Vías"


def test_a_topic_out_of_use_comes_back_unless_the_file_says_no(ctx, tmp_path):
    catalogue.save_topic(ctx, catalogue.TopicForm("Viejo", "tramite", active=False))
    path = write_rows(tmp_path / "t.csv", ("Tema", "Se ofrece"), ("Viejo", "no"))
    assert counted(plan(ctx, path)) == (0, 0, 1, 0)
    path = write_rows(tmp_path / "t.csv", ("Tema",), ("Viejo",))
    assert plan(ctx, path).rows[0].sentence() == "cambia se ofrece"


def test_cancelled_leaves_nothing(ctx, tmp_path):
    path = write_rows(tmp_path / "t.csv", ("Tema",), *((f"Tema {at}",) for at in range(50)))
    token, before = CancelToken(), operations(ctx)

    def progress(done, total):
        assert total == 50
        if done == 20:
            token.cancel()

    with pytest.raises(Cancelled):
        bring(ctx, read_file(path, TOPICS), Options(), progress=progress, cancel=token)
    assert operations(ctx) == before
    assert titles(ctx) == ["Bache o calle dañada", "Horario y ubicación de oficinas"]


def test_who_may(office, tmp_path):
    path = write_rows(tmp_path / "t.csv", ("Tema",), ("Uno",))
    for login in ("clerk", "official"):
        with pytest.raises(NotAllowed):
            plan(office.as_user(login), path)
        with pytest.raises(NotAllowed):
            write_export(office.as_user(login), TOPICS, tmp_path / "x.xlsx")


def test_the_template_offers_lists_and_its_example_is_not_brought_in(ctx, tmp_path):
    path = write_template(ctx, TOPICS, tmp_path / "p.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["Catálogo", "Instrucciones", "Listas"]
    assert book["Listas"].sheet_state == "hidden"
    page = book["Catálogo"]
    assert page["A1"].value == "Tema *"
    assert page["A2"].value.startswith("EJEMPLO:")
    offered = {rule.promptTitle: rule for rule in page.data_validations.dataValidation}
    assert {"Tipo", "Unidad", "Nivel", "Resultado", "Tecla rápida", "Se ofrece"} <= set(offered)
    assert offered["Tipo"].showErrorMessage
    assert not offered["Unidad"].showErrorMessage
    start, end = offered["Unidad"].formula1.split("!")[1].replace("$", "").split(":")
    assert [cell.value for row in book["Listas"][start:end] for cell in row] == ["Vías"]
    with pytest.raises(InvalidInput, match="ninguna fila con datos"):
        read_file(path, TOPICS)
    edit_book(path, "Catálogo", {"A3": "Licencia", "D3": "Vías", "C3": "Trámite"})
    assert counted(plan(ctx, path)) == (1, 0, 0, 0)


def test_what_is_exported_comes_back_and_can_be_edited(ctx, office, tmp_path):
    chance = random.Random(3)
    pieces = [
        "=1+1",
        "a\nb",
        "  doble  blanco ",
        "_x0041_",
        "ñandú 🙂",
        "'",
        '"; --',
        "\tsangría",
        "Sí",
        "12",
        "@x",
        "…",
    ]
    for number in range(40):
        sheet = {name: chance.choice(pieces) for name in catalogue.SHEET_FIELDS}
        catalogue.save_topic(
            ctx,
            catalogue.TopicForm(
                f"{chance.choice(pieces)} {number}", chance.choice(list(ctx.profile.request_types)),
                unit=chance.choice([office.unit, None]), synonyms=chance.choice([*pieces, ""]), sheet=sheet,
                outside=chance.random() < 0.5, active=chance.random() < 0.9, quick=number if 1 < number < 10 else None,
            ),
        )  # fmt: skip
    path = write_export(ctx, TOPICS, tmp_path / "e.xlsx")
    found = plan(ctx, path)
    assert [row.sentence() for row in found.rows if row.state is not State.SAME] == []
    assert counted(plan(ctx, path, clear=True)) == (0, 0, 42, 0)
    page = load_workbook(path)["Catálogo"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    at = next(row for row in range(2, 50) if page.cell(row, 1).value == "Bache o calle dañada")
    edit_book(path, "Catálogo", {f"K{at}": "S/ 10.00"})
    found = plan(ctx, path)
    assert counted(found) == (0, 1, 41, 0)
    bring_in(ctx, path)
    assert topic(ctx, "Bache o calle dañada").sheet["cost"] == "S/ 10.00"


def test_a_file_of_the_wrong_kind_is_told(ctx, tmp_path):
    path = write_export(ctx, PEOPLE, tmp_path / "d.xlsx")
    file = read_file(path, TOPICS)
    assert file.tables[0].sheet == "Unidades"
