"""People recorded twice, and walking through what Ciudadanos does about it with keys."""

from __future__ import annotations

from datetime import timedelta

from citizens_hands import at_list
from counter import KEY, NOW, Counter, screen

from desktop_app.domain.values import Channel, Level, Result
from desktop_app.services import cases, citizens, reception
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm


class Twice:
    """Rosa is recorded twice, with a visit and a case each; Juan twice, Ana once."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        counter.clock.set(NOW - timedelta(days=9))
        self.rosa = self.add("Rosa Quispe", "dni", "45678912", "987 654 321", None, "Av. Grau 12")
        self.again = self.add("Rosa Quispe Mamani", None, None, "987654321", "rosa@correo.pe")
        self.juan = self.add("Juan Pérez", "dni", "11112222")
        self.juan2 = self.add("Pérez, Juan", "dni", "1111 2222")
        self.ana = self.add("Ana Díaz")
        ctx = counter.console
        self.cases = []
        for who in (self.rosa, self.again):
            counter.clock.advance(minutes=9)
            form = AttentionForm(
                Channel.PHONE,
                counter.clock.now(),
                "tramite",
                Result.ORIENTED,
                topic=counter.hours,
                citizen=who,
            )
            reception.register_attention(ctx, form)
            case = cases.open_case(
                ctx, CaseForm("Bache", "denuncia", Channel.PHONE, Level.SIMPLE, citizen=who)
            ).id
            cases.log_contact(ctx, case, Channel.PHONE, "Se le avisó.")
            self.cases.append(case)
        counter.clock.set(NOW)

    def add(self, *values: str | None) -> bytes:
        self.counter.clock.advance(minutes=1)
        return citizens.register_citizen(self.counter.console, CitizenForm(*values)).id  # type: ignore[arg-type]

    def data(self, citizen: bytes) -> citizens.Citizen:
        return citizens.get_citizen(self.counter.console, citizen)


def at_pairs(qtbot, counter, login="marta"):
    """Open the window on the possible duplicates."""
    hands = at_list(qtbot, counter, login)
    page = screen(hands)
    page.listing.views.chips()[-1].setFocus()
    page.listing.views.chips()[-1].click()
    hands.rest(lambda: page.listing.pairs.current() is not None and not page.listing.pairs.searching())
    page.listing.rows().setFocus()
    return hands


def comparing(hands):
    """Compare the current pair."""
    hands.press(KEY.Key_Return)
    hands.rest(lambda: screen(hands).pages.comparing() is not None)
    return screen(hands).pages.compare


def pairs(hands):
    model = screen(hands).listing.pairs.model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [(row.one.name, row.other.name) for row in rows if row]
