"""Run as a program under one scale factor: lays Constancias out in all its states, prints what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NOW, SHIFT, Counter
from probing import Probe, probe_sizes

from desktop_app.domain.values import Channel, Result
from desktop_app.services import receipts, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.reception import AttentionForm
from ui.kit.screen import RECEIPTS
from ui.kit.theme import ThemeName

_NAME = "María de los Ángeles Huamán Quispe-Ñahui viuda de Villanueva " * 6
_LONG = "Reparación de la vereda y del sardinel frente a la institución educativa n.º 1024 Los Próceres"


def fill(counter: Counter) -> tuple[str, str]:
    """Record a case with words as long as they may be; return its code and number."""
    ana = counter.installation.context(counter.installation.actor("ana"))
    form = AttentionForm(
        Channel.IN_PERSON, NOW - timedelta(minutes=3), "reclamo", Result.CASE_OPENED, subject=_LONG,
        unit=counter.roads, citizen=CitizenForm(_NAME.strip()[:399], phone="999888777"), detail=_LONG * 4,
    )  # fmt: skip
    saved = reception.register_attention(ana, form)
    issued = receipts.issue(ana, counter.installation.custody, RecordKey("attention", saved.id))
    return issued.code, issued.number


class ReceiptProbe(Probe):
    """Walks through the verdicts, the papers and what is refused."""

    def scan(self, text: str) -> None:
        """Type and check."""
        self.press(KEY.Key_F, mods=CTRL)
        self.write(text)
        self.press(KEY.Key_Return)
        self.settle()

    def paper(self, what: str, *, walk: bool) -> None:
        """Look at the paper where it stands alone."""
        screen = self.window.current_screen()
        if screen.preview.isVisible():
            return
        self.press(KEY.Key_P, mods=CTRL)
        self.look(what, walk=walk)
        self.press(KEY.Key_Escape)

    def receipts(self, code: str, number: str) -> None:
        """Go through the states."""
        self.window.show_screen(RECEIPTS)
        self.look("idle", walk=True)
        self.scan("hola")
        self.look("refused", walk=True)
        self.scan(code)
        self.look("genuine", walk=True)
        self.paper("paper", walk=True)
        screen = self.window.current_screen()
        for chip in screen.preview.paper.chips():
            chip.click()
            self.settle()
            self.look(f"on {chip.text()}")
        self.paper("roll", walk=False)
        screen.preview.paper.chips()[0].click()
        self.settle()
        self.scan(code[:60] + ("X" if code[60] != "X" else "Y") + code[61:])
        self.look("altered", walk=True)
        self.scan(number)
        self.look("number only", walk=True)
        self.scan("99992600001" + f"{98 - 99992600001 * 100 % 97:02d}")
        self.look("not here", walk=True)
        self.press(KEY.Key_1, mods=CTRL)
        self.press(KEY.Key_P, mods=CTRL | SHIFT)
        self.settle()
        self.look("last record", walk=True)


def prepare(counter: Counter, _folder: Path) -> Callable[[ReceiptProbe], None]:
    """Fill the counter; return the walk."""
    code, number = fill(counter)
    return lambda probe: probe.receipts(code, number)


if __name__ == "__main__":
    # Dark is light in other colours; high contrast draws wider borders.
    probe_sizes(ReceiptProbe, "ana", prepare, (ThemeName.LIGHT, ThemeName.CONTRAST))
