"""Units and officials from a file: who is meant by a name, chiefs and substitutes, units made on the way."""

from __future__ import annotations

import random

import pytest
from excel_samples import PEOPLE, bring_in, counted, edit_book, plan, write_book, write_rows
from openpyxl import load_workbook

from desktop_app.services import directory
from desktop_app.services.imports.exporting import write_export, write_template
from desktop_app.services.imports.sheets_plan import State

UNITS = [
    ["Dependencia", "Ubicación", "Anexo", "Correo electrónico", "Horario de atención", "Jefe"],
    ["Rentas", "Piso 1", 2104, "rentas@muni.example", "Lunes a viernes de 08:00 a 16:00", "Rosa Quispe"],
    ["VIAS", "Piso 3", "", "", "", ""],
]
STAFF = [
    ["Nombres y apellidos", "Área", "Puesto", "Extensión", "Horario", "Suplente"],
    ["Rosa Quispe", "Rentas", "Jefa", "2105", "", "Iván Díaz"],
    ["Iván Díaz", "Rentas", "Técnico", "", "lunes 08:00 a 12:00", "Nadie Conocido"],
    ["Ana Ruiz", "Catastro", "Técnica", "", "", ""],
]  # fmt: skip


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def unit(ctx, name):
    return next(each for each in directory.units(ctx, retired=True) if each.name == name)


def person(ctx, name):
    return next(each for each in directory.officials(ctx, retired=True) if each.name == name)


def test_units_and_officials_come_together(ctx, tmp_path):
    path = write_book(tmp_path / "d.xlsx", Unidades=UNITS, Personal=STAFF)
    found = plan(ctx, path, PEOPLE)
    assert counted(found) == (4, 1, 0, 0)
    assert found.messages() == [
        "Funcionarios, fila 3: el reemplazo «Nadie Conocido» no está en el directorio y no se anota.",
        "Funcionarios, fila 4: la unidad «Catastro» no existe; se creará.",
    ]
    done = bring_in(ctx, path, PEOPLE)
    assert (done.new, done.changed, done.units) == (4, 1, 1)
    rentas = unit(ctx, "Rentas")
    assert (rentas.phone, rentas.email, rentas.chief_name) == ("2104", "rentas@muni.example", "Rosa Quispe")
    assert unit(ctx, "VIAS").place == "Piso 3"
    rosa, ivan = person(ctx, "Rosa Quispe"), person(ctx, "Iván Díaz")
    assert (rosa.unit_name, rosa.position, rosa.own_phone, rosa.substitute) == (
        "Rentas",
        "Jefa",
        "2105",
        ivan.id,
    )
    assert (rosa.hours, rosa.own_hours) == ("Lunes a viernes de 08:00 a 16:00", "")
    assert ivan.own_hours == "lunes 08:00 a 12:00"
    assert person(ctx, "Ana Ruiz").unit_name == "Catastro"
    before = ctx.store.row("SELECT count(*) FROM op")
    again = bring_in(ctx, path, PEOPLE)
    assert (again.new, again.changed, again.units) == (0, 0, 0)
    assert ctx.store.row("SELECT count(*) FROM op") == before


def test_a_csv_file_is_of_units_or_of_people_by_its_heading(ctx, tmp_path):
    people = write_rows(
        tmp_path / "p.csv", ("Funcionario", "Oficina", "Cargo"), ("Luz Paz", "Vías", "Técnica")
    )
    assert counted(plan(ctx, people, PEOPLE)) == (1, 0, 0, 0)
    bring_in(ctx, people, PEOPLE)
    assert person(ctx, "Luz Paz").unit_name == "Vías"
    units = write_rows(tmp_path / "u.csv", ("Unidad", "Lugar", "Anexo"), ("Rentas", "Piso 1", "33"))
    bring_in(ctx, units, PEOPLE)
    assert unit(ctx, "Rentas").phone == "33"


def test_telephone_and_extension_of_two_columns_are_one(ctx, tmp_path):
    rows = (("Rentas", "555-0100", "2104"), ("Caja", "", "2105"), ("Archivo", "555-0200", ""))
    path = write_rows(tmp_path / "u.csv", ("Unidad", "Teléfono", "Anexo"), *rows)
    bring_in(ctx, path, PEOPLE)
    phones = [unit(ctx, name).phone for name in ("Rentas", "Caja", "Archivo")]
    assert phones == ["555-0100, anexo 2104", "anexo 2105", "555-0200"]
    assert counted(plan(ctx, path, PEOPLE)) == (0, 0, 3, 0)


