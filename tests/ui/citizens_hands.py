"""Three people in the register, and walking through Ciudadanos with keys."""

from __future__ import annotations

from datetime import timedelta

from counter import CTRL, KEY, NOW, Counter, open_counter, screen

from desktop_app.domain.values import Channel, Level, Result
from desktop_app.services import cases, citizens, reception
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm


class Register:
    """Three people: María came today and has an open case, Íñigo came yesterday, Rosa never."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        ctx = counter.console
        counter.clock.set(NOW - timedelta(days=1))
        self.rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Quispe")).id
        self.inigo = citizens.register_citizen(ctx, CitizenForm("Íñigo Díaz", phone="911222333")).id
        maria = CitizenForm("María Ñuñez", "dni", "45678912", "987 654 321", "maria@correo.pe", "av. Grau 12")
        self.maria = citizens.register_citizen(ctx, maria).id
        self.visit(self.inigo, counter.hours, Result.ORIENTED)
        counter.clock.set(NOW)
        self.case = cases.open_case(
            ctx, CaseForm("Bache en la curva", "denuncia", Channel.PHONE, Level.SIMPLE, citizen=self.maria)
        ).id
        self.visit(self.maria, counter.zoning, Result.REFERRED, unit=counter.urban, official=counter.paola)

    def visit(self, citizen: bytes, topic: bytes, result: Result, **more: bytes) -> None:
        now = self.counter.clock.now()
        form = AttentionForm(Channel.PHONE, now, "tramite", result, topic=topic, citizen=citizen, **more)
        reception.register_attention(self.counter.console, form)

    def data(self, citizen: bytes) -> citizens.Citizen:
        return citizens.get_citizen(self.counter.console, citizen)

    def count(self) -> int:
        return self.counter.rows("SELECT count(*) FROM citizen")[0][0]


def at_list(qtbot, counter, login="ana"):
    opened = open_counter(qtbot, counter, login)
    opened.press(KEY.Key_5, mods=CTRL)
    opened.rest(screen(opened).listing.model.counted)
    return opened


def at_the_first(qtbot, counter):
    """Open the window of the clerk Ana with the sheet of the first of the list beside it."""
    opened = at_list(qtbot, counter)
    opened.rest(lambda: screen(opened).view.sheet is not None)
    return opened


def names(hands):
    model = screen(hands).listing.model
    return [model.row(number).citizen.name for number in range(model.rowCount()) if model.row(number)]


def stand_on(hands, citizen):
    """Walk down to somebody."""
    hands.press(KEY.Key_Home)
    for _ in range(5):
        if screen(hands).listing.current().citizen.id == citizen:
            break
        hands.press(KEY.Key_Down)
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == citizen)


def form(hands):
    return screen(hands).form
