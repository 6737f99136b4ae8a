"""What a signed receipt is worth: a pure judgement over the keys that the municipality's root vouched for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.receipt import ReceiptCode, key_reference, message
from desktop_app.domain.text import QT_TRANSLATE_NOOP

Verifies = Callable[[bytes, bytes, bytes], bool]
"""Tells whether a signature (third) over a message (second) was made with the key of a public key (first)."""


class Verdict(StrEnum):
    """What is known about a receipt. Only the first three are as good as new."""

    GENUINE = "genuine"
    EARLIER = "earlier"
    REVOKED_CONFIRMED = "revoked_confirmed"
    REVOKED_BEFORE = "revoked_before"
    REVOKED_AFTER = "revoked_after"
    ALTERED = "altered"
    UNKNOWN_DESK = "unknown_desk"
    NUMBER_ONLY = "number_only"

    @property
    def genuine(self) -> bool:
        """Whether the paper may be relied upon."""
        return self in (Verdict.GENUINE, Verdict.EARLIER, Verdict.REVOKED_CONFIRMED)


@dataclass(frozen=True, slots=True)
class DeskKey:
    """A key that the root vouched for. ``current``: still the desk's own.

    ``cuts`` are the last counting sequences by stream name once the desk was revoked, else None.
    """

    desk: str
    name: str
    public: bytes
    current: bool
    cuts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and who signed: None where nobody known did."""

    verdict: Verdict
    signer: DeskKey | None = None


def stream_name(desk: str, tail: bytes) -> str:
    """Return the name of a desk's stream from the random part that a code carries."""
    return f"{desk}-{tail.hex()}"


def judge(
    code: ReceiptCode,
    keys: Iterable[DeskKey],
    verifies: Verifies,
    *,
    superseded: Callable[[str], bool] = lambda _stream: False,
    recorded: Callable[[DeskKey], bool] = lambda _signer: False,
) -> Judgement:
    """Return what a code is worth.

    ``superseded`` tells whether the desk has gone on in another stream; ``recorded`` whether this machine holds
    what the code says, which alone confirms a receipt of a desk that was revoked: who took its key can name any
    sequence.
    """
    named = [key for key in keys if key_reference(key.desk, key.public) == code.facts.key]
    if not named:
        return Judgement(Verdict.UNKNOWN_DESK)
    signer = next((key for key in named if verifies(key.public, message(code.packed), code.signature)), None)
    if signer is None:
        return Judgement(Verdict.ALTERED, named[0])
    stream = stream_name(signer.desk, code.facts.stream)
    if signer.cuts is not None:
        if code.facts.seq > signer.cuts.get(stream, 0):
            return Judgement(Verdict.REVOKED_AFTER, signer)
        return Judgement(Verdict.REVOKED_CONFIRMED if recorded(signer) else Verdict.REVOKED_BEFORE, signer)
    if not signer.current or superseded(stream):
        return Judgement(Verdict.EARLIER, signer)
    return Judgement(Verdict.GENUINE, signer)


HEADLINES: Final[Mapping[Verdict, str]] = {
    Verdict.GENUINE: QT_TRANSLATE_NOOP("core", "Auténtica"),
    Verdict.EARLIER: QT_TRANSLATE_NOOP("core", "Auténtica, de antes de una restauración"),
    Verdict.REVOKED_CONFIRMED: QT_TRANSLATE_NOOP("core", "Auténtica, de una ventanilla dada de baja"),
    Verdict.REVOKED_BEFORE: QT_TRANSLATE_NOOP("core", "Sin confirmar: ventanilla dada de baja"),
    Verdict.REVOKED_AFTER: QT_TRANSLATE_NOOP("core", "No vale: ventanilla dada de baja"),
    Verdict.ALTERED: QT_TRANSLATE_NOOP("core", "No es auténtica: está alterada"),
    Verdict.UNKNOWN_DESK: QT_TRANSLATE_NOOP("core", "No se puede confirmar: ventanilla desconocida"),
    Verdict.NUMBER_ONLY: QT_TRANSLATE_NOOP("core", "Número correcto, sin firma que verificar"),
}

SENTENCES: Final[Mapping[Verdict, str]] = {
    Verdict.GENUINE: QT_TRANSLATE_NOOP(
        "core", "La emitió {desk}, de esta municipalidad, y nadie cambió su código."
    ),
    Verdict.EARLIER: QT_TRANSLATE_NOOP(
        "core",
        "La emitió {desk} antes de que se restauraran sus datos o cambiara su llave. Si el registro no aparece, "
        "pudo perderse entonces: vuelva a registrar lo pedido con este papel.",
    ),
    Verdict.REVOKED_CONFIRMED: QT_TRANSLATE_NOOP(
        "core", "La emitió {desk}, que después fue dada de baja. El registro de este equipo la confirma."
    ),
    Verdict.REVOKED_BEFORE: QT_TRANSLATE_NOOP(
        "core",
        "La firma es de {desk}, que fue dada de baja, y dice ser anterior a la baja. Solo el registro puede "
        "confirmarla y no está en este equipo. Sincronice y repita, o consulte con su supervisión.",
    ),
    Verdict.REVOKED_AFTER: QT_TRANSLATE_NOOP(
        "core",
        "La firma es de {desk}, pero de después de que fue dada de baja. No la acepte y avise a su supervisión.",
    ),
    Verdict.ALTERED: QT_TRANSLATE_NOOP(
        "core",
        "La firma no corresponde a lo que dice el código: alguien lo cambió o se copió mal. Léalo otra vez del "
        "papel; si vuelve a fallar, no la acepte y atienda por el número.",
    ),
    Verdict.UNKNOWN_DESK: QT_TRANSLATE_NOOP(
        "core",
        "La firmó una ventanilla que este equipo no conoce. Si es nueva, sincronice y repita; si no, el código "
        "fue alterado o la constancia es de otra municipalidad.",
    ),
    Verdict.NUMBER_ONLY: QT_TRANSLATE_NOOP(
        "core",
        "Los dígitos de control coinciden. Para saber si el papel es auténtico, lea su código QR.",
    ),
}
