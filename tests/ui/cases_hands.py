"""Three cases at the counter, and walking through Casos with keys."""

from __future__ import annotations

from datetime import timedelta

from counter import CTRL, KEY, Counter, open_counter, screen

from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm


class Folder:
    """Three cases: one overdue, one critical, one on time."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        now = counter.clock.now()
        counter.clock.set(now - timedelta(hours=50))
        self.late = self.open("Vereda rota", "María Ñuñez")
        counter.clock.set(now - timedelta(minutes=30))
        self.critical = self.open("Cable caído", "Rosa Quispe", Level.CRITICAL)
        counter.clock.set(now)
        self.fresh = self.open("Bache en la curva", "Íñigo Díaz")

    def open(self, subject: str, citizen: str, level: Level = Level.SIMPLE) -> bytes:
        form = CaseForm(
            subject, "denuncia", Channel.PHONE, level, unit=self.counter.roads,
            citizen=CitizenForm(citizen, phone="987654321"),
            criterion=CriticalCriterion.RISK if level is Level.CRITICAL else None,
        )  # fmt: skip
        return cases.open_case(self.counter.console, form).id

    def resolve(self, case: bytes) -> None:
        cases.move_case(self.counter.console, case, CaseState.RESOLVED, answer="Se reparó.")

    def state(self, case: bytes) -> str:
        sql = "SELECT f.state FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
        return self.counter.rows(sql, case)[0][0]

    def events(self, case: bytes) -> list[tuple[str, str | None]]:
        sql = (
            "SELECT v.kind, v.text FROM case_event v JOIN entity e ON e.id = v.case_file WHERE e.uid = ? "
            "ORDER BY v.stamp"
        )
        return [tuple(row) for row in self.counter.rows(sql, case)]


def at_the_first(qtbot, counter):
    """Open the window of the supervisor Marta at the first case of the list."""
    opened = open_counter(qtbot, counter, "marta")
    opened.press(KEY.Key_3, mods=CTRL)
    opened.rest(lambda: screen(opened).detail.case is not None)
    return opened


def subjects(hands):
    model = screen(hands).listing.model
    return [model.row(number).subject for number in range(model.rowCount())]


def stand_on(hands, case):
    """Walk down to a case."""
    hands.press(KEY.Key_Home)
    for _ in range(5):
        if screen(hands).listing.current().id == case:
            break
        hands.press(KEY.Key_Down)
    hands.rest(lambda: screen(hands).detail.case.line.id == case)
