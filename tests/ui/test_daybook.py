"""Taking back what somebody else recorded, or what was recorded on another day, where a person can find it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, open_counter, screen

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.values import Channel, Result
from desktop_app.services import reception
from desktop_app.services.reception import AttentionForm

ORIENTED = Result.ORIENTED


@pytest.fixture
def days(counter):
    """Ana attended yesterday and today, Marta today; the clock stands at today."""

    def take(login, ago, **more):
        ctx = counter.installation.context(counter.installation.actor(login))
        started = ctx.now() - ago
        form = AttentionForm(Channel.IN_PERSON, started, "informacion", ORIENTED, topic=counter.hours, **more)
        return reception.register_attention(ctx, form).id

    counter.clock.advance(hours=-24)
    counter.old = take("ana", timedelta(minutes=5), detail="Ayer")
    counter.clock.advance(hours=24)
    counter.anas = take("ana", timedelta(minutes=9), detail="De Ana")
    counter.martas = take("marta", timedelta(minutes=3), detail="De Marta")
    return counter


def reading(qtbot, counter, login):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_1, mods=CTRL)
    hands.rest()
    hands.press(KEY.Key_H, mods=CTRL)
    hands.rest(lambda: bool(screen(hands).view.day_detail.title.text()))
    return hands, screen(hands).view.today


def listed(today):
    return [today.model.row(at).id for at in range(today.model.rowCount()) if today.model.row(at)]


def void(hands, today, counter, attention):
    hands.press(KEY.Key_Delete)
    hands.write("Se registró dos veces")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    return counter.rows(
        "SELECT a.void_reason FROM attention a JOIN entity e ON e.id = a.id WHERE e.uid = ?", attention
    )


def test_supervision_takes_back_what_a_clerk_recorded(qtbot, days):
    hands, today = reading(qtbot, days, "marta")
    assert listed(today) == [days.martas]
    hands.press(KEY.Key_T)
    hands.rest(lambda: listed(today) == [days.martas, days.anas])
    assert today.title.text() == "Atenciones de hoy, de todos"
    assert [today.model.cell(at, 6)[0] for at in range(2)] == ["Marta Zegarra", "Ana Rojas"]
    hands.press(KEY.Key_Down)
    hands.rest()
    assert void(hands, today, days, days.anas) == [("Se registró dos veces",)]
    hands.press(KEY.Key_T)
    hands.rest(lambda: listed(today) == [days.martas])


def test_a_clerk_takes_back_what_was_recorded_yesterday_and_sees_nobody_elses(qtbot, days):
    hands, today = reading(qtbot, days, "ana")
    hands.press(KEY.Key_T)
    hands.rest()
    assert today.everyone.isHidden()
    assert listed(today) == [days.anas]
    hands.press(KEY.Key_Left)
    hands.rest(lambda: listed(today) == [days.old])
    assert today.title.text() == "Mis atenciones, lun 23/11/2026"
    assert void(hands, today, days, days.old) == [("Se registró dos veces",)]
    hands.press(KEY.Key_Left)
    hands.rest(lambda: listed(today) == [])
    assert today.model.rowCount() == 0
    hands.press(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right)
    hands.rest(lambda: listed(today) == [days.anas])
    assert not today.after.isEnabled()


def test_the_form_comes_back_with_todays_own_list(qtbot, days):
    hands, today = reading(qtbot, days, "marta")
    hands.press(KEY.Key_T, KEY.Key_Left)
    hands.rest(lambda: listed(today) == [days.old])
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: listed(today) == [days.martas])
    assert today.title.text() == "Mis atenciones de hoy"
    assert today.table.isColumnHidden(6)


def test_everyones_are_kept_from_a_clerk_below_the_screen(days):
    ana = days.installation.context(days.installation.actor("ana"))
    with pytest.raises(NotAllowed):
        reception.of_day(ana, ana.now().date(), everyone=True)
