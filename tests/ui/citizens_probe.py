"""Run as a program under one scale factor: lays Ciudadanos out, prints what does not fit, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NOW, Counter
from probing import Probe, probe_sizes

from desktop_app.domain.values import Channel, CriticalCriterion, Level, Result
from desktop_app.services import cases, citizens, merging, reception
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm

_LONG = "María de los Ángeles Huamán Quispe-Ñahui viuda de Fernández-Goicoechea"
_WORD = "Ñ" * 400


def fill(counter: Counter) -> None:
    """Give the counter people with much of everything, and one whose name is a single endless word."""
    ctx = counter.console
    counter.clock.set(NOW - timedelta(days=3))
    for number in range(30):
        citizens.register_citizen(ctx, CitizenForm(f"Persona Número {number}", phone=f"9876543{number:02}"))
    endless = CitizenForm(_WORD, "ce", "123456789012", "9" * 60, f"{'m' * 200}@correo.pe", _WORD)
    full = CitizenForm(
        _LONG, "dni", "45678912", "+51 987 654 321", "maria.de.los.angeles.huaman@correo.municipalidad.pe",
        "Jr. Los Próceres 1024, urb. Los Jazmines, manzana K, lote 14",
    )  # fmt: skip
    people = []
    for form in (endless, full):
        who = citizens.register_citizen(ctx, form).id
        people.append(who)
        for level in (Level.SIMPLE, Level.COMPLEX, Level.CRITICAL, Level.SIMPLE, Level.SIMPLE, Level.SIMPLE):
            critical = CriticalCriterion.RISK if level is Level.CRITICAL else None
            case = cases.open_case(
                ctx,
                CaseForm(
                    f"Reparación de {_LONG}", "reclamo", Channel.EMAIL, level, citizen=who, criterion=critical
                ),
            ).id
            cases.log_contact(ctx, case, Channel.EMAIL, f"Se le explicó a {_LONG} lo que sigue")
        for result in (Result.ORIENTED, Result.REFERRED, Result.UNANSWERED):
            reception.register_attention(
                ctx,
                AttentionForm(
                    Channel.EMAIL, ctx.now(), "tramite", result, subject=f"Consulta sobre {_LONG}", citizen=who,
                    unit=counter.roads, official=counter.chief,
                ),
            )  # fmt: skip
    # Recorded twice: with an endless word in every field, and as people are.
    twice = (
        replace(endless, document_type="dni", name=f"{_WORD[:-1]}O", phone="8" * 60, address="W" * 400),
        CitizenForm(_LONG, "ce", "987654321", "51987654321", "maria@correo.pe", "Calle Lima 3"),
        CitizenForm("\u202eبت شارع\u202c 🙂 <b>&amp;", "ce", "123456789012"),
    )
    people.extend(citizens.register_citizen(ctx, form).id for form in twice)
    other = CitizenForm(f"{_LONG} y Mendoza", "dni", "45678912", "999999999", "m@correo.pe", "Av. Grau 1")
    merging.merge(ctx, people[1], citizens.register_citizen(ctx, other).id)
    counter.clock.set(NOW)


class CitizensProbe(Probe):
    """Goes through the screen's states."""

    def citizens(self) -> None:
        """Look at list, sheet, form, warnings, errors and empty lists."""
        self.press(KEY.Key_5, mods=CTRL)
        screen = self.window.current_screen()
        self.settle(until=lambda: screen.view.sheet is not None)
        self.look("list", walk=True)
        for who in ("full", "endless"):
            self.press(KEY.Key_Return)
            self._whole(f"sheet of {who}")
            self.press(KEY.Key_Escape)
            self.press(KEY.Key_Down)
        self.press(KEY.Key_E)
        self._whole("form of a person")
        self.press(KEY.Key_Escape)
        self.press(KEY.Key_N)
        form = screen.form
        form.document.setFocus()
        self.write("45678912")
        form.email.setFocus()
        self.write("maria")
        self.settle()
        self.press(KEY.Key_Return, mods=CTRL)
        self._whole("refused, with warnings")
        self.press(KEY.Key_Escape)
        self.press(KEY.Key_N)
        self._whole("restored")
        self.press(KEY.Key_Escape)
        self._beside()
        self.press(KEY.Key_F, mods=CTRL)
        self.write("zzz")
        self.look("nobody")

    def _beside(self) -> None:
        """Look at what takes the place of the list and of the sheet."""
        screen = self.window.current_screen()
        for place in range(2):
            self.press(KEY.Key_Home, *[KEY.Key_Down] * place)
            self.settle()
            self.press(KEY.Key_H)
            self.look(f"history {place}", walk=True)
            self.press(KEY.Key_Escape, KEY.Key_X)
            self._whole(f"handing out {place}")
            self.press(KEY.Key_Escape, KEY.Key_O)
            self.look(f"by name {place}")
        screen.listing.views.chips()[-1].click()
        screen.listing.rows().setFocus()
        self.settle(until=lambda: screen.listing.pairs.current() is not None)
        self.look("pairs", walk=True)
        for place in range(screen.listing.pairs.model.rowCount()):
            self.press(KEY.Key_Return)
            self.settle(until=lambda: screen.pages.comparing() is not None)
            self.look(f"side by side {place}", walk=True)
            self.press(KEY.Key_Escape, KEY.Key_Down)
        screen.listing.views.chips()[0].click()
        self.settle()
        screen.listing.rows().setFocus()

    def _whole(self, what: str) -> None:
        """Look at the pane from its top to its end."""
        bar = self.window.current_screen().pane().verticalScrollBar()
        self.look(what, walk=True)
        bar.setValue(bar.maximum())
        self.look(f"{what}, its end")


def prepare(counter: Counter, _folder: Path) -> Callable[[CitizensProbe], None]:
    """Fill the counter; return the walk."""
    fill(counter)
    return CitizensProbe.citizens


if __name__ == "__main__":
    probe_sizes(CitizensProbe, "marta", prepare)
