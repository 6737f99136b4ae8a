"""The forms: a topic with its sheet, an official, a unit, an absence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.guide_sheet import FIELDS, day_as_written
from desktop_app.domain.labels import label
from desktop_app.domain.sheet_history import starts_on
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services import catalogue, directory
from desktop_app.services.catalogue import Topic, TopicForm
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
from ui.guide.fields import BarField, CheckField, ChoiceField, LineField, NoteField
from ui.guide.form import DetailForm, Values
from ui.guide.snapshot import Snapshot
from ui.guide.words import part_title
from ui.kit.core import core
from ui.kit.formats import day_text, parse_day

_LINES = {"requirements": 6, "cost": 2, "term": 2, "where": 2, "hours": 2, "legal_basis": 2}
_DAYS = ("valid_from", "reviewed_on")


def _hint(name: str) -> str:
    """Return what is said under a part of the sheet."""
    return {
        "requirements": QCoreApplication.translate("Guide", "Un requisito por línea."),
        "reviewed_on": QCoreApplication.translate("Guide", "Una fecha, «hoy» o vacío."),
        "valid_from": QCoreApplication.translate(
            "Guide", "Con una fecha por venir, hasta ese día ventanilla lee la ficha anterior."
        ),
    }.get(name, "")


class TopicFormPage(DetailForm):
    """A topic: how it is found, where it goes, and what its sheet says."""

    name = "topic"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        self._today = context.now().date()
        self._seen: Topic | None = None
        self._add_finding()
        self._add_handling()
        for name in FIELDS:
            field = NoteField(_LINES[name]) if name in _LINES else LineField()
            self.add(name, part_title(name), field, _hint(name))
        self.add(
            "active",
            QCoreApplication.translate("Guide", "Uso"),
            CheckField(QCoreApplication.translate("Guide", "Se ofrece en ventanilla")),
        )

    def _add_finding(self) -> None:
        """Ask what the topic is called and by which words it is found."""
        self.add("title", QCoreApplication.translate("Guide", "&Título"), LineField())
        self.add(
            "synonyms",
            QCoreApplication.translate("Guide", "&Sinónimos"),
            LineField(),
            QCoreApplication.translate(
                "Guide", "Otras palabras con que la gente lo pide, separadas por espacios."
            ),
        )

    def _add_handling(self) -> None:
        """Ask what kind it is, who resolves it and how it usually ends."""
        types = self._context.profile.request_types.values()
        self.add(
            "type",
            QCoreApplication.translate("Guide", "T&ipo"),
            ChoiceField([(each.code, each.label) for each in types]),
        )
        self.add("unit", QCoreApplication.translate("Guide", "&Unidad"), ChoiceField([]))
        self.add(
            "specialised",
            QCoreApplication.translate("Guide", "Unidad &para críticos"),
            ChoiceField([]),
            QCoreApplication.translate("Guide", "A ella van los casos críticos de este tema."),
        )
        self.add(
            "level",
            QCoreApplication.translate("Guide", "&Nivel"),
            BarField(
                QCoreApplication.translate("Guide", "Nivel"), [(each, core(label(each))) for each in Level]
            ),
        )
        self.add(
            "outside",
            QCoreApplication.translate("Guide", "&Capacidad"),
            BarField(
                QCoreApplication.translate("Guide", "Capacidad"),
                [
                    (False, QCoreApplication.translate("Guide", "Se resuelve en ventanilla")),
                    (True, QCoreApplication.translate("Guide", "Se vincula")),
                ],
            ),
        )
        self.add(
            "result",
            QCoreApplication.translate("Guide", "&Resultado"),
            ChoiceField([(each, core(label(each))) for each in Result]),
        )
        self.add(
            "quick",
            QCoreApplication.translate("Guide", "Tecla &rápida"),
            LineField(),
            QCoreApplication.translate(
                "Guide", "Del 1 al 9: en Recepción se elige con ese número. Vacío: ninguna."
            ),
        )

    def open_topic(self, topic: Topic | None, snapshot: Snapshot, title: str = "") -> None:
        """Show a topic, or an empty form with a title that somebody asked for."""
        self._today, self._seen = snapshot.now.date(), topic
        units = [(each.id, each.name) for each in snapshot.units if each.active or _is(topic, each)]
        self.field("unit").offer([(None, QCoreApplication.translate("Guide", "Sin unidad")), *units])
        chief = QCoreApplication.translate("Guide", "Ninguna: van a la jefatura")
        self.field("specialised").offer([(None, chief), *units])
        if topic is None:
            values: Values = {
                "title": title, "level": Level.SIMPLE, "outside": False, "result": Result.ORIENTED,
                "type": "informacion", "active": True,
            }  # fmt: skip
            self.open_form(QCoreApplication.translate("Guide", "Nuevo tema"), None, values)
            return
        values = {
            "title": topic.title, "synonyms": topic.synonyms, "type": topic.query_type, "unit": topic.unit,
            "specialised": topic.specialised,
            "level": Level(topic.level) if topic.level in set(Level) else Level.SIMPLE,
            "outside": topic.outside,
            "result": Result(topic.result) if topic.result in set(Result) else Result.ORIENTED,
            "quick": str(topic.quick or ""), "active": topic.active,
        }  # fmt: skip
        latest = topic.sheet if topic.coming is None else topic.coming
        values |= {name: str(latest.get(name) or "") for name in FIELDS}
        self.open_form(_edit_title(topic), topic.id, values)

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what saves the topic."""
        context, target, seen, form = self._context, self.target, self._seen, self.read(values)
        return lambda: catalogue.save_topic(context, form, target, seen)

    def read(self, values: Mapping[str, Any]) -> TopicForm:
        """Return the topic that stands in the fields. Raises InvalidInput for a day that is none."""
        return TopicForm(
            title=values["title"],
            query_type=values["type"],
            unit=values["unit"],
            specialised=values["specialised"],
            level=values["level"],
            outside=bool(values["outside"]),
            result=values["result"],
            quick=_digit(values["quick"]),
            synonyms=values["synonyms"],
            sheet={name: self._part(name, str(values[name])) for name in FIELDS},
            active=values["active"],
        )

    def _part(self, name: str, text: str) -> str:
        if name not in _DAYS or not text.strip() or text == self._first.get(name):
            return text
        day = parse_day(text, self._today)
        if day is None:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba una fecha, por ejemplo 24/11/2026 u hoy."), field=name
            )
        if name == "reviewed_on" and day > self._today:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "La ficha se revisó hoy o antes: ese día todavía no llega."),
                field=name,
            )
        return day_as_written(day)


