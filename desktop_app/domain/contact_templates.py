"""Contact templates: texts with fields for what is written to citizens again and again (training manual 4.2).

A field is a word in braces, "{nombre}"; capitals and accents do not matter. What no template knows is told before the
text is used, and so is a field that this case has nothing for: nobody shall receive "Estimado/a {nombre}".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.ids import derived_id, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 4_000
MOST: Final = 40
_ONE: Final = "contact_template."

FIELDS: Final[Mapping[str, str]] = {
    "nombre": QT_TRANSLATE_NOOP("core", "nombre del ciudadano"),
    "numero": QT_TRANSLATE_NOOP("core", "número del caso"),
    "asunto": QT_TRANSLATE_NOOP("core", "asunto del caso"),
    "estado": QT_TRANSLATE_NOOP("core", "estado del caso"),
    "ingreso": QT_TRANSLATE_NOOP("core", "día en que se registró"),
    "plazo": QT_TRANSLATE_NOOP("core", "hasta cuándo se responde"),
    "unidad": QT_TRANSLATE_NOOP("core", "unidad que lo atiende"),
    "responsable": QT_TRANSLATE_NOOP("core", "persona que lo atiende"),
    "municipalidad": QT_TRANSLATE_NOOP("core", "nombre de la municipalidad"),
    "oficina": QT_TRANSLATE_NOOP("core", "oficina desde donde se escribe"),
    "funcionario": QT_TRANSLATE_NOOP("core", "quien escribe"),
    "cargo": QT_TRANSLATE_NOOP("core", "cargo de quien escribe"),
    "fecha": QT_TRANSLATE_NOOP("core", "día de hoy"),
}
"""What can stand in braces, and what comes in its place."""

_PLACE = re.compile(r"\{([^{}\n]{1,40})\}")


class Purpose(StrEnum):
    """What a template is for; an answer stops the first-answer clock of a critical case."""

    RECEIPT = "receipt"
    REQUEST = "request"
    ANSWER = "answer"
    CLOSING = "closing"
    EXTENSION = "extension"
    OTHER = "other"


PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.RECEIPT: QT_TRANSLATE_NOOP("core", "Acuse de recibo"),
    Purpose.REQUEST: QT_TRANSLATE_NOOP("core", "Pedido de información"),
    Purpose.ANSWER: QT_TRANSLATE_NOOP("core", "Respuesta"),
    Purpose.CLOSING: QT_TRANSLATE_NOOP("core", "Cierre"),
    Purpose.EXTENSION: QT_TRANSLATE_NOOP("core", "Prórroga"),
    Purpose.OTHER: QT_TRANSLATE_NOOP("core", "Otro"),
}


@dataclass(frozen=True, slots=True)
class ContactTemplate:
    """``slot`` is the setting that holds it, ``place`` where it stands in the list; "" before it is kept."""

    name: str
    text: str
    purpose: Purpose = Purpose.OTHER
    slot: str = field(default="", compare=False)
    place: int = field(default=0, compare=False)


DEFAULTS: Final = (
    ContactTemplate(
        QT_TRANSLATE_NOOP("core", "Acuse de recibo"),
        QT_TRANSLATE_NOOP(
            "core",
            "Estimado/a {nombre}:\n\nRecibimos su solicitud «{asunto}» el {ingreso} y quedó registrada con el número "
            "{numero}. La atiende {unidad} y le responderemos a más tardar el {plazo}.\n\nConserve este número: con él "
            "puede preguntar por su caso en cualquiera de nuestras ventanillas.",
        ),
        Purpose.RECEIPT,
    ),
    ContactTemplate(
        QT_TRANSLATE_NOOP("core", "Pedido de información o subsanación"),
        QT_TRANSLATE_NOOP(
            "core",
            "Estimado/a {nombre}:\n\nPara seguir con su caso {numero}, «{asunto}», necesitamos que nos haga llegar lo "
            "siguiente:\n\n- \n\nPuede entregarlo en nuestra oficina o responder a este mensaje. Mientras tanto su "
            "caso queda en espera de su respuesta.",
        ),
        Purpose.REQUEST,
    ),
    ContactTemplate(
        QT_TRANSLATE_NOOP("core", "Respuesta"),
        QT_TRANSLATE_NOOP(
            "core",
            "Estimado/a {nombre}:\n\nEn respuesta a su caso {numero}, «{asunto}», le informamos lo siguiente:\n\n\n\n"
            "Si no está de acuerdo con esta respuesta, puede decírnoslo en cualquiera de nuestras ventanillas "
            "indicando el número de su caso.",
        ),
        Purpose.ANSWER,
    ),
    ContactTemplate(
        QT_TRANSLATE_NOOP("core", "Cierre del caso"),
        QT_TRANSLATE_NOOP(
            "core",
            "Estimado/a {nombre}:\n\nSu caso {numero}, «{asunto}», quedó resuelto. Si lo que informamos no corresponde "
            "a lo que pidió, avísenos y lo reabriremos con el mismo número.\n\nGracias por ayudarnos a mejorar.",
        ),
        Purpose.CLOSING,
    ),
    ContactTemplate(
        QT_TRANSLATE_NOOP("core", "Aviso de prórroga"),
        QT_TRANSLATE_NOOP(
            "core",
            "Estimado/a {nombre}:\n\nSu caso {numero}, «{asunto}», necesita más tiempo del previsto por el siguiente "
            "motivo:\n\n\n\nLe responderemos a más tardar el {plazo}. Le ofrecemos disculpas por la demora.",
        ),
        Purpose.EXTENSION,
    ),
)  # fmt: skip
"""What a municipality that has written none begins with."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its fields filled; those that could not be filled stand in it as they were written.

    ``unknown`` means nothing to any template, ``empty`` has no value in this case.
    """

    text: str
    unknown: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values in the place of fields. A value is never searched for fields itself."""
    unknown: list[str] = []
    empty: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = folded(match[1]).strip()
        if name not in FIELDS:
            unknown.append(match[0])
        elif not values.get(name, "").strip():
            empty.append(match[0])
        else:
            return values[name]
        return match[0]

    return Filled(_PLACE.sub(put, text), _once(unknown), _once(empty))


