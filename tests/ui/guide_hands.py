"""Walking through Trámites with keys, over a guide with one sheet that somebody reviewed."""

from __future__ import annotations

from counter import CTRL, KEY, open_counter, screen
from PySide6.QtWidgets import QLabel

from desktop_app.services import catalogue
from desktop_app.services.catalogue import TopicForm

SHEET = {
    "requirements": "1. Plano de ubicación\n2. DNI del propietario",
    "cost": "S/ 38.20",
    "term": "5 días hábiles",
    "legal_basis": "Ley 29090",
    "reviewed_on": "10/11/2026",
}


def add_numbering(counter):
    """Add the topic whose sheet was reviewed, and return the counter."""
    form = TopicForm(
        "Certificado de numeración", "tramite", unit=counter.urban, synonyms="puerta", sheet=SHEET
    )
    counter.numbering = catalogue.save_topic(counter.console, form).id
    return counter


def come(qtbot, counter, login):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_6, mods=CTRL)
    hands.rest(lambda: screen(hands).current() is not None and screen(hands).snapshot is not None)
    return hands


def names(hands):
    model = screen(hands).lists[screen(hands).tab].model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [getattr(row, "title", None) or row.name for row in rows]


def walk_to(hands, name):
    hands.press(KEY.Key_Home)
    for _ in range(20):
        row = screen(hands).current()
        if (getattr(row, "title", None) or row.name) == name:
            return
        hands.press(KEY.Key_Down)
    raise AssertionError(f"{name} is not in {names(hands)}")


def clear_and_write(hands, text):
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write(text)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.text() and label.isVisibleTo(page)]


def topic(counter, topic_id):
    return next(each for each in catalogue.every_topic(counter.console) if each.id == topic_id)
