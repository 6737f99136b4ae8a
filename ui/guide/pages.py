"""The pages: a guide sheet, an official, a unit, a question that waits for an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.sheet_history import starts_on
from desktop_app.services.access import Permission
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Absence, Official, Unit
from desktop_app.services.questions import OpenQuestion
from ui.guide import actions
from ui.guide.found import Found, FoundLabel
from ui.guide.reading import (
    Body,
    ReadingPage,
    callout,
    heading,
    part,
    person_row,
    sheet_body,
    sheet_notes,
    unit_card,
)
from ui.guide.snapshot import Snapshot
from ui.guide.words import (
    kind_word,
    level_word,
    presence_badge,
    sheet_badge,
    span_words,
)
from ui.kit.actions import ActionRegistry
from ui.kit.buttons import Button, IconButton, Kind
from ui.kit.flow import FlowLayout
from ui.kit.formats import day_text

_PEOPLE = 6
_TOPICS = 12
_WORDINGS = 6


def act_button(registry: ActionRegistry, action_id: str, text: str = "", kind: Kind = Kind.NORMAL) -> Button:
    """Return a button for an action; ``text`` where its own words are too long."""
    spec = registry.spec(action_id)
    button = Button(text or spec.label(), kind=kind, icon=spec.icon, hint=spec.hint())
    button.setToolTip(spec.tooltip())
    button.clicked.connect(lambda: registry.trigger(action_id))
    return button


class SheetPage(ReadingPage):
    """One guide sheet, as it is told to the citizen (AUM-010-040)."""

    unit_asked = Signal(object)
    """Id of the unit to show in the directory."""
    day_asked = Signal(object)
    """Day of the sheet that is to be shown."""

    def __init__(self, context: Context, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Guide", "Ficha"), parent)
        self._context = context
        self._may_edit = context.actor.may(Permission.EDIT_CATALOGUE)
        self._may_attend = context.actor.may(Permission.RECORD_ATTENTION)
        self.attend = act_button(
            registry, actions.ATTEND, QCoreApplication.translate("Guide", "Atender"), Kind.PRIMARY
        )
        self.print = act_button(registry, actions.PRINT, QCoreApplication.translate("Guide", "Imprimir"))
        self.edit = act_button(registry, actions.EDIT)
        self.reviewed = act_button(
            registry, actions.REVIEWED, QCoreApplication.translate("Guide", "Revisada")
        )
        self.history = act_button(registry, actions.HISTORY)
        for button, action_id in (
            (self.attend, actions.ATTEND), (self.print, actions.PRINT), (self.edit, actions.EDIT),
            (self.reviewed, actions.REVIEWED), (self.history, actions.HISTORY),
        ):  # fmt: skip
            self.add_button(button, registry.spec(action_id).icon)
        self.edit.setVisible(self._may_edit)

    def show_topic(self, topic: Topic, snapshot: Snapshot, found: Found | None = None) -> None:
        """Show a topic's sheet; ``found`` is where it has the words that were looked for."""
        context = self._context
        badge = sheet_badge(topic, snapshot.now.date())
        parts = [kind_word(context, topic), level_word(topic), topic.unit_name]
        self.show_head(topic.title, " · ".join(each for each in parts if each), badge)
        self.attend.setVisible(self._may_attend and topic.active)
        self.reviewed.setVisible(self._may_edit and topic.active and badge is not None)
        body = Body()
        if found is not None:
            words = QCoreApplication.translate("Guide", "Encontrado en {part}").format(part=found.title)
            body.add(callout("search", words, "", FoundLabel(found)))
        if topic.coming is not None:
            body.add(self._coming(topic))
        if not sheet_body(body, topic) and topic.coming is None:
            body.add_note(self._no_sheet())
        unit = snapshot.unit(topic.unit)
        if unit is not None:
            body.add(self._unit(unit, snapshot))
        specialised = snapshot.unit(topic.specialised)
        if specialised is not None:
            words = QCoreApplication.translate("Guide", "Los casos críticos van a {unit}.")
            body.add_note(words.format(unit=specialised.name))
        body.add_note(sheet_notes(topic))
        self.show_body(topic.id, body)

    def _coming(self, topic: Topic) -> QWidget:
        """Return the note that another sheet waits for its day."""
        day = starts_on(topic.coming)
        title = QCoreApplication.translate("Guide", "Desde el {day} rige otra ficha").format(
            day=day_text(day) if day else ""
        )
        text = (
            QCoreApplication.translate("Guide", "Hasta entonces vale la que sigue.")
            if topic.sheet
            else QCoreApplication.translate("Guide", "Hasta entonces no hay ninguna vigente.")
        )
        show = Button(QCoreApplication.translate("Guide", "Ver la que viene"), kind=Kind.QUIET)
        show.clicked.connect(lambda: self.day_asked.emit(day))
        return callout("calendar", title, text, show)

    def _no_sheet(self) -> str:
        if self._may_edit:
            return QCoreApplication.translate(
                "Guide",
                "Este tema todavía no tiene ficha. Escríbala con E para que ventanilla la tenga a mano.",
            )
        return QCoreApplication.translate("Guide", "Este tema todavía no tiene ficha.")

    def _unit(self, unit: Unit, snapshot: Snapshot) -> QWidget:
        detail = " · ".join(text for text in (unit.place, unit.phone, unit.hours) if text)
        card, column = unit_card("unit", unit.name, detail)
        members = snapshot.members(unit)
        for member in members[:_PEOPLE]:
            column.addWidget(person_row(member.name, member.position, presence_badge(self._context, member)))
        more = Button(QCoreApplication.translate("Guide", "Ver en el directorio"), kind=Kind.QUIET)
        more.clicked.connect(lambda: self.unit_asked.emit(unit.id))
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card


