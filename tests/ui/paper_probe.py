"""Run as a program under one scale factor: lays Formularios en papel out in all states, prints what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NOW, Counter
from probing import Probe, probe_sizes

from desktop_app.domain.values import Channel, Result, Role
from desktop_app.services import directory, late, paper
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.late import Transcription
from desktop_app.services.reception import AttentionForm

_LONG = "María de los Ángeles Huamán Quispe-Ñahui viuda de Fernández-Goicoechea"
_WORD = "Ñ" * 400


def fill(counter: Counter) -> None:
    """Print two batches; of the first one forms are transcribed, spoiled and missing."""
    directory.save_user(counter.console, "larga", _LONG, frozenset({Role.CLERK}))
    ctx = counter.installation.context(counter.installation.actor("larga"))
    counter.clock.set(NOW - timedelta(days=40))
    paper.print_forms(ctx, 30)
    counter.clock.set(NOW - timedelta(days=1))
    paper.print_forms(ctx, 2)
    counter.clock.set(NOW)
    forms = [form for form in paper.forms(ctx) if form.printed < NOW - timedelta(days=2)]
    started = NOW - timedelta(days=30)
    for at, name in ((0, _LONG), (1, _WORD), (4, _LONG)):
        attention = AttentionForm(
            Channel.IN_PERSON, started, "denuncia", Result.CASE_OPENED, subject=_LONG, unit=counter.roads,
            citizen=CitizenForm(name, phone="987654321"),
        )  # fmt: skip
        assert ctx.actor.id is not None
        late.transcribe(
            ctx, Transcription(forms[at].id, ctx.actor.id, started + timedelta(minutes=5), attention)
        )
    paper.spoil(ctx, [forms[2].id], _WORD)


class PaperProbe(Probe):
    """Walks through the list, the pane's forms, the transcription and the preview."""

    def listing(self) -> None:
        """Go through the list and what the pane asks."""
        self.press(KEY.Key_9, mods=CTRL)
        self.settle()
        self.look("to transcribe", walk=True)
        self.press(KEY.Key_N)
        self.look("print", walk=True)
        self.press(KEY.Key_0, KEY.Key_Return)
        self.look("print refused")
        self.press(KEY.Key_Escape)
        self.settle()
        self.press(KEY.Key_A)
        self.look("spoil", walk=True)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("spoil refused")
        self.press(KEY.Key_Escape)
        self.settle()
        chips = self.window.current_screen().listing.views.chips()
        chips[-1].click()
        self.settle()
        self.window.current_screen().table.setFocus()
        for at, what in ((2, "transcribed"), (3, "endless word"), (4, "spoiled"), (5, "missing")):
            self.window.current_screen().table.go_to(at)
            self.look(what, walk=at == 2)
        self.press(KEY.Key_F, mods=CTRL)
        self.write("zzz")
        self.look("nothing found")
        self.press(KEY.Key_Escape, KEY.Key_Escape)

    def typing(self) -> None:
        """Go through the transcription and what can be wrong with it."""
        self.window.current_screen().table.go_to(5)
        self.settle()
        self.press(KEY.Key_Return)
        self.look("typing", walk=True)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("typing refused")
        self.window.current_screen().panel.form.day.setFocus()
        self.write("1/10")
        self.press(KEY.Key_Return)
        self.write("905")
        self.press(KEY.Key_Return)
        self.write("912")
        self.press(KEY.Key_Return)
        self.write(_LONG)
        self.settle()
        for key, what in (
            (KEY.Key_F7, "handed over"), (KEY.Key_F8, "case"), (KEY.Key_F9, "critical"),
        ):  # fmt: skip
            self.press(key)
            self.look(what, walk=True)
            self.press(KEY.Key_Return, mods=CTRL)
            self.look(f"{what} refused")
        self.press(KEY.Key_Escape)
        self.settle()

    def preview(self) -> None:
        """Look at a batch before it is printed."""
        self.press(KEY.Key_R)
        self.look("preview", walk=True)
        self.press(KEY.Key_Escape)
        self.settle()


def prepare(counter: Counter, _folder: Path) -> Callable[[PaperProbe], None]:
    """Fill the counter; return the walk."""
    fill(counter)

    def walk(probe: PaperProbe) -> None:
        probe.listing()
        probe.typing()
        probe.window.current_screen().panel.discard.click()
        probe.settle()
        probe.preview()

    return walk


if __name__ == "__main__":
    probe_sizes(PaperProbe, "ana", prepare)
