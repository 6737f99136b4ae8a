"""Avisos: what everybody at the counter should know today, published by who keeps the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import notices
from desktop_app.services.context import Context
from desktop_app.services.notices import Notice, Office
from ui.guide import actions
from ui.guide.fields import ChoiceField, LineField, NoteField
from ui.guide.form import DetailForm, Values
from ui.guide.reading import Body, ReadingPage, selectable
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.badges import Badge, BadgeKind
from ui.kit.buttons import Button
from ui.kit.formats import fold, parse_day, short_day
from ui.kit.paging import Column

Key = tuple[str, bytes]

WIDE: Final = {1: 380, 2: 560}
"""Columns beyond the first, and the least width of the list at which each appears."""

SHARES: Final = {0: 5, 2: 2}


def notice_rows(context: Context, typed: str) -> Sequence[Notice]:
    """Return the notices that have the typed words."""
    words = fold(typed).split()

    def has(row: Notice) -> bool:
        parts = fold(f"{row.text} {row.office_name}").split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    return [row for row in notices.notices(context) if has(row)]


def notice_key(row: Notice) -> Key:
    """Return what a row is, whatever else changes about it."""
    return "notice", row.id


def notice_columns(context: Context) -> list[Column[Notice]]:
    """Return the columns of the list."""
    return [
        Column(QCoreApplication.translate("Guide", "Aviso"), lambda row: row.text, 240, stretch=True),
        Column(
            QCoreApplication.translate("Guide", "Cuándo"),
            lambda row: state_badge(context, row).text,
            186,
            lambda row: state_badge(context, row),
        ),
        Column(QCoreApplication.translate("Guide", "Para"), _brief_office, 130, stretch=True),
    ]


def _brief_office(notice: Notice) -> str:
    if notice.office is None:
        return QCoreApplication.translate("Guide", "Todas")
    return office_words(notice)


def office_words(notice: Notice) -> str:
    """Return for whom a notice is."""
    if notice.office is None:
        return QCoreApplication.translate("Guide", "Todas las oficinas")
    return notice.office_name or QCoreApplication.translate("Guide", "Otra oficina")


def state_badge(context: Context, notice: Notice) -> Badge:
    """Return whether a notice is shown now, will be, or was."""
    today = context.now().date()
    if notice.last is not None and notice.ended(today):
        words = QCoreApplication.translate("Guide", "Terminó {day}").format(day=short_day(notice.last, today))
        return Badge(BadgeKind.PAUSED, words)
    if notice.first is not None and not notice.holds(today):
        words = QCoreApplication.translate("Guide", "Desde {day}").format(day=short_day(notice.first, today))
        return Badge(BadgeKind.ON_TIME, words)
    if notice.last is None:
        return Badge(BadgeKind.CLOSED, QCoreApplication.translate("Guide", "Se ve hoy"))
    if notice.last == today:
        return Badge(BadgeKind.CLOSED, QCoreApplication.translate("Guide", "Solo hasta hoy"))
    words = QCoreApplication.translate("Guide", "Hasta {day}").format(day=short_day(notice.last, today))
    return Badge(BadgeKind.CLOSED, words)


def footer(count: int) -> str:
    """Return what stands under the list."""
    del count
    return QCoreApplication.translate("Guide", "N nuevo aviso · E editar · Q quitar · Se ven en Recepción")


class NoticePage(ReadingPage):
    """One notice, as it is read at the counter."""

    def __init__(self, context: Context, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Guide", "Aviso"), parent)
        self._context = context
        self.edit = self._button(registry, actions.EDIT)
        self.end = self._button(registry, actions.END_NOTICE)

    def _button(self, registry: ActionRegistry, action_id: str) -> Button:
        spec = registry.spec(action_id)
        button = Button(spec.label(), icon=spec.icon, hint=spec.hint())
        button.setToolTip(spec.tooltip())
        button.clicked.connect(lambda: registry.trigger(action_id))
        self.add_button(button)
        return button

    def show_notice(self, notice: Notice) -> None:
        """Show a notice: its words, when and for whom."""
        today = self._context.now().date()
        self.show_head(
            QCoreApplication.translate("Guide", "Aviso"),
            office_words(notice),
            state_badge(self._context, notice),
        )
        self.end.setVisible(not notice.ended(today))
        body = Body()
        body.add(selectable(notice.text, theme.Size.LEAD))
        facts = [
            (QCoreApplication.translate("Guide", "Primer día"), notice.first),
            (QCoreApplication.translate("Guide", "Último día"), notice.last),
        ]
        body.add_facts([(title, short_day(day, today)) for title, day in facts if day is not None])
        body.add_note(
            QCoreApplication.translate(
                "Guide", "Se ve en Recepción, a la derecha, mientras no hay una atención abierta."
            )
        )
        self.show_body(notice.id, body)


class NoticeForm(DetailForm):
    """What is to be known, from when until when, and in which office."""

    name = "notice"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        self.add(
            "text",
            QCoreApplication.translate("Guide", "A&viso"),
            NoteField(3),
            QCoreApplication.translate("Guide", "Una o dos frases: lo lee quien atiende."),
        )
        self.add(
            "first_day",
            QCoreApplication.translate("Guide", "&Primer día"),
            LineField(),
            QCoreApplication.translate("Guide", "Por ejemplo: hoy, mañana, +3, 24/11."),
        )
        self.add("last_day", QCoreApplication.translate("Guide", "Ú&ltimo día"), LineField())
        self.add("office", QCoreApplication.translate("Guide", "P&ara"), ChoiceField([]))

    def open_notice(self, notice: Notice | None, offices: Sequence[Office]) -> None:
        """Show a notice, or an empty form that holds today."""
        everywhere = (None, QCoreApplication.translate("Guide", "Todas las oficinas"))
        here = self._context.desk.office
        known = sorted(offices, key=lambda each: each.id != here)
        self.field("office").offer([everywhere, *((each.id, each.name) for each in known)])
        today = QCoreApplication.translate("Guide", "hoy")
        if notice is None:
            title = QCoreApplication.translate("Guide", "Nuevo aviso")
            self.open_form(title, None, {"first_day": today, "last_day": today})
            return
        values: Values = {
            "text": notice.text, "office": notice.office,
            "first_day": f"{notice.first:%d/%m/%Y}" if notice.first else today,
            "last_day": f"{notice.last:%d/%m/%Y}" if notice.last else today,
        }  # fmt: skip
        self.open_form(QCoreApplication.translate("Guide", "Editar el aviso"), notice.id, values)

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what publishes the notice."""
        context, target, touched = self._context, self.target, self.touched()
        today = context.now().date()
        days = {}
        for name in ("first_day", "last_day"):
            day = parse_day(str(values[name]), today)
            if day is None:
                raise InvalidInput(
                    QT_TRANSLATE_NOOP("core", "Escriba una fecha, por ejemplo 24/11/2026 u hoy."), field=name
                )
            days[name] = day
        return lambda: notices.publish(
            context,
            values["text"],
            days["first_day"],
            days["last_day"],
            office=values["office"],
            notice=target,
            touched=touched,
        )