class PersonPage(ReadingPage):
    """An official or a unit of the directory."""

    asked = Signal(object)
    """Key of another row of the directory."""
    topic_asked = Signal(object)
    """Id of a topic."""
    absence_asked = Signal(object)
    """Absence to change."""
    absence_ended = Signal(object)
    """Absence to end or to take back."""

    def __init__(self, context: Context, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Guide", "Directorio"), parent)
        self._context = context
        self._may_edit = context.actor.may(Permission.EDIT_DIRECTORY)
        self.absence = act_button(registry, actions.ABSENCE)
        self.edit = act_button(registry, actions.EDIT)
        for button, action_id in ((self.absence, actions.ABSENCE), (self.edit, actions.EDIT)):
            self.add_button(button, registry.spec(action_id).icon)
            button.setVisible(self._may_edit)

    def show_official(self, official: Official, snapshot: Snapshot) -> None:
        """Show somebody: what they do, where, and when they are away."""
        self.absence.setVisible(self._may_edit and official.active)
        parts = [official.position, official.unit_name]
        badge = presence_badge(self._context, official)
        self.show_head(official.name, " · ".join(each for each in parts if each), badge)
        body = Body()
        substitute = snapshot.official(official.substitute)
        away = official.absent_until is not None
        if substitute is not None and away:
            body.add(heading(QCoreApplication.translate("Guide", "Reemplaza mientras tanto")))
            body.add(self._person(substitute))
        unit = snapshot.unit(official.unit)
        facts = [
            (QCoreApplication.translate("Guide", "Teléfono"), official.phone),
            (QCoreApplication.translate("Guide", "Lugar"), official.place),
            (QCoreApplication.translate("Guide", "Horario"), official.hours),
        ]
        if substitute is not None and not away:
            facts.append((QCoreApplication.translate("Guide", "Si falta, reemplaza"), substitute.name))
        body.add_facts([(title, text) for title, text in facts if text])
        absences = snapshot.absences_of(official.id)
        if absences:
            body.add(heading(QCoreApplication.translate("Guide", "Ausencias")))
            for absence in absences:
                body.add(self._absence(absence, snapshot))
        if unit is not None:
            body.add(self._unit_line(unit))
        self.show_body(official.id, body)

    def show_unit(self, unit: Unit, snapshot: Snapshot) -> None:
        """Show a unit: where it is, who leads it, who is there now, what it answers."""
        self.absence.hide()
        self.show_head(unit.name, QCoreApplication.translate("Guide", "Unidad"), None)
        body = Body()
        facts = [
            (QCoreApplication.translate("Guide", "Lugar"), unit.place),
            (QCoreApplication.translate("Guide", "Teléfono"), unit.phone),
            (QCoreApplication.translate("Guide", "Correo"), unit.email),
            (QCoreApplication.translate("Guide", "Horario"), unit.hours),
            (QCoreApplication.translate("Guide", "Jefatura"), unit.chief_name),
        ]
        body.add_facts([(title, text) for title, text in facts if text])
        members = snapshot.members(unit)
        if members:
            body.add(heading(QCoreApplication.translate("Guide", "Quién está ahora")))
            for member in members:
                body.add(self._person(member))
        else:
            body.add_note(QCoreApplication.translate("Guide", "Esta unidad todavía no tiene funcionarios."))
        topics = snapshot.topics_of(unit.id)
        if topics:
            body.add(heading(QCoreApplication.translate("Guide", "Temas que atiende")))
            for topic in topics[:_TOPICS]:
                link = self._link(topic.title, partial(self.topic_asked.emit, topic.id))
                body.add(person_row(topic.title, "", None, link))
        self.show_body(unit.id, body)

    def _person(self, official: Official) -> QWidget:
        link = self._link(official.name, partial(self.asked.emit, ("official", official.id)))
        detail = " · ".join(each for each in (official.position, official.phone, official.place) if each)
        return person_row(official.name, detail, presence_badge(self._context, official), link)

    def _unit_line(self, unit: Unit) -> QWidget:
        detail = " · ".join(each for each in (unit.place, unit.phone, unit.hours) if each)
        card, column = unit_card("unit", unit.name, detail)
        more = Button(QCoreApplication.translate("Guide", "Ver la unidad"), kind=Kind.QUIET)
        more.clicked.connect(lambda: self.asked.emit(("unit", unit.id)))
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _absence(self, absence: Absence, snapshot: Snapshot) -> QWidget:
        reason = absence.reason or QCoreApplication.translate("Guide", "Ausente")
        when = span_words(absence.starts, absence.ends, snapshot.now)
        card, column = unit_card("calendar", reason, when)
        if self._may_edit:
            running = absence.starts <= snapshot.now
            words = (
                QCoreApplication.translate("Guide", "Ya volvió")
                if running
                else QCoreApplication.translate("Guide", "Quitar esta ausencia")
            )
            end = Button(words, icon="check" if running else "close")
            end.setAccessibleName(f"{words}: {reason}, {when}")
            end.clicked.connect(lambda: self.absence_ended.emit(absence))
            change = Button(QCoreApplication.translate("Guide", "Cambiar"), icon="edit")
            change.setAccessibleName(
                QCoreApplication.translate("Guide", "Cambiar: {what}").format(what=f"{reason}, {when}")
            )
            change.clicked.connect(lambda: self.absence_asked.emit(absence))
            acts = QWidget()
            flow = FlowLayout(acts)
            flow.addWidget(end)
            flow.addWidget(change)
            column.addWidget(acts)
        return card

    @staticmethod
    def _link(text: str, act: Callable[[], object]) -> Button:
        words = QCoreApplication.translate("Guide", "Ver: {name}").format(name=text)
        link = IconButton("chevron-right", words)
        link.clicked.connect(lambda _checked=False: act())
        return link


class QuestionPage(ReadingPage):
    """A question that the catalogue left open, and what to do about it."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Guide", "Por completar"), parent)
        self.answer = act_button(
            registry, actions.EDIT, QCoreApplication.translate("Guide", "Revisar ficha"), Kind.PRIMARY
        )
        self.reviewed = act_button(
            registry, actions.REVIEWED, QCoreApplication.translate("Guide", "Revisada hoy")
        )
        self.make_topic = act_button(
            registry, actions.NEW, QCoreApplication.translate("Guide", "Crear un tema"), Kind.PRIMARY
        )
        self.synonym = act_button(registry, actions.SYNONYM)
        self.dismiss = act_button(registry, actions.DISMISS)
        for button, action_id in (
            (self.answer, actions.EDIT), (self.reviewed, actions.REVIEWED), (self.make_topic, actions.NEW),
            (self.synonym, actions.SYNONYM), (self.dismiss, actions.DISMISS),
        ):  # fmt: skip
            self.add_button(button, registry.spec(action_id).icon)

    def show_question(self, question: OpenQuestion) -> None:
        """Show what was asked."""
        known = question.topic is not None
        self.dismiss.setText(
            QCoreApplication.translate("Guide", "Retomar")
            if question.aside
            else QCoreApplication.translate("Guide", "Descartar")
        )
        for button in (self.answer, self.reviewed):
            button.setVisible(known)
        for button in (self.make_topic, self.synonym, self.dismiss):
            button.setVisible(not known)
        why = (
            QCoreApplication.translate("Guide", "Tema del catálogo que terminó sin respuesta")
            if known
            else QCoreApplication.translate("Guide", "Descartada: no será un tema")
            if question.aside
            else QCoreApplication.translate("Guide", "Sin clasificar: ningún tema le corresponde")
        )
        self.show_head(question.title, why, None)
        body = Body()
        body.add_facts(
            [
                (QCoreApplication.translate("Guide", "Veces en 90 días"), str(question.count)),
                (QCoreApplication.translate("Guide", "Última vez"), day_text(question.last)),
            ]
        )
        if len(question.wordings) > 1:
            body.add(self._wordings(question))
        body.add(part(QCoreApplication.translate("Guide", "Qué hacer"), self._advice(question)))
        self.show_body(min(question.keys, default=question.title), body)

    @staticmethod
    def _wordings(question: OpenQuestion) -> QWidget:
        """Return how people put it, with how often each."""
        lines = [
            QCoreApplication.translate("Guide", "«{words}» · {count}").format(
                words=each.text, count=each.count
            )
            for each in question.wordings[:_WORDINGS]
        ]
        rest = len(question.wordings) - _WORDINGS
        if rest > 0:
            more = QCoreApplication.translate("Guide", "y {count} maneras más")
            lines.append(more.format(count=rest))
        return part(QCoreApplication.translate("Guide", "Cómo lo preguntaron"), "\n".join(lines))

    @staticmethod
    def _advice(question: OpenQuestion) -> str:
        if question.topic is not None:
            return QCoreApplication.translate(
                "Guide",
                "Revise si a la ficha le falta algo: en ventanilla no se pudo responder con ella. "
                "Al marcarla como revisada, sale de esta lista.",
            )
        if question.count == 1:
            return QCoreApplication.translate(
                "Guide",
                "Cree un tema o agréguela a los sinónimos de uno: su atención quedará clasificada. "
                "Si no será un tema, descártela.",
            )
        return QCoreApplication.translate(
            "Guide",
            "Cree un tema o agréguela a los sinónimos de uno: sus {count} atenciones quedarán clasificadas. "
            "Si no será un tema, descártela.",
        ).format(count=question.count)