def left_in(text: str) -> tuple[str, ...]:
    """Return the fields that still stand in a text: it is not ready to be sent."""
    return _once([match[0] for match in _PLACE.finditer(text) if folded(match[1]).strip() in FIELDS])


def strangers_in(text: str) -> tuple[str, ...]:
    """Return what stands in braces and no template knows."""
    return fill(text, {}).unknown


def checked_template(template: ContactTemplate, others: Sequence[ContactTemplate] = ()) -> ContactTemplate:
    """Return a template as it is kept beside others.

    Raises InvalidInput (``field``: name or text) for an empty part, a name there twice, an unknown field, too long a
    text, and more of them than fit.
    """
    name = clean_line(template.name, "name", LONGEST_NAME)
    text = clean_note(template.text, "text", LONGEST_TEXT)
    if not name:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba un nombre para la plantilla."), field="name")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el texto de la plantilla."), field="text")
    if any(folded(each.name) == folded(name) for each in others):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya hay una plantilla que se llama «{name}»."), field="name", name=name
        )
    strange = strangers_in(text)
    if strange:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "No existe el campo {strange}. Los campos son: {fields}."),
            field="text",
            strange=", ".join(strange),
            fields=", ".join(f"{{{each}}}" for each in FIELDS),
        )
    if len(others) >= MOST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya no caben más plantillas. Quite alguna."), field="text"
        )
    return replace(template, name=name, text=text)


def template_facts(template: ContactTemplate) -> dict[str, object]:
    """Return a template as its setting holds it."""
    return {
        "name": template.name,
        "text": template.text,
        "purpose": template.purpose.value,
        "place": template.place,
    }


def slot_key(slot: str) -> str:
    """Return the key of the setting that holds one template; null there means that it was taken away."""
    return _ONE + slot


def templates_from(found: Mapping[str, Any]) -> tuple[ContactTemplate, ...]:
    """Return the templates that the settings hold over the defaults. Total: another desk may have written anything."""
    slots: dict[str, ContactTemplate] = {}
    for place, template in enumerate(DEFAULTS):
        slot = ulid_text(derived_id("contact_template", template.purpose.value))
        slots[slot] = replace(template, slot=slot, place=place)
    for key, stored in found.items():
        if not key.startswith(_ONE):
            continue
        slot = key.removeprefix(_ONE)
        made = _template(stored)
        if made is not None:
            slots[slot] = replace(made, slot=slot)
        elif stored is None:
            slots.pop(slot, None)
    return tuple(sorted(slots.values(), key=lambda each: (each.place, each.slot))[:MOST])


def _template(stored: object) -> ContactTemplate | None:
    if not isinstance(stored, Mapping):
        return None
    name, text, purpose, place = (stored.get(key) for key in ("name", "text", "purpose", "place"))
    if not isinstance(name, str) or not isinstance(text, str):
        return None
    known = {each.value: each for each in Purpose}
    try:
        made = checked_template(ContactTemplate(name, text, known.get(str(purpose), Purpose.OTHER)))
    except InvalidInput:
        return None
    return replace(made, place=place) if type(place) is int else made


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
