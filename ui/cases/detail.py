"""The right pane: one case, its clocks, what may be done with it, and what has happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.labels import label_of
from desktop_app.domain.values import CaseState, ComplaintKind
from desktop_app.services import closing
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.checking import sign_sentence
from ui.cases.clock_words import kept_lines
from ui.cases.closing import ClosingStrip
from ui.cases.closing_words import ended_text, opinion_text
from ui.cases.columns import responsible_words
from ui.cases.files_part import FilesPart
from ui.cases.panel import CasePanel
from ui.cases.panels import make_panels
from ui.cases.related import RelatedSection
from ui.cases.stage_bar import StageBar
from ui.cases.step_buttons import StepButtons
from ui.cases.steps import CLOSING, STEP_FORM, Step
from ui.cases.story import Story
from ui.cases.words import (
    Names,
    clock_lines,
    cure_words,
    silence_text,
    told_line,
)
from ui.kit import theme
from ui.kit.badges import BadgeLabel
from ui.kit.buttons import Button
from ui.kit.detail import DetailPane, Section, boxed, warned
from ui.kit.formats import moment_text
from ui.kit.operations import Background
from ui.kit.surfaces import EmptyState, text_label
from ui.kit.urgency import case_badge

_DONE = (CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED)


class CaseDetailPane(DetailPane):
    """Everything about one case, from the most urgent to the oldest."""

    step_chosen = Signal(object)
    """Step whose button was pressed."""
    case_wanted = Signal(object)
    """RelatedCase to which its button leads."""
    file_chosen = Signal(object)
    """ShowFile: a file that somebody wants to see."""

    def __init__(
        self,
        context: Context,
        background: Background,
        submit_hint: str,
        turn_hint: str = "",
        causes_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Detalle del caso"), parent)
        self._context = context
        self.case: CaseDetail | None = None
        self.badge = BadgeLabel()
        self._title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self._who = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self._silence = text_label("", theme.Size.SMALL, wrap=True)
        self._silence_box = warned(self._silence)
        self._next = text_label("", wrap=True)
        self._next_box = boxed(self._next)
        self._sign = text_label("", wrap=True)
        self._sign_box = boxed(self._sign)
        self._sign_box.setProperty("kind", "warning")
        self._buttons = StepButtons()
        self._buttons.chosen.connect(self.step_chosen)
        self._flow = self._buttons.often.flow
        self.related = RelatedSection(context)
        self.related.wanted.connect(self.case_wanted)
        self.related.step_chosen.connect(self.step_chosen)
        made = make_panels(context, background, submit_hint, turn_hint, causes_hint)
        self.panels = {panel.name: panel for panel in made}
        for panel in self.panels.values():
            panel.grown.connect(partial(self._bring_into_sight, panel))
        self._about = text_label("", wrap=True)
        self._ended = text_label("", wrap=True)
        self._ended_box = boxed(self._ended)
        self.stages = StageBar()
        self._clocks = Section(3)
        self.files = FilesPart()
        self.files.file_chosen.connect(self.file_chosen)
        self.story = Story(context)
        for widget in (
            self.badge, self._title, self._who, self._silence_box, self._next_box, self._sign_box, self._buttons,
            *self.panels.values(), self.related, self._ended_box, self._about, self.stages, self._clocks, self.files,
            self.story,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self._empty = EmptyState("cases", "")
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        # Until the list is there nobody can say whether it has a case.
        self.show_nothing("")

    def show_nothing(self, sentence: str) -> None:
        """Show that there is no case, and why; without a sentence nothing stands there."""
        self._empty.sentence.setText(sentence)
        self.show_case(None, (), {}, None)
        self._empty.setVisible(bool(sentence))

    def show_case(
        self, case: CaseDetail | None, steps: Sequence[Step], names: Names, now: datetime | None
    ) -> None:
        """Show a case, or that none is chosen."""
        another = case is None or self.case is None or case.line.id != self.case.line.id
        self.case = case
        for at in range(self.column.count()):
            item = self.column.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._empty and not isinstance(widget, CasePanel):
                widget.setVisible(case is not None)
        self._empty.setVisible(case is None)
        if another:
            self.close_panels()
            self.verticalScrollBar().setValue(0)
        if case is None or now is None:
            return
        for panel in self.panels.values():
            if panel.case is not None and panel.case.line.id == case.line.id:
                panel.read_again(case)
        self._show_head(case)
        self._buttons.show_steps(steps)
        self.related.show_case(case, may_work=bool(steps))
        self._show_clocks(case, names)
        self.files.show_files(case)
        self.story.show_case(case, names, now)

    @property
    def form(self) -> CasePanel:
        """The form of one step."""
        return self.panels[STEP_FORM]

    @property
    def closing(self) -> CasePanel:
        """The form that closes a case."""
        return self.panels[CLOSING]

    def turn_screen(self) -> None:
        """Have the citizen answer by themselves, where the form that closes the case asks for it."""
        panel = self.panels[CLOSING]
        if isinstance(panel, ClosingStrip) and panel.isVisible():
            panel.turn_screen()

    def ask_causes(self) -> None:
        """Ask what caused the case, where it is being closed."""
        panel = self.panels[CLOSING]
        if isinstance(panel, ClosingStrip) and panel.isVisible():
            panel.ask_causes()

    def open_panel(self) -> CasePanel | None:
        """Return the form that is open, or None."""
        return next((panel for panel in self.panels.values() if panel.isVisible()), None)

    def begin(self, case: CaseDetail, step: Step) -> None:
        """Open the form that a step asks for, in the place of any other."""
        panel = self.panels[step.panel]
        self.close_panels(but=panel)
        panel.open_step(case, step)
        self._bring_into_sight(panel)

    def close_panels(self, but: CasePanel | None = None) -> None:
        """Close the forms; what was typed is kept."""
        for panel in self.panels.values():
            if panel is not but:
                panel.keep()
                panel.finish()

    def keep(self) -> None:
        """Keep what is being written."""
        for panel in self.panels.values():
            panel.keep()

    def _bring_into_sight(self, form: QWidget) -> None:
        """Scroll until a form that has just appeared can be seen whole, or at least from its top."""

        def scroll() -> None:
            top, bottom = form.y(), form.y() + form.height()
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if bottom > bar.value() + height or top < bar.value():
                bar.setValue(min(top - 8, max(bottom + 8 - height, top - 8)))

        # Only after the layout has given it its place.
        QTimer.singleShot(0, self, scroll)

    def first_button(self) -> Button | None:
        """Return the first step's button."""
        return self._buttons.first()

    def _show_ended(self, case: CaseDetail) -> None:
        """Say how it was closed, also that nobody confirmed it, and what the citizen thinks."""
        found, opinion = closing.ended(case.timeline), closing.opinion_of(case.timeline)
        parts = [ended_text(found)] if found is not None else []
        parts += [opinion_text(opinion)] if opinion is not None else []
        self._ended.setText("\n".join(parts))
        self._ended_box.setVisible(bool(parts))

    def _show_head(self, case: CaseDetail) -> None:
        line = case.line
        self.badge.set_badge(case_badge(line.badge))
        self._title.setText(f"{line.number} · {line.subject}")
        people = [line.citizen, case.phone or case.email, case.place]
        self._who.setText(" · ".join(part for part in people if part))
        self._who.setVisible(bool(self._who.text()))
        self._silence.setText(silence_text(line))
        self._silence_box.setVisible(bool(self._silence.text()))
        planned = bool(line.next_action) and line.state not in _DONE
        self._next_box.setVisible(planned)
        if planned:
            when = moment_text(line.next_action_at) if line.next_action_at else ""
            words = QCoreApplication.translate("Cases", "Próxima acción: {action}").format(
                action=line.next_action
            )
            who = [part for part in (line.responsible, when) if part]
            self._next.setText("\n".join(part for part in (words, " · ".join(who)) if part))
        self._sign_box.setVisible(bool(case.signs))
        if case.signs:
            self._sign.setText(sign_sentence(case.signs[0]))
        about = [part for part in (case.description, _complaint(case, self._context), _filed(case)) if part]
        self._about.setText("\n".join(about))
        self._about.setVisible(bool(about))
        self._show_ended(case)
        self.stages.show_stages(case.stages)

    def _show_clocks(self, case: CaseDetail, names: Names) -> None:
        column = self._clocks.emptied()
        if case.cure_until is not None:
            column.addWidget(boxed(text_label(cure_words(case), wrap=True)))
        for heading, why in clock_lines(case):
            column.addWidget(text_label(heading, theme.Size.SMALL, strong=True, wrap=True))
            if why:
                column.addWidget(text_label(why, theme.Size.SMALL, tone="muted", wrap=True))
        for kept in kept_lines(case):
            column.addWidget(text_label(kept, theme.Size.SMALL, strong=True, wrap=True))
        if told := told_line(case, names):
            column.addWidget(text_label(told, theme.Size.SMALL, wrap=True))


def _complaint(case: CaseDetail, context: Context) -> str:
    """Return what a complaint is about (training manual 3.1, and the country's aspect), or an empty text."""
    parts = []
    if case.complaint_kind:
        parts.append(QCoreApplication.translate("core", label_of(ComplaintKind, case.complaint_kind)))
    code = None
    for event in case.timeline:
        said = event.facts.get("set") if event.kind == "amend" else event.facts
        if isinstance(said, Mapping) and "complaint_aspect" in said:
            code = said["complaint_aspect"]
    parts += [each.label for each in context.profile.complaint_aspects if each.code == code]
    if not parts:
        return ""
    kind = " · ".join(part[:1].lower() + part[1:] for part in parts)
    return QCoreApplication.translate("Cases", "Reclamo por: {kind}").format(kind=kind)


def _filed(case: CaseDetail) -> str:
    line = case.line
    opened = moment_text(line.opened) if line.opened else ""
    parts = [part for part in (line.unit, responsible_words(line)) if part]
    where = " · ".join(parts) or QCoreApplication.translate("Cases", "sin responsable")
    return QCoreApplication.translate("Cases", "Ingresó {moment} · {where}").format(
        moment=opened, where=where
    )
