"""Spanish words for the closed lists, marked for translation."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import (
    CaseState,
    Channel,
    ComplaintKind,
    Confirmation,
    CriticalCriterion,
    HoldReason,
    Level,
    ReferralState,
    Result,
    ReturnReason,
    Role,
)

# Pairs, not a mapping: members of two lists with the same value ("resolved") are equal as keys.
_PAIRS: tuple[tuple[StrEnum, str], ...] = (
    (Channel.IN_PERSON, QT_TRANSLATE_NOOP("core", "Presencial")),
    (Channel.PHONE, QT_TRANSLATE_NOOP("core", "Teléfono")),
    (Channel.EMAIL, QT_TRANSLATE_NOOP("core", "Correo electrónico")),
    (Channel.APP, QT_TRANSLATE_NOOP("core", "Aplicación móvil")),
    (Level.SIMPLE, QT_TRANSLATE_NOOP("core", "Simple")),
    (Level.COMPLEX, QT_TRANSLATE_NOOP("core", "Complejo")),
    (Level.CRITICAL, QT_TRANSLATE_NOOP("core", "Crítico")),
    (Result.ORIENTED, QT_TRANSLATE_NOOP("core", "Orientado")),
    (Result.REFERRED, QT_TRANSLATE_NOOP("core", "Vinculado")),
    (Result.CASE_OPENED, QT_TRANSLATE_NOOP("core", "Caso abierto")),
    (Result.CRITICAL_CASE, QT_TRANSLATE_NOOP("core", "Caso crítico")),
    (Result.UNANSWERED, QT_TRANSLATE_NOOP("core", "Sin respuesta")),
    (CaseState.REGISTERED, QT_TRANSLATE_NOOP("core", "Registrado")),
    (CaseState.REFERRED, QT_TRANSLATE_NOOP("core", "Derivado")),
    (CaseState.IN_PROGRESS, QT_TRANSLATE_NOOP("core", "En atención")),
    (CaseState.WAITING_CITIZEN, QT_TRANSLATE_NOOP("core", "En espera del ciudadano")),
    (CaseState.RESOLVED, QT_TRANSLATE_NOOP("core", "Resuelto")),
    (CaseState.CLOSED, QT_TRANSLATE_NOOP("core", "Cerrado")),
    (CaseState.REOPENED, QT_TRANSLATE_NOOP("core", "Reabierto")),
    (CaseState.VOIDED, QT_TRANSLATE_NOOP("core", "Anulado")),
    (ReferralState.SENT, QT_TRANSLATE_NOOP("core", "Enviada")),
    (ReferralState.ACCEPTED, QT_TRANSLATE_NOOP("core", "Aceptada en el sistema")),
    (ReferralState.CONFIRMED_BY_PHONE, QT_TRANSLATE_NOOP("core", "Confirmada por teléfono")),
    (ReferralState.NO_ANSWER, QT_TRANSLATE_NOOP("core", "Sin respuesta")),
    (ReferralState.RETURNED, QT_TRANSLATE_NOOP("core", "Devuelta")),
    (ReferralState.RESOLVED, QT_TRANSLATE_NOOP("core", "Resuelta")),
    (ReferralState.VOIDED, QT_TRANSLATE_NOOP("core", "Anulada")),
    (ReturnReason.WRONG_UNIT, QT_TRANSLATE_NOOP("core", "No corresponde a esta unidad")),
    (ReturnReason.MISSING_INFORMATION, QT_TRANSLATE_NOOP("core", "Falta información")),
    (ReturnReason.DID_NOT_SHOW_UP, QT_TRANSLATE_NOOP("core", "No se presentó")),
    (ReturnReason.ABSENT, QT_TRANSLATE_NOOP("core", "Ausente")),
    (HoldReason.ASKING_UNIT, QT_TRANSLATE_NOOP("core", "Consulto con la unidad")),
    (HoldReason.FINDING_FILE, QT_TRANSLATE_NOOP("core", "Busco el expediente")),
    (HoldReason.SERVING_OTHER, QT_TRANSLATE_NOOP("core", "Atiendo a otra persona")),
    (HoldReason.CHECKING_DATA, QT_TRANSLATE_NOOP("core", "Verifico datos")),
    (HoldReason.OTHER, QT_TRANSLATE_NOOP("core", "Otro motivo")),
    (Role.CLERK, QT_TRANSLATE_NOOP("core", "Funcionario de plataforma")),
    (Role.OFFICIAL, QT_TRANSLATE_NOOP("core", "Funcionario de unidad")),
    (Role.SUPERVISOR, QT_TRANSLATE_NOOP("core", "Supervisión")),
    (Role.ADMINISTRATOR, QT_TRANSLATE_NOOP("core", "Administración")),
    (CriticalCriterion.RISK, QT_TRANSLATE_NOOP("core", "Riesgo para la salud o la seguridad pública")),
    (CriticalCriterion.RECURRENT, QT_TRANSLATE_NOOP("core", "Queja recurrente no atendida")),
    (CriticalCriterion.VULNERABLE, QT_TRANSLATE_NOOP("core", "Ciudadano en situación vulnerable")),
    (ComplaintKind.BAD_SERVICE, QT_TRANSLATE_NOOP("core", "Mal servicio")),
    (ComplaintKind.DELAY, QT_TRANSLATE_NOOP("core", "Demora en la atención")),
    (ComplaintKind.ERROR, QT_TRANSLATE_NOOP("core", "Error en un trámite o en la información")),
    (Confirmation.PHONE, QT_TRANSLATE_NOOP("core", "Por teléfono")),
    (Confirmation.IN_PERSON, QT_TRANSLATE_NOOP("core", "En persona")),
    (Confirmation.EMAIL, QT_TRANSLATE_NOOP("core", "Por correo")),
    (Confirmation.NOT_REACHED, QT_TRANSLATE_NOOP("core", "No se logró")),
)

LABELS: dict[tuple[type[StrEnum], str], str] = {(type(value), value.value): words for value, words in _PAIRS}


def label(value: StrEnum) -> str:
    """Return the Spanish word for a value of a closed list."""
    return LABELS[type(value), value.value]


def label_of(kind: type[StrEnum], code: str) -> str:
    """Return the Spanish word for a stored code; one that a newer program wrote stands for itself."""
    return LABELS.get((kind, code), code)
