"""Errors that end as a sentence on the screen."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act upon.

    ``template`` is a Spanish sentence with ``{named}`` places (marked with ``QT_TRANSLATE_NOOP``),
    ``params`` fills them. The windows translate the template before filling it.
    """

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return self.template.format(**self.params) if self.params else self.template


class InvalidInput(UserError):
    """What was typed cannot be stored; ``field`` names the form field it stands under."""

    def __init__(self, template: str, *, field: str = "", **params: object) -> None:
        super().__init__(template, **params)
        self.field = field


class NotAllowed(UserError):
    """The person's role does not allow the act."""


class ForbiddenTransition(UserError):
    """The table of states does not allow the step."""


class NotFound(UserError):
    """The thing asked for is not in this desk's data."""


class EnvironmentFault(UserError):
    """Disk full, read-only folder, lock: the machine's fault, not a defect of the program."""
