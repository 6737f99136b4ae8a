"""The reports: what is seen is what is saved and printed; failures are told, stopping leaves nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from town import NOW, make_town

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.months import Month
from desktop_app.domain.values import Role
from desktop_app.services import reporting
from desktop_app.services.access import Actor
from desktop_app.system.progress import Cancelled, CancelToken, silent
from ui.kit import printing
from ui.kit.actions import ActionRegistry
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import Fit
from ui.kit.screen import ShowMonth, Tools
from ui.reports import making
from ui.reports.entry import ACTIONS, entry
from ui.reports.making import Edition, FileKind
from ui.reports.screen import PRINT, Reports

KEY = Qt.Key
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    made = make_town(tmp_path_factory.mktemp("town") / "data")
    yield made
    made.close()


@pytest.fixture
def make(qtbot, background, tmp_path):
    """A function that shows the screen for somebody."""

    def show(ctx, preferences=None) -> Reports:
        screen = Reports(ctx, Tools(background, ActionRegistry(ACTIONS), ctx.now), preferences)
        if preferences is None:
            screen.set_folder(tmp_path / "reports")
        qtbot.addWidget(screen)
        screen.resize(1262, 582)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow, timeout=5000)
        screen.activate(None)
        return screen

    return show


@pytest.fixture
def reports(qtbot, make, town):
    screen = make(town.ctx)
    ready(qtbot, screen)
    return screen


def ready(qtbot, screen) -> None:
    qtbot.waitUntil(lambda: screen.prepared() is not None, timeout=30000)


@pytest.fixture
def october(town):
    """The bytes of October's report."""
    return reporting.month_pdf(town.ctx, OCTOBER)


def text_of(pages: PdfPages) -> str:
    return "\n".join(pages.text(at) for at in range(len(pages)))


# The preview.


def test_the_last_month_that_ended_is_chosen_and_shown(reports):
    assert reports.months.month() == OCTOBER
    assert reports.focusWidget() is reports.months
    assert reports.title.text() == "Octubre de 2026"
    pages = reports.preview.view.document()
    assert len(pages) > 3
    assert "Octubre de 2026" in text_of(pages)
    assert reports.preview.place.text() == f"Página 1 de {len(pages)}"


def test_who_does_not_see_the_page_can_have_it_read(qtbot, reports):
    view = reports.preview.view
    qtbot.waitUntil(lambda: "Informe mensual" in view.accessibleDescription(), timeout=5000)
    assert view.accessibleDescription().startswith("Página 1 de")


def test_pages_are_drawn(qtbot, reports):
    view = reports.preview.view
    qtbot.waitUntil(lambda: not reports._tools.background.busy(), timeout=10000)
    picture = view.grab().toImage()
    colours = {picture.pixelColor(x, 200).name() for x in range(0, picture.width(), 7)}
    assert len(colours) > 3


def test_arrows_choose_another_month(qtbot, reports):
    qtbot.keyClick(reports.months, KEY.Key_Up)
    assert reports.title.text() == "Noviembre de 2026"
    assert reports.prepared() is None
    assert not reports.buttons[PRINT].isEnabled()
    ready(qtbot, reports)
    assert reports.prepared().edition.month == NOVEMBER
    assert "Noviembre de 2026" in text_of(reports.preview.view.document())


def test_another_screen_may_ask_for_a_month(qtbot, reports):
    reports.activate(ShowMonth(NOVEMBER))
    assert reports.months.month() == NOVEMBER
    assert reports.focusWidget() is reports.months


def test_paper_changes_the_pages(qtbot, reports):
    before = reports.preview.view.document().sizes[0]
    chip = reports.paper.chips()[0]
    chip.setFocus()
    qtbot.keyClick(chip, KEY.Key_Right)
    ready(qtbot, reports)
    after = reports.preview.view.document().sizes[0]
    assert (round(before.width), round(before.height)) == (595, 842)
    assert (round(after.width), round(after.height)) == (612, 792)


def test_keys_turn_pages_and_zoom(qtbot, reports):
    view = reports.preview.view
    view.set_fit(Fit.WIDTH)
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.page() == 1
    assert reports.preview.place.text().startswith("Página 2 de")
    qtbot.keyClick(view, KEY.Key_End)
    assert view.page() == view.page_count() - 1
    wide = view.verticalScrollBar().maximum()
    qtbot.keyClick(view, KEY.Key_Plus)
    assert view.verticalScrollBar().maximum() > wide
    view.set_fit(Fit.PAGE)
    assert view.verticalScrollBar().maximum() < wide


def test_whole_pages_stand_beside_each_other_and_turn_by_lines(qtbot, reports):
    reports.preview.suit(low=False)
    view = reports.preview.view
    assert view.fit() is Fit.PAGE
    view.setFocus()
    qtbot.keyClick(view, KEY.Key_Right)
    assert view.page() == 2
    reports.preview.fit_button.click()
    assert view.fit() is Fit.WIDTH
    reports.preview.suit(low=False)
    assert view.fit() is Fit.WIDTH


def test_a_month_under_way_is_prepared_again_when_it_changed(qtbot, reports, town):
    qtbot.keyClick(reports.months, KEY.Key_Up)
    ready(qtbot, reports)
    before = reports.prepared()
    reports.refresh(frozenset({"draft"}))
    assert reports.prepared() is before
    town.attend()
    reports.refresh(frozenset({"attention"}))
    qtbot.waitUntil(lambda: reports.prepared() not in (before, None), timeout=30000)