class OfficialForm(DetailForm):
    """Somebody who receives people and cases."""

    name = "official"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        unit_hint = QCoreApplication.translate("Guide", "Vacío: el de la unidad.")
        self.add("name", QCoreApplication.translate("Guide", "&Nombre"), LineField())
        self.add("unit", QCoreApplication.translate("Guide", "&Unidad"), ChoiceField([]))
        self.add("position", QCoreApplication.translate("Guide", "Car&go"), LineField())
        self.add("phone", QCoreApplication.translate("Guide", "&Teléfono"), LineField(), unit_hint)
        self.add("place", QCoreApplication.translate("Guide", "&Lugar"), LineField(), unit_hint)
        self.add(
            "hours",
            QCoreApplication.translate("Guide", "&Horario"),
            LineField(),
            QCoreApplication.translate(
                "Guide", "Solo si no es el de la unidad. Ejemplo: lunes a viernes de 08:00 a 12:00."
            ),
        )
        self.add("substitute", QCoreApplication.translate("Guide", "&Reemplazo"), ChoiceField([]))
        self.add(
            "active",
            QCoreApplication.translate("Guide", "Directorio"),
            CheckField(QCoreApplication.translate("Guide", "Está en el directorio")),
        )

    def open_official(self, official: Official | None, snapshot: Snapshot, unit: bytes | None = None) -> None:
        """Show an official, or an empty form for a new one of a unit."""
        nobody = (None, QCoreApplication.translate("Guide", "Nadie"))
        none = (None, QCoreApplication.translate("Guide", "Sin unidad"))
        units = [(each.id, each.name) for each in snapshot.units if each.active]
        self.field("unit").offer([none, *units])
        others = [
            (each.id, each.name)
            for each in snapshot.officials
            if each.active and (official is None or each.id != official.id)
        ]
        self.field("substitute").offer([nobody, *others])
        if official is None:
            title = QCoreApplication.translate("Guide", "Nuevo funcionario")
            self.open_form(title, None, {"unit": unit, "active": True})
            return
        values: Values = {
            "name": official.name, "unit": official.unit, "position": official.position,
            "phone": official.own_phone, "place": official.own_place, "hours": official.own_hours,
            "substitute": official.substitute, "active": official.active,
        }  # fmt: skip
        self.open_form(QCoreApplication.translate("Guide", "Editar el funcionario"), official.id, values)

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what saves the official."""
        context, target, touched = self._context, self.target, self.touched()
        return lambda: directory.save_official(
            context,
            values["name"],
            values["unit"],
            position=values["position"],
            phone=values["phone"],
            place=values["place"],
            hours=values["hours"],
            substitute=values["substitute"],
            active=values["active"] if "active" in touched else None,
            official=target,
            touched=touched,
        )


class UnitForm(DetailForm):
    """A unit of the municipality."""

    name = "unit"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        self.add("name", QCoreApplication.translate("Guide", "&Nombre"), LineField())
        self.add("place", QCoreApplication.translate("Guide", "&Lugar"), LineField())
        self.add("phone", QCoreApplication.translate("Guide", "&Teléfono"), LineField())
        self.add("email", QCoreApplication.translate("Guide", "&Correo"), LineField())
        self.add(
            "hours",
            QCoreApplication.translate("Guide", "&Horario"),
            LineField(),
            QCoreApplication.translate(
                "Guide", "Por ejemplo: lunes a viernes de 08:00 a 16:00; sábados de 09:00 a 12:00."
            ),
        )
        self.add(
            "chief",
            QCoreApplication.translate("Guide", "&Jefatura"),
            ChoiceField([]),
            QCoreApplication.translate("Guide", "Recibe los casos críticos y los vencidos de la unidad."),
        )
        self.add(
            "active",
            QCoreApplication.translate("Guide", "Directorio"),
            CheckField(QCoreApplication.translate("Guide", "Está en el directorio")),
        )

    def open_unit(self, unit: Unit | None, snapshot: Snapshot) -> None:
        """Show a unit, or an empty form."""
        nobody = (None, QCoreApplication.translate("Guide", "Nadie"))
        people = [(each.id, each.name) for each in snapshot.officials if each.active]
        self.field("chief").offer([nobody, *people])
        if unit is None:
            title = QCoreApplication.translate("Guide", "Nueva unidad")
            self.open_form(title, None, {"active": True})
            return
        values: Values = {
            "name": unit.name, "place": unit.place, "phone": unit.phone, "email": unit.email,
            "hours": unit.hours, "chief": unit.chief, "active": unit.active,
        }  # fmt: skip
        self.open_form(QCoreApplication.translate("Guide", "Editar la unidad"), unit.id, values)

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what saves the unit."""
        context, target, touched = self._context, self.target, self.touched()
        return lambda: directory.save_unit(
            context,
            values["name"],
            place=values["place"],
            phone=values["phone"],
            hours=values["hours"],
            email=values["email"],
            chief=values["chief"],
            active=values["active"] if "active" in touched else None,
            unit=target,
            touched=touched,
        )


def _edit_title(topic: Topic) -> str:
    """Return what the form is for; where a sheet waits for its day, that one is edited."""
    day = starts_on(topic.coming)
    if day is None:
        return QCoreApplication.translate("Guide", "Editar el tema")
    words = QCoreApplication.translate("Guide", "Editar el tema: la ficha que regirá desde el {day}")
    return words.format(day=day_text(day))


def _digit(text: str) -> int | None:
    typed = text.strip()
    if not typed:
        return None
    # What is no digit becomes 0, which the service refuses in its own words.
    return int(typed) if typed.isdecimal() and len(typed) == 1 else 0


def _is(topic: Topic | None, unit: Unit) -> bool:
    return topic is not None and unit.id in (topic.unit, topic.specialised)
