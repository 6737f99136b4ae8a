"""The written definition of each figure on how people were received (AUM-010-010 and 020)."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.figures import Definition
from desktop_app.domain.text import QT_TRANSLATE_NOOP

RECEPTION: Final = (
    Definition(
        "people",
        QT_TRANSLATE_NOOP("core", "Personas atendidas"),
        QT_TRANSLATE_NOOP(
            "core",
            "Visitas, llamadas y mensajes del mes: una persona que en la misma visita hace tres consultas "
            "cuenta una vez, y son tres atenciones. Quien vuelve otro día se cuenta de nuevo.",
        ),
    ),
    Definition(
        "unclassified",
        QT_TRANSLATE_NOOP("core", "Sin clasificar"),
        QT_TRANSLATE_NOOP(
            "core",
            "Atenciones cuya consulta se escribió con palabras propias, sin elegirla del catálogo, ÷ "
            "atenciones del mes.",
        ),
    ),
    Definition(
        "preferential",
        QT_TRANSLATE_NOOP("core", "Atención preferente"),
        QT_TRANSLATE_NOOP(
            "core",
            "Atenciones del mes marcadas como preferentes, según el grupo que señaló quien atendió. «Sin "
            "especificar» reúne las que no dicen el grupo. No cambia el nivel de un caso.",
        ),
    ),
    Definition(
        "without_contact",
        QT_TRANSLATE_NOOP("core", "Sin contacto"),
        QT_TRANSLATE_NOOP(
            "core",
            "Atenciones del mes marcadas «Sin contacto»: la persona no dejó teléfono ni correo. De ellas se "
            "cuentan aparte las que abrieron un caso, cuyo resultado no hay cómo avisar; los casos anulados no.",
        ),
    ),
    Definition(
        "holds",
        QT_TRANSLATE_NOOP("core", "Esperas"),
        QT_TRANSLATE_NOOP(
            "core",
            "Veces en que se pidió a la persona esperar durante la atención, en persona o por teléfono, y su "
            "duración. Una atención puede tener varias. No es la cola antes de ser atendida.",
        ),
    ),
    Definition(
        "from_paper",
        QT_TRANSLATE_NOOP("core", "Transcritas del papel"),
        QT_TRANSLATE_NOOP(
            "core",
            "Atenciones que empezaron en el mes y se anotaron en un formulario de contingencia; cuentan en "
            "el día y la hora reales, aunque se transcribieran después.",
        ),
    ),
)