def test_who_is_meant_by_a_name(ctx, office, tmp_path):
    other = directory.save_unit(ctx, "Rentas").id
    head = ("Nombre", "Unidad", "Cargo")
    # One who moves to another unit stays the same person.
    bring_in(ctx, write_rows(tmp_path / "a.csv", head, ("martin nuñez", "Rentas", "Cajero")), PEOPLE)
    moved = next(each for each in directory.officials(ctx) if each.id == office.official)
    assert (moved.name, moved.unit, moved.position) == ("martin nuñez", other, "Cajero")
    # Two of one name in two units are two people.
    rows = (("Ana Ruiz", "Rentas", "A"), ("Ana Ruiz", "Vías", "B"))
    assert bring_in(ctx, write_rows(tmp_path / "b.csv", head, *rows), PEOPLE).new == 2
    assert counted(plan(ctx, write_rows(tmp_path / "b.csv", head, *rows), PEOPLE)) == (0, 0, 2, 0)
    # Without a unit nobody can tell which of them.
    found = plan(ctx, write_rows(tmp_path / "c.csv", ("Nombre", "Cargo"), ("Ana Ruiz", "C")), PEOPLE)
    assert found.rows[0].problem == "hay 2 personas llamadas «Ana Ruiz»: escriba la unidad de cada una"


def test_a_unit_is_not_retired_under_its_people(ctx, office, tmp_path):
    found = plan(
        ctx, write_rows(tmp_path / "a.csv", ("Unidad", "Lugar", "Activo"), ("Vías", "", "no")), PEOPLE
    )
    assert found.rows[0].problem == "la unidad todavía tiene funcionarios: páselos antes a otra"
    path = write_book(
        tmp_path / "b.xlsx",
        Unidades=[["Unidad", "Activo"], ["Vías", "no"], ["Obras", "sí"]],
        Funcionarios=[["Nombre", "Unidad"], ["Julia Arias Peña", "Obras"], ["Martín Núñez", "Obras"]],
    )
    assert counted(plan(ctx, path, PEOPLE)) == (1, 3, 0, 0)
    bring_in(ctx, path, PEOPLE)
    assert not unit(ctx, "Vías").active
    assert person(ctx, "Martín Núñez").unit_name == "Obras"


def test_many_units_whose_chiefs_come_later(ctx, tmp_path):
    units = [["Unidad", "Jefatura"], *([f"Unidad {at}", f"Persona {at}"] for at in range(450))]
    people = [["Nombre", "Unidad"], *([f"Persona {at}", f"Unidad {at}"] for at in range(450))]
    path = write_book(tmp_path / "m.xlsx", Unidades=units, Funcionarios=people)
    assert bring_in(ctx, path, PEOPLE).new == 900
    assert unit(ctx, "Unidad 449").chief_name == "Persona 449"
    assert counted(plan(ctx, path, PEOPLE)) == (0, 0, 900, 0)


def test_what_is_exported_comes_back_and_can_be_edited(ctx, tmp_path):
    chance = random.Random(5)
    texts = ["=A1", "+51 999", "Piso 2, oficina 3", "", "_x000D_", "María «Ñ»", "-", "08:00-12:00"]
    units = [
        directory.save_unit(ctx, f"Unidad {at}", place=chance.choice(texts), phone=chance.choice(texts))
        for at in range(8)
    ]
    people = []
    for at in range(30):
        who = directory.save_official(
            ctx, f"Persona {at % 20}", chance.choice([each.id for each in units]), position=chance.choice(texts),
            phone=chance.choice(texts), hours=chance.choice(texts), active=chance.random() < 0.8,
            substitute=chance.choice([None, *people]),
        )  # fmt: skip
        people.append(who.id)
    for each in units[:4]:
        directory.save_unit(
            ctx, directory_name(ctx, each.id), chief=chance.choice(people), email="a@b.pe", unit=each.id
        )
    path = write_export(ctx, PEOPLE, tmp_path / "e.xlsx")
    found = plan(ctx, path, PEOPLE)
    # People of one name in one unit cannot be told apart; all others come back as they were.
    odd = [row for row in found.rows if row.state is not State.SAME]
    assert all(row.state is State.REFUSED and row.name.startswith("Persona") for row in odd), [
        (row.name, row.state, row.sentence()) for row in odd
    ]
    assert load_workbook(path).sheetnames == ["Unidades", "Funcionarios", "Instrucciones", "Listas"]
    edit_book(path, "Unidades", {"D2": "nuevo@muni.example"})
    assert plan(ctx, path, PEOPLE).count(State.CHANGED) == 1


def directory_name(ctx, unit_id):
    return next(each.name for each in directory.units(ctx) if each.id == unit_id)


def test_the_template_of_the_directory(ctx, tmp_path):
    path = write_template(ctx, PEOPLE, tmp_path / "p.xlsx")
    book = load_workbook(path)
    assert [book[name]["A1"].value for name in ("Unidades", "Funcionarios")] == ["Unidad *", "Nombre *"]
    edit_book(path, "Funcionarios", {"A3": "Luz Paz", "B3": "Rentas"})
    found = plan(ctx, path, PEOPLE)
    assert [(row.name, row.state) for row in found.rows] == [("Luz Paz", State.NEW)]
    assert [name for _, name in found.units] == ["Rentas"]
