"""However slow the disk, what is typed ends in the same records: random hands, at rest and in haste."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

import pytest
from counter import CTRL, KEY, NONE, SHIFT, Counter, close_counter, open_counter, screen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.services import citizens, reception
from desktop_app.services.citizens import CitizenForm

ALT = Qt.KeyboardModifier.AltModifier
PEOPLE = ("Rosa Mora", "Luis Paz", "Ana Ruiz", "Juan Soto", "Raul Diaz")
QUESTIONS = ("horario", "licencia", "numeracion", "otra cosa")
SLOWEST = 0.4
"""Seconds that a search or a record may take."""


@dataclass(frozen=True)
class Press:
    key: int
    mods: Qt.KeyboardModifier = NONE
    text: str = ""


def typed(words):
    return [Press(ord(char.upper()), text=char) for char in words]


def script(chance):
    """Return the keys of a few attentions, each one kept short of what could be refused."""
    keys, people = [], random.Random(chance.random()).sample(PEOPLE, len(PEOPLE))
    for at in range(chance.randint(2, 5)):
        keys += _begun(chance)
        if chance.random() < 0.6:
            keys += typed(people[at].split()[chance.randint(0, 1)].lower())
            keys.append(Press(chance.choice([KEY.Key_Return, KEY.Key_Tab])))
        if chance.random() < 0.6:
            keys += [Press(KEY.Key_D, ALT), *typed(f"nota {at}")]
        if chance.random() < 0.3:
            keys.append(Press(KEY.Key_F7, SHIFT))
        for asks in (KEY.Key_F12, KEY.Key_F4):
            if chance.random() < 0.2:
                keys += [Press(asks), *typed(chance.choice("12"))]
        keys += _ended(chance)
    return keys


def _begun(chance):
    key = chance.choice([KEY.Key_F2, KEY.Key_F3, None])
    begun = [Press(key)] if key is not None else []
    if begun and chance.random() < 0.2:
        return [*begun, *typed("1")]
    return [*begun, *typed(chance.choice(QUESTIONS)), Press(KEY.Key_Return)]


def _ended(chance):
    how = chance.random()
    if how > 0.9:
        return []  # parked by whoever comes next
    acts = [act for act in (KEY.Key_Z, KEY.Key_D) if chance.random() < 0.15]
    return [Press(KEY.Key_Return, CTRL if how < 0.75 else CTRL | SHIFT), *(Press(act, CTRL) for act in acts)]


def slow(field, delay):
    ask = field._provider
    field._provider = lambda words: (time.sleep(delay.random() * SLOWEST), ask(words))[1]


def work(qtbot, counter, keys, delay):
    """Press the keys, in haste where there is a delay, else each one after the last has had its effect."""
    for name in PEOPLE:
        citizens.register_citizen(counter.console, CitizenForm(name))
    hands = open_counter(qtbot, counter, "ana")
    shown = screen(hands)
    if delay is not None:
        slow(shown.form.topic, delay)
        slow(shown.form.citizen, delay)
    for press in keys:
        if press.text:
            action = QTest.KeyAction.Click
            QTest.sendKeyEvent(action, hands.focused(), Qt.Key(press.key), press.text, press.mods)
        else:
            QTest.keyClick(hands.focused(), Qt.Key(press.key), press.mods)
        QApplication.processEvents()
        time.sleep(0.012 if delay is None else 0.004)  # longer than a field waits before it asks
        if delay is None:
            hands.rest()
    hands.rest(lambda: not shown.form.waits())
    shown.choosing.read()
    stored = counter.rows(
        "SELECT a.channel, a.result, a.subject, t.title, c.name, a.detail, a.voided, a.preferential "
        "FROM attention a LEFT JOIN citizen c ON c.id = a.citizen LEFT JOIN topic t ON t.id = a.topic ORDER BY a.id"
    )
    left = [
        (
            each.channel,
            each.title,
            each.name,
            each.detail,
            each.result,
            each.preferential,
            each is shown.desk.front,
        )
        for each in shown.desk.all()
    ]
    return stored, sorted(left)


@pytest.mark.parametrize("seed", range(6))
def test_haste_and_a_slow_disk_change_nothing(qtbot, tmp_path, monkeypatch, seed):
    keys, write, kept = script(random.Random(seed)), reception.register_attention, []
    for name, delay in (("rest", None), ("haste", random.Random(seed))):
        (tmp_path / name).mkdir()
        counter = Counter(tmp_path / name)

        def slowly(*args, delay=delay, **more):
            time.sleep(delay.random() * SLOWEST if delay is not None else 0)
            return write(*args, **more)

        monkeypatch.setattr(reception, "register_attention", slowly)
        try:
            kept.append(work(qtbot, counter, keys, delay))
        finally:
            close_counter(counter)
    assert kept[0] == kept[1]
    assert kept[0] != ([], [])
