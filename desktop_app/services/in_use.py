"""What a new record may point to: topics, units and officials that are there and in use."""

from __future__ import annotations

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from desktop_app.storage.queries import opening as queries


def check_in_use(ctx: Context, topic: bytes | None, unit: bytes | None, official: bytes | None) -> None:
    """Raise InvalidInput (``topic``, ``unit``, ``responsible``) for one that is missing here or was retired."""
    if topic is not None and not queries.in_use(ctx.store, "topic", topic):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo en uso. Elija otro."), field="topic"
        )
    if unit is not None and not queries.in_use(ctx.store, "unit", unit):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Esa unidad ya no está en uso. Elija la que atiende ahora."),
            field="unit",
        )
    if official is not None and not queries.in_use(ctx.store, "official", official):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Esa persona ya no figura en el directorio en uso. Elija a otra."),
            field="responsible",
        )
