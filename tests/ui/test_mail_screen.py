"""A message dropped or opened by key: read, and by one digit it joins a case, opens one, begins an attention."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, open_counter, screen
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app.services import attachments, case_lists, citizens, mails
from desktop_app.services.citizens import CitizenForm
from ui.mail.screen import MailScreen


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def letter(
    tmp_path, subject="Poste caído", sender="Ana Ríos <ana@example.org>", name="correo.eml", text="Hola"
):
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"], made["Message-ID"] = sender, subject, "<1@example.org>"
    made["Date"] = "Mon, 23 Nov 2026 09:15:00 -0500"
    made.set_content(text)
    made.add_attachment(b"\xff\xd8\xff" + bytes(40), maintype="image", subtype="jpeg", filename="poste.jpg")
    made.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="acta.pdf")
    path = tmp_path / name
    path.write_bytes(made.as_bytes())
    return path


def drop(widget, *paths, accepted=True):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    dropped = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, dropped)
    assert dropped.isAccepted() is accepted


def shown(hands):
    hands.rest(lambda: isinstance(screen(hands), MailScreen) and screen(hands).arrived is not None)
    return screen(hands)


def number(counter, case):
    return case_lists.detail(counter.console, case).line.number


def test_an_answer_joins_its_case_in_two_keys(hands, folder, counter, tmp_path, monkeypatch):
    path = letter(tmp_path, f"Re: Caso {number(counter, folder.late)}: Vereda rota")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    stand_on(hands, folder.late)
    hands.keys = 0
    hands.press(KEY.Key_O, mods=CTRL)
    mail = shown(hands)
    assert mail.choices.value().line.id == folder.late
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not isinstance(screen(hands), MailScreen))
    assert hands.keys == 2
    hands.rest(
        lambda: screen(hands).detail.case is not None and screen(hands).detail.case.line.id == folder.late
    )
    names = [file.name for file in attachments.files_of(counter.console, folder.late)]
    assert names[1:] == ["poste.jpg"]
    assert names[0].endswith(".eml")
    assert [kind for kind, _ in folder.events(folder.late)] == ["open", "mail", "attach", "attach"]


def test_a_message_dropped_on_a_case_suggests_that_case(hands, folder, tmp_path):
    stand_on(hands, folder.fresh)
    drop(screen(hands).detail.viewport(), letter(tmp_path))
    mail = shown(hands)
    assert mail.choices.value().line.id == folder.fresh
    assert "donde lo soltó" in mail.why.text()


def test_a_message_dropped_on_the_list_of_an_unknown_sender_suggests_nothing(hands, folder, tmp_path):
    drop(screen(hands), letter(tmp_path))
    mail = shown(hands)
    assert mail.choices.value() is None
    assert not mail.foot.save.isEnabled()
    hands.press(KEY.Key_Return, mods=CTRL)
    assert isinstance(screen(hands), MailScreen)


def test_what_will_not_be_kept_is_told_before(hands, tmp_path):
    drop(screen(hands), letter(tmp_path))
    labels = [label.text() for label in shown(hands).message.files.findChildren(type(shown(hands).why))]
    assert any("No se guardará" in text and "es un programa" in text for text in labels)
    assert any(text.startswith("poste.jpg") for text in labels)


def test_a_case_is_opened_by_its_digit(hands, counter, tmp_path):
    drop(screen(hands), letter(tmp_path))
    mail = shown(hands)
    hands.press(KEY.Key_1)
    assert mail.form.isVisible()
    assert mail.subject.text() == "Poste caído"
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not isinstance(screen(hands), MailScreen))
    assert counter.last_case()["subject"] == "Poste caído"
    assert counter.last_case()["citizen"] == "Ana Ríos"


def test_a_case_without_a_subject_is_refused_under_its_field(hands, tmp_path):
    drop(screen(hands), letter(tmp_path, subject=""))
    mail = shown(hands)
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: mail.subject_row.error() == "Escriba el asunto del caso.")


def test_an_attention_begins_with_what_the_message_says(qtbot, counter, tmp_path):
    citizens.register_citizen(counter.console, CitizenForm("Ana Ríos Paz", email="ana@example.org"))
    hands = open_counter(qtbot, counter, "ana")
    drop(screen(hands), letter(tmp_path, subject="Horario", text="¿A qué hora abren?\n"))
    mail = shown(hands)
    hands.press(KEY.Key_2)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not isinstance(screen(hands), MailScreen))
    reception = screen(hands)
    hands.rest(lambda: reception.desk.front is not None and reception.desk.front.citizen is not None)
    front = reception.desk.front
    assert (front.channel.value, front.name) == ("email", "Ana Ríos Paz")
    assert front.detail == "Correo del lun 23/11/2026 09:15: Horario\n¿A qué hora abren?"
    del mail
    hands.press(KEY.Key_1)
    hands.record()
    assert counter.last_attention()["channel"] == "email"
    assert "Horario" in str(counter.last_attention()["detail"])


def test_a_stranger_s_attention_bears_their_address(qtbot, counter, tmp_path):
    hands = open_counter(qtbot, counter, "ana")
    drop(screen(hands).form.detail.viewport(), letter(tmp_path))
    shown(hands)
    hands.press(KEY.Key_2)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not isinstance(screen(hands), MailScreen))
    front = screen(hands).desk.front
    assert (front.name, front.contact) == ("Ana Ríos", "ana@example.org")


def test_a_message_that_the_case_has_is_told_and_refused(hands, folder, counter, tmp_path):
    path = letter(tmp_path)
    mails.join_case(counter.console, folder.fresh, path.read_bytes())
    stand_on(hands, folder.fresh)
    drop(screen(hands).detail.viewport(), path)
    mail = shown(hands)
    assert mail.choices.value() is None
    hands.press(KEY.Key_1)
    assert "ya tiene este correo" in mail.why.text()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: "ya tiene este correo" in mail.foot.error.text())


def test_what_is_no_message_says_how_to_save_one(hands, tmp_path):
    path = tmp_path / "correo.msg"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    drop(screen(hands), path)
    hands.rest(
        lambda: (
            isinstance(screen(hands), MailScreen) and "Guardar como" in screen(hands).empty.sentence.text()
        )
    )


def test_what_a_mail_program_drags_without_a_file_is_told(hands):
    data = QMimeData()
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', b"x")
    said = []
    screen(hands).say.connect(lambda message: said.append(message.text))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(screen(hands), QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(screen(hands), QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert any("Guarde el mensaje como .eml" in text for text in said)


def test_other_things_that_are_dragged_are_left_alone(hands):
    data = QMimeData()
    data.setText("hola")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    event.ignore()
    QApplication.sendEvent(screen(hands), event)
    assert not event.isAccepted()


def test_esc_leaves_the_message_and_keeps_nothing(hands, folder, counter, tmp_path):
    drop(screen(hands), letter(tmp_path))
    shown(hands)
    hands.press(KEY.Key_Escape)
    assert not isinstance(screen(hands), MailScreen)
    assert len(counter.rows("SELECT 1 FROM case_file")) == 3
    del folder
