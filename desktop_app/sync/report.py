"""What an exchange did, for a person and for a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was not applied, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an exchange did. ``incoming`` counts new operations by the name of the desk they come from."""

    sent_files: int = 0
    sent: int = 0
    relayed: int = 0
    received_files: int = 0
    incoming: Mapping[str, int] = field(default_factory=dict)
    waiting: Sequence[Held] = ()
    quarantined: Sequence[Held] = ()
    missing: int = 0
    restored: bool = False
    cancelled: bool = False

    @property
    def received(self) -> int:
        """Return how many operations were new."""
        return sum(self.incoming.values())

    def lines(self) -> list[str]:
        """Return what happened, in plain Spanish."""
        said = [_outgoing(self), _incoming(self)]
        if self.restored:
            said.append(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Estos datos venían de una copia: se recuperó lo que ya estaba en la carpeta y este "
                    "equipo sigue con una serie nueva de números.",
                )
            )
        if self.missing:
            said.append(
                QT_TRANSLATE_NOOP(
                    "core", "Faltan por llegar cambios de otras ventanillas: {count}; ya se pidieron."
                ).format(count=self.missing)
            )
        waits = QT_TRANSLATE_NOOP("core", "En espera, {name}: {reason}.")
        apart = QT_TRANSLATE_NOOP("core", "Apartado sin usar, {name}: {reason}.")
        said += [waits.format(name=held.name, reason=held.reason) for held in self.waiting]
        said += [apart.format(name=held.name, reason=held.reason) for held in self.quarantined]
        if self.cancelled:
            said.append(
                QT_TRANSLATE_NOOP("core", "Se canceló; lo que entró quedó guardado y el resto sigue allí.")
            )
        return said

    def as_dict(self) -> dict[str, Any]:
        """Return the report for a machine to read."""
        return {
            "sent_files": self.sent_files,
            "sent": self.sent,
            "relayed": self.relayed,
            "received_files": self.received_files,
            "received": self.received,
            "incoming": dict(self.incoming),
            "waiting": [{"name": held.name, "reason": held.reason} for held in self.waiting],
            "quarantined": [{"name": held.name, "reason": held.reason} for held in self.quarantined],
            "missing": self.missing,
            "restored": self.restored,
            "cancelled": self.cancelled,
        }


def _outgoing(report: Report) -> str:
    if not report.sent and not report.relayed:
        return QT_TRANSLATE_NOOP("core", "No había cambios por enviar.")
    if not report.relayed:
        return QT_TRANSLATE_NOOP("core", "Cambios enviados: {count}.").format(count=report.sent)
    return QT_TRANSLATE_NOOP("core", "Cambios enviados: {count}, y de otras ventanillas: {relayed}.").format(
        count=report.sent, relayed=report.relayed
    )


def _incoming(report: Report) -> str:
    if not report.received:
        return QT_TRANSLATE_NOOP("core", "No había cambios por recibir.")
    parts = [f"{name}: {count}" for name, count in sorted(report.incoming.items()) if count]
    return QT_TRANSLATE_NOOP("core", "Cambios recibidos: {count} ({parts}).").format(
        count=report.received, parts=", ".join(parts)
    )