def test_stopping_the_preparation_is_told_and_can_be_taken_up_again(qtbot, make, town):
    screen = make(town.ctx)
    qtbot.waitUntil(lambda: screen._preparing is not None, timeout=5000)
    screen._preparing.cancel()
    qtbot.waitUntil(lambda: screen._preparing is None, timeout=30000)
    assert screen.prepared() is None
    state = screen.preview._state
    assert "Se canceló" in state.sentence.text()
    screen.preview._retry.click()
    ready(qtbot, screen)


def test_who_may_not_report_is_told_so(qtbot, make, town):
    clerk = Actor(None, "Ana", frozenset({Role.CLERK}))
    screen = make(town.ctx.acting_as(clerk))
    qtbot.waitUntil(lambda: "permiso" in screen.preview._state.sentence.text(), timeout=10000)


# Files.


def test_the_pdf_that_is_seen_is_saved_and_told(qtbot, reports, tmp_path):
    qtbot.keyClick(reports, KEY.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: reports.saved.path() is not None, timeout=10000)
    path = reports.saved.path()
    assert path == tmp_path / "reports" / "Informe de atención 2026-10.pdf"
    assert path.read_bytes() == reports.prepared().pages.data
    assert path.read_bytes().startswith(b"%PDF")
    assert str(path) in reports.saved.accessibleName()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(("kind", "start"), [(FileKind.EXCEL, b"PK"), (FileKind.JSON, b"{")])
def test_tables_and_figures_are_saved(qtbot, reports, kind, start):
    reports.save(kind)
    qtbot.waitUntil(lambda: reports.saved.path() is not None, timeout=30000)
    content = reports.saved.path().read_bytes()
    assert content.startswith(start)
    if kind is FileKind.JSON:
        assert json.loads(content)["month"] == "2026-10"


def test_saving_again_replaces_the_file(town, october, tmp_path):
    prepared = making.Prepared(Edition(OCTOBER, "a4"), PdfPages(october))
    path = making.save_shown(prepared, tmp_path, CancelToken())
    path.write_bytes(b"old")
    assert making.save_shown(prepared, tmp_path, CancelToken()) == path
    assert path.read_bytes() == october


@pytest.mark.parametrize("kind", [FileKind.EXCEL, FileKind.JSON])
def test_stopping_leaves_no_file(town, tmp_path, kind):
    token = CancelToken()

    def stop(done: int, total: int) -> None:
        if done >= 1:
            token.cancel()

    with pytest.raises(Cancelled):
        making.save_data(town.ctx, Edition(OCTOBER, "a4"), kind, tmp_path / "r", stop, token)
    assert list((tmp_path / "r").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_in_words(qtbot, reports, tmp_path):
    said = []
    reports.say.connect(said.append)
    (tmp_path / "file").write_text("no folder")
    reports.set_folder(tmp_path / "file" / "reports")
    reports.save(FileKind.PDF)
    qtbot.waitUntil(lambda: bool(said), timeout=10000)
    assert "No se pudo escribir en" in said[0].text
    assert reports.saved.path() is None


def test_a_file_that_is_held_elsewhere_is_told_in_words(town, october, tmp_path):
    edition = Edition(OCTOBER, "a4")
    # A folder of that name refuses the replacement as an open file does on Windows.
    (tmp_path / making.file_name(OCTOBER, FileKind.PDF)).mkdir()
    prepared = making.Prepared(edition, PdfPages(october))
    with pytest.raises(EnvironmentFault, match="abierto en otro programa"):
        making.save_shown(prepared, tmp_path, CancelToken())
    assert len(list(tmp_path.iterdir())) == 1


def test_the_folder_is_remembered(make, town, tmp_path):
    preferences = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    first = make(town.ctx, preferences)
    assert first.folder.name == "Informes de Ventanilla"
    first.set_folder(tmp_path / "chosen")
    assert make(town.ctx, preferences).folder == tmp_path / "chosen"


# Paper.


def test_the_pages_are_printed(town, october, tmp_path):
    printer = printing.printer_for("a4", "Octubre")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    told = []
    pages = printing.print_pages(october, printer, lambda *advance: told.append(advance), CancelToken())
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert pages == len(printed) == len(PdfPages(october))
    assert round(printed.sizes[0].width) == 595
    assert told[-1] == (1, 1)
    picture = printed.picture(0, 0.2)
    assert len({picture.pixelColor(x, y).name() for x in range(0, 119, 9) for y in range(0, 168, 9)}) > 2


def test_printing_can_be_stopped(october, tmp_path):
    printer = printing.printer_for("carta", "Octubre")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    token = CancelToken()
    with pytest.raises(Cancelled):
        printing.print_pages(
            october, printer, lambda done, _total: token.cancel() if done == 1 else None, token
        )


def test_ctrl_p_asks_for_a_printer_first(qtbot, reports, monkeypatch):
    asked = []
    monkeypatch.setattr(printing, "ask_printer", lambda _parent, _printer, pages: asked.append(pages))
    qtbot.keyClick(reports, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [len(reports.prepared().pages)]


# The document behind the preview.


def test_a_page_of_a_closed_document_is_given_up(october):
    pages = PdfPages(october)
    pages.close()
    pages.close()
    with pytest.raises(Cancelled):
        pages.picture(0, 1.0)
    assert pages.data == october


def test_the_default_folder_is_among_the_documents():
    assert making.default_folder().is_absolute()
    assert making.file_name(OCTOBER, FileKind.EXCEL) == "Informe de atención 2026-10.xlsx"
    assert isinstance(making.default_folder(), Path)


def test_the_entry_makes_the_screen(background, town, qtbot):
    place = entry(town.ctx)
    screen = place.make(Tools(background, ActionRegistry(place.actions), lambda: NOW))
    qtbot.addWidget(screen)
    assert isinstance(screen, Reports)
    silent(0, 0)
