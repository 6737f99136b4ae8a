"""Files of a case in the windows: dropped, pasted, chosen; seen, saved, taken away."""

from __future__ import annotations

import io
import sys

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, screen
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app.services import attachments
from desktop_app.services.attachments import new_file
from ui.documents.screen import DocumentsScreen
from ui.kit.pictures import MOST_PIXELS, png_bytes, read_picture


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def picture(width=40, height=30):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B5CAD"))
    return image


def drop(widget, *paths):
    """Drag files onto a widget and let go, with the events that a desktop sends."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, dropped)
    assert dropped.isAccepted()


def panel(hands):
    return screen(hands).detail.panels["files"]


def names(counter, case):
    return [each.name for each in attachments.files_of(counter.console, case)]


def test_files_dropped_on_a_case_wait_for_a_yes(hands, folder, counter, tmp_path):
    stand_on(hands, folder.late)
    (tmp_path / "foto.jpg").write_bytes(png_bytes(picture()))
    (tmp_path / "virus.pdf").write_bytes(b"MZ\x90")
    (tmp_path / "nota.txt").write_text("hola")
    drop(
        screen(hands).detail.viewport(), *(tmp_path / name for name in ("foto.jpg", "virus.pdf", "nota.txt"))
    )
    hands.rest(lambda: len(panel(hands).files()) == 2)
    assert "es un programa" in panel(hands).foot.error.text()
    assert names(counter, folder.late) == []
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: names(counter, folder.late) == ["foto.png", "nota.txt"])
    hands.rest(lambda: len(screen(hands).detail.files.buttons()) == 2)
    assert not panel(hands).isVisible()
    assert folder.events(folder.late)[-1] == ("attach", "nota.txt")


def test_what_was_gathered_waits_while_another_case_is_looked_at(hands, folder, counter, tmp_path):
    stand_on(hands, folder.late)
    (tmp_path / "nota.txt").write_text("hola")
    hands.press(KEY.Key_F)
    panel(hands).gather([tmp_path / "nota.txt"])
    hands.rest(lambda: len(panel(hands).files()) == 1)
    hands.press(KEY.Key_Escape)
    assert not panel(hands).isVisible()
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_F)
    assert panel(hands).files() == []
    hands.press(KEY.Key_Escape)
    stand_on(hands, folder.late)
    hands.press(KEY.Key_F)
    assert [file.name for file in panel(hands).files()] == ["nota.txt"]


def test_a_pasted_picture_is_added(hands, folder, counter):
    stand_on(hands, folder.fresh)
    QGuiApplication.clipboard().setImage(picture())
    hands.press(KEY.Key_F)
    hands.press(KEY.Key_V, mods=CTRL)
    hands.rest(lambda: len(panel(hands).files()) == 1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: names(counter, folder.fresh) == ["imagen pegada.png"])


def test_files_are_chosen_in_the_system_s_own_dialog(hands, folder, counter, tmp_path, monkeypatch):
    (tmp_path / "acta.txt").write_text("hola")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "acta.txt")], ""))
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_F, KEY.Key_Space)
    hands.rest(lambda: len(panel(hands).files()) == 1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: names(counter, folder.fresh) == ["acta.txt"])


def test_more_than_a_case_can_hold_is_not_even_read(hands, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.cases.files_panel.MOST_CASE_BYTES", 10)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name * 5)
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_F)
    panel(hands).gather([tmp_path / f"{name}.txt" for name in "abc"])
    hands.rest(lambda: len(panel(hands).files()) == 2)
    assert "«c.txt» y los que siguen no caben" in panel(hands).foot.error.text()


def test_nothing_gathered_is_told(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_F)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert "al menos un archivo" in panel(hands).foot.error.text()


def test_the_same_file_twice_is_told(hands, folder, counter, tmp_path):
    attachments.add_files(counter.console, folder.fresh, [new_file("acta.txt", b"hola")])
    (tmp_path / "copia.txt").write_text("hola")
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_F)
    said = []
    screen(hands).say.connect(lambda message: said.append(message.text))
    panel(hands).gather([tmp_path / "copia.txt"])
    hands.rest(lambda: len(panel(hands).files()) == 1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: any("ya tenía: acta.txt" in text for text in said))
    assert names(counter, folder.fresh) == ["acta.txt"]


def show(hands, counter, case, name, content):
    """Add a file to a case and open it by its button."""
    attachments.add_files(counter.console, case, [new_file(name, content)])
    screen(hands).refresh(frozenset({"case"}))
    stand_on(hands, case)
    hands.rest(lambda: len(screen(hands).detail.files.buttons()) == 1)
    screen(hands).detail.files.buttons()[0].click()
    hands.rest(lambda: isinstance(screen(hands), DocumentsScreen) and screen(hands).file is not None)
    return screen(hands)


def test_a_picture_is_shown_and_esc_goes_back(hands, folder, counter):
    shown = show(hands, counter, folder.late, "foto.png", png_bytes(picture()))
    assert shown.picture.isVisible()
    assert shown.picture.picture().size() == picture().size()
    hands.press(KEY.Key_Escape)
    assert screen(hands).detail.case.line.id == folder.late


def test_a_pdf_is_shown_as_pages(hands, folder, counter):
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made)
    for _ in range(2):
        canvas.drawString(100, 700, "Acta")
        canvas.showPage()
    canvas.save()
    shown = show(hands, counter, folder.late, "acta.pdf", made.getvalue())
    assert shown.preview.view.page_count() == 2
    assert shown.preview.print.isVisible()
    assert not shown.preview.paper.isVisible()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("acta.pdf", b"%PDF-1.7\nroto", "protegido con clave o dañado"),
        ("nota.txt", b"hola", "no se muestra aquí"),
        ("foto.png", b"\x89PNG\r\n\x1a\nroto", "está dañada o incompleta"),
    ],
)
def test_what_cannot_be_shown_says_so_and_can_be_saved(
    hands, folder, counter, tmp_path, monkeypatch, name, content, told
):
    shown = show(hands, counter, folder.late, name, content)
    assert told in shown.empty.sentence.text()
    target = tmp_path / f"copia{name[-4:]}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands.press(KEY.Key_S, mods=CTRL)
    hands.rest(target.exists)
    assert target.read_bytes() == content


def test_a_file_that_is_not_on_this_desk_says_where_it_may_be(hands, folder, counter):
    sha = attachments.add_files(
        counter.console, folder.late, [new_file("foto.png", png_bytes(picture()))]
    ).first
    counter.console.store.blobs.path(sha).unlink()
    screen(hands).refresh(frozenset({"case"}))
    stand_on(hands, folder.late)
    hands.rest(lambda: bool(screen(hands).detail.files.buttons()))
    button = screen(hands).detail.files.buttons()[0]
    assert "no está aquí" in button.text()
    button.click()
    hands.rest(lambda: isinstance(screen(hands), DocumentsScreen) and screen(hands).file is not None)
    assert "ventanilla que lo agregó" in screen(hands).empty.sentence.text()
    assert not screen(hands).preview.keep.isVisible()


def test_a_file_is_taken_off_the_case_with_its_reason(hands, folder, counter):
    show(hands, counter, folder.late, "foto.png", png_bytes(picture()))
    hands.press(KEY.Key_Delete, mods=CTRL)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: screen(hands).foot.error.text() == "Escriba por qué se quita el archivo.")
    hands.write("Es de otra persona")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: names(counter, folder.late) == [])
    hands.rest(lambda: not isinstance(screen(hands), DocumentsScreen))
    assert folder.events(folder.late)[-1] == ("detach", "foto.png\nEs de otra persona")


def test_a_picture_larger_than_any_camera_s_is_not_unfolded():
    import struct
    import zlib

    from desktop_app.domain.errors import InvalidInput

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )
    assert MOST_PIXELS < 60_000 * 60_000
    with pytest.raises(InvalidInput, match="demasiado grande"):
        read_picture(bomb)


def test_a_large_picture_is_scaled_while_it_is_read(qtbot):
    del qtbot
    assert max(read_picture(png_bytes(picture(4000, 1000))).size().toTuple()) == 2000
    assert sys.getsizeof(png_bytes(picture())) < 10_000
