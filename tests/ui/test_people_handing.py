"""A person's data saved for them from the sheet, and odd people in the list."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from citizens_hands import at_list, names, stand_on
from counter import CTRL, KEY, screen
from people_hands import Twice
from PySide6.QtWidgets import QFileDialog

from desktop_app.reports.pdf import person
from desktop_app.services import drafts, merging, person_export
from desktop_app.services.writing import append, fresh_id
from ui.citizens.export import file_name
from ui.kit.screen import CITIZENS, ShowCitizen


@pytest.fixture
def twice(counter):
    return Twice(counter)


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """What the file dialog was asked, and answers to give it."""
    asked: list[str] = []
    answers = [str(tmp_path / "rosa.pdf")]

    def ask(_parent, _title, proposed, _types):
        asked.append(Path(proposed).name)
        return (answers.pop(0) if answers else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked, answers


def at_rosa(qtbot, counter, twice, login="marta"):
    hands = at_list(qtbot, counter, login)
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.rosa)
    return hands


def test_a_document_is_saved_where_the_person_says(qtbot, counter, twice, chosen, tmp_path):
    asked, answers = chosen
    hands = at_rosa(qtbot, counter, twice)
    hands.keys = 0
    hands.press(KEY.Key_X)
    part = screen(hands).export
    assert part.isVisible()
    assert part.title.text() == "Entregar los datos de Rosa Quispe"
    hands.record()
    assert hands.keys == 2
    hands.rest(lambda: not part.is_open())
    assert asked == ["Datos de Rosa Quispe.pdf"]
    assert (tmp_path / "rosa.pdf").read_bytes().startswith(b"%PDF")
    assert hands.focused() is screen(hands).table
    assert screen(hands).view.isVisible()
    assert [each.by for each in person_export.exports(counter.console)] == ["Marta Zegarra"]
    # The other form, and what was handed out before is told.
    answers.append(str(tmp_path / "rosa"))
    hands.press(KEY.Key_X)
    hands.rest(lambda: part.earlier.layout().count() == 1)
    hands.press(KEY.Key_Right)
    hands.record()
    hands.rest(lambda: not part.is_open())
    found = json.loads((tmp_path / "rosa.json").read_text(encoding="utf-8"))
    assert found["person"]["name"] == "Rosa Quispe"
    assert len(found["earlier_exports"]) == 1


def test_a_dialog_left_with_esc_writes_nothing(qtbot, counter, twice, chosen, tmp_path):
    _asked, answers = chosen
    answers.clear()
    hands = at_rosa(qtbot, counter, twice)
    hands.press(KEY.Key_X)
    hands.record()
    part = screen(hands).export
    assert part.is_open()
    hands.press(KEY.Key_Escape)
    assert not part.is_open()
    assert hands.focused() is screen(hands).table
    assert person_export.exports(counter.console) == []
    assert list(tmp_path.glob("rosa*")) == []


def test_a_folder_that_is_not_there_is_said_under_the_form(qtbot, counter, twice, chosen, tmp_path):
    _asked, answers = chosen
    answers[:] = [str(tmp_path / "missing" / "rosa.pdf")]
    hands = at_rosa(qtbot, counter, twice)
    hands.press(KEY.Key_X)
    hands.record()
    part = screen(hands).export
    hands.rest(lambda: "No se pudo escribir" in part.foot.error.text())
    assert part.is_open()
    hands.press(KEY.Key_E)
    assert screen(hands).form.isHidden()


@pytest.fixture
def slow(monkeypatch):
    """Making the document takes until it is let go on."""
    going = threading.Event()
    real = person.render_person

    def render(record, *, paper, check):
        while not going.wait(0.01):
            check()
        return real(record, paper=paper, check=check)

    monkeypatch.setattr(person, "render_person", render)
    yield going
    going.set()


def test_what_is_typed_while_a_long_document_is_made_is_kept(qtbot, counter, twice, chosen, slow, tmp_path):
    hands = at_rosa(qtbot, counter, twice)
    hands.press(KEY.Key_X)
    hands.press(KEY.Key_Return, mods=CTRL)
    part = screen(hands).export
    kept = []
    write = hands.window.tools.background.write(
        part, lambda: drafts.save_draft(counter.console, "note", {"a": 1})
    )
    write.on_success(kept.append).run()
    qtbot.waitUntil(lambda: bool(kept), timeout=3000)
    assert not (tmp_path / "rosa.pdf").exists()
    slow.set()
    hands.rest(lambda: not part.is_open())
    assert (tmp_path / "rosa.pdf").read_bytes().startswith(b"%PDF")


def test_a_form_that_is_opened_meanwhile_stays_open(qtbot, counter, twice, chosen, slow, tmp_path):
    hands = at_rosa(qtbot, counter, twice)
    hands.press(KEY.Key_X)
    hands.press(KEY.Key_Return, mods=CTRL)
    here = screen(hands)
    here.table.setFocus()
    hands.press(KEY.Key_E)
    hands.write("!")
    slow.set()
    hands.rest(lambda: not here.export.is_open())
    assert here.form.isVisible()
    assert hands.focused() is here.form.name
    assert here.form.name.text() == "Rosa Quispe!"


def test_esc_stops_a_document_that_takes_long(qtbot, counter, twice, chosen, slow, tmp_path):
    hands = at_rosa(qtbot, counter, twice)
    hands.press(KEY.Key_X)
    hands.press(KEY.Key_Return, mods=CTRL)
    part = screen(hands).export
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: "Se canceló" in part.foot.error.text())
    assert part.foot.save.isEnabled()
    hands.press(KEY.Key_Escape)
    assert not part.is_open()
    assert person_export.exports(counter.console) == []
    assert list(tmp_path.glob("rosa*")) == []


def test_who_may_not_hand_out_has_no_button(qtbot, counter, twice):
    hands = at_rosa(qtbot, counter, twice, "ana")
    assert screen(hands).view.export.isHidden()
    hands.press(KEY.Key_X)
    hands.rest()
    assert screen(hands).view.isVisible()


def test_an_old_link_shows_who_stands_also_after_another_view(qtbot, counter, twice):
    merging.merge(counter.console, twice.rosa, twice.again)
    hands = at_list(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.ana)
    hands.window.show_screen(CITIZENS, ShowCitizen(twice.again))
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == twice.rosa)
    hands.rest(lambda: screen(hands).listing.current() is not None)
    assert screen(hands).listing.current().citizen.id == twice.rosa
    # And the list is walked on from there.
    stand_on(hands, twice.ana)
    assert screen(hands).view.name.text() == "Ana Díaz"


def test_somebody_of_whom_nothing_is_known_is_listed(qtbot, counter, twice):
    ctx = counter.console
    with ctx.store.transaction() as transaction:
        who = fresh_id(ctx)
        append(ctx, transaction, "citizen", "set", who, {"set": {}}, new=True)
    hands = at_list(qtbot, counter, "marta")
    hands.rest(lambda: "" in names(hands) and screen(hands).view.sheet is not None)
    stand_on(hands, who)
    view = screen(hands).view
    assert view.name.text() == "Sin nombre"
    assert screen(hands).listing.model.cell(names(hands).index(""), 0)[0] == "Sin nombre"
    hands.press(KEY.Key_H)
    hands.rest(screen(hands).pages.history.model.counted)
    assert screen(hands).pages.history.table._empty.isVisible()
    hands.press(KEY.Key_Escape, KEY.Key_O)
    hands.rest(lambda: names(hands)[-1] == "")
    hands.press(KEY.Key_F, mods=CTRL)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b\\c: d*?", "Datos de abc d.pdf"),
        ("", "Datos de Sin nombre.pdf"),
        ("x" * 400, f"Datos de {'x' * 60}.pdf"),
    ],
)
def test_a_file_is_named_so_that_every_system_takes_it(twice, name, expected):
    assert file_name(replace(twice.data(twice.ana), name=name), "pdf") == expected
