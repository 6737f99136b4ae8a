"""Keeps what stands in forms and is not saved, through a crash and until the next morning."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.services import drafts
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.guide.form import Values
from ui.kit.operations import Background

SLOTS = "guide/"
_NEW = "new"
_ID = "id:"
FormKey = tuple[str, bytes | None]


class FormKeeper(QObject):
    """Drafts of forms, by the form's name and what it is about."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background

    def save(self, key: FormKey, values: Values | None) -> None:
        """Keep the values, or forget them when there is nothing to keep."""
        context, slot = self._context, _slot(key)
        if values is None:
            self._background.write(self, lambda: drafts.drop_draft(context, slot)).run()
            return
        content = {name: _written(value) for name, value in values.items()}
        self._background.write(self, lambda: drafts.save_draft(context, slot, content)).run()

    def restore(self, then: Callable[[dict[FormKey, Values]], None]) -> None:
        """Hand over what was left from before."""
        context = self._context

        def work() -> dict[FormKey, Values]:
            found = (_read(draft) for draft in drafts.open_drafts(context) if draft.slot.startswith(SLOTS))
            return dict(each for each in found if each is not None)

        self._background.read(self, work).on_success(then).run()


def _slot(key: FormKey) -> str:
    name, target = key
    return f"{SLOTS}{name}-{ulid_text(target) if target else _NEW}"


def _written(value: object) -> object:
    return f"{_ID}{ulid_text(value)}" if isinstance(value, bytes) else value


def _read(draft: Draft) -> tuple[FormKey, Values] | None:
    name, _, about = draft.slot.removeprefix(SLOTS).partition("-")
    try:
        target = None if about == _NEW else ulid_bytes(about)
        values: Values = {
            field: ulid_bytes(value.removeprefix(_ID))
            if isinstance(value, str) and value.startswith(_ID)
            else value
            for field, value in draft.content.items()
        }
    except ValueError:
        return None
    return (name, target), values
