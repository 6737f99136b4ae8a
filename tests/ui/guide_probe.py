"""Run as a program under one scale factor: lays Trámites out in all its states, prints what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NOW, Counter
from probing import Probe, probe_sizes

from desktop_app.domain.values import Channel
from desktop_app.services import catalogue, directory, reception
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.reception import AttentionForm

_LONG = "Autorización de funcionamiento temporal de ferias y espectáculos públicos no deportivos en la vía"
_UNIT = "Gerencia de Desarrollo Económico y Social"


def fill(counter: Counter) -> None:
    """Give the guide and the directory texts as long as people write them."""
    ctx = counter.console
    unit = directory.save_unit(
        ctx, _UNIT, place="Palacio Municipal, piso 2, oficina 207-B", phone="(01) 555-0100, anexo 2145",
        hours="Lunes a viernes de 08:00 a 16:30; sábados de 09:00 a 12:00",
    ).id  # fmt: skip
    person = directory.save_official(
        ctx, "María de los Ángeles Huamán Quispe-Ñahui", unit, position="Subgerenta de Promoción Empresarial"
    ).id
    chief = directory.save_official(
        ctx, "Óscar Santiago Villanueva de la Peña", unit, position="Gerente", substitute=person,
        place="Anexo de la calle Los Próceres 1024, segundo piso, al fondo",
    ).id  # fmt: skip
    directory.save_unit(ctx, _UNIT, place="Palacio Municipal, piso 2", chief=chief, unit=unit)
    reason = "Comisión de servicio en la capital de la provincia"
    directory.save_absence(ctx, chief, NOW - timedelta(hours=2), NOW + timedelta(days=40), reason)
    directory.save_absence(ctx, chief, NOW + timedelta(days=60), NOW + timedelta(days=90), reason)
    sheet = {
        "requirements": "\n".join(f"{at}. {_LONG}" for at in range(1, 7)),
        "cost": "S/ 148.60 riesgo bajo; S/ 171.20 riesgo medio; S/ 352.40 riesgo alto o muy alto",
        "term": _LONG, "where": _LONG, "hours": _LONG, "legal_basis": _LONG, "valid_from": "01/01/2020",
        "reviewed_on": "01/02/2024", "owner": _UNIT,
    }  # fmt: skip
    long = catalogue.save_topic(
        ctx, TopicForm(_LONG, "acceso_informacion", unit=unit, sheet=sheet, quick=9)
    ).id
    later = {**sheet, "valid_from": "01/01/2027", "reviewed_on": "10/11/2026"}
    form = TopicForm(_LONG, "acceso_informacion", unit=unit, sheet=later, quick=9)
    catalogue.save_topic(ctx, form, long)
    started = NOW - timedelta(minutes=3)
    for words in (f"¿{_LONG}?", f"Quisiera saber de {_LONG.lower()}", "Vacuna de perro"):
        asked = AttentionForm(Channel.IN_PERSON, started, "informacion", subject=words)
        reception.register_attention(ctx, asked)


class GuideProbe(Probe):
    """Walks through the lists, the pages, every form and the preview."""

    def _form(self, key: KEY, what: str) -> None:
        self.press(key)
        self.look(what, walk=True)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look(f"{what} refused")
        self.press(KEY.Key_Escape)
        self.settle()

    def guide(self) -> None:
        """Go through the guide's states."""
        self.press(KEY.Key_6, mods=CTRL)
        self.settle()
        self.look("topics", walk=True)
        self.press(KEY.Key_P, mods=CTRL)
        self.settle()
        self.look("preview", walk=True)
        self.press(KEY.Key_Escape)
        self._form(KEY.Key_N, "new topic")
        self.press(KEY.Key_E)
        self.look("edit topic")
        self.press(*[KEY.Key_Tab] * 14)
        self.look("edit topic, further down")
        self.press(KEY.Key_Escape)
        self.press(KEY.Key_1)
        self.settle()
        self.look("a digit that another has")
        self.press(KEY.Key_H)
        self.settle()
        self.look("history", walk=True)
        self.write("01/02/2027")
        self.settle()
        self.look("the sheet of a day", walk=True)
        self.press(KEY.Key_A, mods=CTRL)
        self.write("nunca")
        self.settle()
        self.look("no day")
        self.press(KEY.Key_Escape, KEY.Key_Escape)
        self.press(KEY.Key_F, mods=CTRL)
        self.write("riezgo bajo")
        self.settle()
        self.look("found in the sheet", walk=True)
        self.press(KEY.Key_Escape, KEY.Key_Escape)

    def owner(self) -> None:
        """Go through what the owner of the catalogue has to do."""
        self.press(KEY.Key_V)
        self.settle()
        self.look("due", walk=True)
        self.press(KEY.Key_P)
        self.settle()
        self.look("questions", walk=True)
        self._form(KEY.Key_S, "synonym")
        self.press(KEY.Key_N)
        self.look("topic of a question", walk=True)
        self.press(KEY.Key_Escape)
        self.settle()
        self.press(KEY.Key_F, mods=CTRL)
        self.write("zzz")
        self.look("no questions")
        self.press(KEY.Key_Escape, KEY.Key_Escape)
        self.press(KEY.Key_G)
        self.press(KEY.Key_F, mods=CTRL)
        self.write("zzz")
        self.look("nothing found")
        self.press(KEY.Key_Escape, KEY.Key_Escape)

    def directory(self) -> None:
        """Go through the directory's states."""
        self.press(KEY.Key_D)
        self.press(*[KEY.Key_Down] * 3)
        self.look("unit", walk=True)
        self.press(KEY.Key_Down)
        self.look("official, away", walk=True)
        self.press(KEY.Key_Return, KEY.Key_End)
        self.look("official, the end")
        self.press(KEY.Key_Escape)
        self._form(KEY.Key_N, "new official")
        self._form(KEY.Key_U, "new unit")
        self.press(KEY.Key_A, *[KEY.Key_Delete] * 3)
        self.look("absence", walk=True)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("absence refused")
        self.press(KEY.Key_Escape)


def prepare(counter: Counter, _folder: Path) -> Callable[[GuideProbe], None]:
    """Fill the counter; return the walk."""
    fill(counter)

    def walk(probe: GuideProbe) -> None:
        probe.guide()
        probe.owner()
        probe.directory()

    return walk


if __name__ == "__main__":
    probe_sizes(GuideProbe, "marta", prepare)
