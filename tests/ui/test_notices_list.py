"""Avisos with keys alone, from the list in Trámites to the counter's idle pane; hours and presence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import clear_and_write, come, texts, walk_to
from PySide6.QtWidgets import QApplication

from desktop_app.services import availability, directory, notices
from ui.guide.words import presence_badge
from ui.kit.badges import BadgeKind
from ui.kit.buttons import Button
from ui.kit.receivers import presence, receiver_choices


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def shown(hands):
    model = screen(hands).lists["notices"].model
    return [(model.row(at).text, model.cell(at, 1)[0]) for at in range(model.rowCount())]


def test_a_notice_is_published_changed_and_taken_down(supervisor, counter):
    supervisor.press(KEY.Key_O)
    supervisor.rest(lambda: screen(supervisor).tab == "notices")
    supervisor.press(KEY.Key_N)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert "Este dato no puede quedar vacío." in texts(screen(supervisor).editing.open_form())
    supervisor.write("Caja atiende hasta las 13:00.")
    supervisor.press(KEY.Key_Tab, KEY.Key_Tab)
    clear_and_write(supervisor, "+2")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: shown(supervisor) == [("Caja atiende hasta las 13:00.", "Hasta jue 26/11")])
    assert directory.notices_today(counter.console) == ["Caja atiende hasta las 13:00."]
    assert QApplication.focusWidget() is screen(supervisor).table()
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    supervisor.press(KEY.Key_Tab)
    clear_and_write(supervisor, "27/11")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    form = screen(supervisor).editing.open_form()
    assert "El último día no puede ser anterior al primero." in texts(form)
    assert QApplication.focusWidget() is form.field("last_day")
    clear_and_write(supervisor, "28/11")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: shown(supervisor)[0][1] == "Desde vie 27/11")
    supervisor.press(KEY.Key_Q)
    supervisor.rest(lambda: shown(supervisor) == [])
    assert notices.notices(counter.console) == []


def test_a_clerk_reads_them_at_the_counter_and_edits_none(qtbot, counter):
    today = NOW.date()
    notices.publish(counter.console, "No hay agua en el piso 2.", today, today)
    clerk = come(qtbot, counter, "ana")
    clerk.press(KEY.Key_O)
    assert screen(clerk).tab == "topics"
    clerk.press(KEY.Key_1, mods=CTRL)
    clerk.rest(lambda: "No hay agua en el piso 2." in texts(screen(clerk).pane()))
    # The program stays open overnight: the next morning has its own.
    tomorrow = today + timedelta(days=1)
    notices.publish(counter.console, "Hoy atiende la alcaldesa.", tomorrow, tomorrow)
    counter.clock.advance(days=1)
    clerk.rest(lambda: "Hoy atiende la alcaldesa." in texts(screen(clerk).pane()))
    assert "No hay agua en el piso 2." not in texts(screen(clerk).pane())


def test_presence_knows_the_hours(supervisor, counter):
    ctx = counter.console
    directory.save_official(
        ctx, "Paola Núñez", counter.urban, hours="lunes a viernes de 08:00 a 10:00", official=counter.paola
    )

    def words(name):
        official = next(each for each in directory.officials(ctx) if each.name == name)
        return presence(ctx, official), presence_badge(ctx, official, brief=True)

    assert words("Luis Paredes Ñaupa")[0] == "Disponible"
    long, badge = words("Paola Núñez")
    assert (long, badge.text, badge.kind) == (
        "Fuera de horario: vuelve mié 25/11 08:00", "Fuera de horario", BadgeKind.PAUSED,
    )  # fmt: skip
    # Nobody is kept from being chosen; who is there comes first.
    assert availability.propose(ctx, counter.urban).official.id == counter.paola
    order = [choice.title for choice in receiver_choices(ctx, "")][:3]
    assert order == ["Luis Paredes Ñaupa", "Paola Núñez", "Ana Arce"]
    counter.clock.set(NOW.replace(hour=7))
    assert words("Paola Núñez")[0] == "Fuera de horario: atiende de 08:00 a 10:00"
    counter.clock.set(NOW + timedelta(days=5))
    assert words("Luis Paredes Ñaupa")[0].startswith("Fuera de horario: vuelve lun 30/11")


def test_the_forms_hold_mail_and_hours_and_the_search_finds_by_extension(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Desarrollo Urbano")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    form.field("email").setText("urbano@muni.example")
    form.field("phone").setText("(01) 555-0100, anexo: 2145")
    form.field("hours").setText("Lunes a viernes de 08:00 a 16:00")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.rest(lambda: "urbano@muni.example" in texts(screen(supervisor).detail.person))
    for typed in ("2145", "01", "urbano@muni", "desarr urb"):
        supervisor.press(KEY.Key_F, mods=CTRL)
        clear_and_write(supervisor, typed)
        supervisor.press(KEY.Key_Return)
        supervisor.rest(lambda: getattr(screen(supervisor).current(), "name", "") == "Desarrollo Urbano")


def test_an_absence_is_changed_with_who_attends_meanwhile(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Ana Arce")
    page = screen(supervisor).detail.person
    supervisor.rest(lambda: page.title.text() == "Ana Arce")
    change = next(each for each in page.findChildren(Button) if each.text() == "Cambiar" and each.isVisible())
    assert change.accessibleName().startswith("Cambiar: En reunión")
    change.setFocus()
    supervisor.press(KEY.Key_Space)
    form = screen(supervisor).editing.open_form()
    assert form.values() == {
        "starts": "24/11/2026 09:42", "ends": "24/11/2026 11:42", "reason": "En reunión", "substitute": None,
    }  # fmt: skip
    form.field("ends").setText("24/11")
    form.field("substitute").fill(counter.paola)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    absence = directory.absences(counter.console)[0]
    assert (f"{absence.ends:%d/%m %H:%M}", absence.reason) == ("25/11 00:00", "En reunión")
    assert len(directory.absences(counter.console)) == 1
    ana = next(each for each in directory.officials(counter.console) if each.id == counter.away)
    assert ana.substitute == counter.paola
