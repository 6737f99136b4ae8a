"""The closed lists of the domain. Values are stored and travel in bundles: never rename one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """How the citizen reached the municipality (training manual 2.3)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    APP = "app"


class Level(StrEnum):
    """What the training manual (4.1, 4.3) calls priority: it sets the term of a case."""

    SIMPLE = "simple"
    COMPLEX = "complex"
    CRITICAL = "critical"


class Result(StrEnum):
    """How an attention ended (AUM-010-030 to 050)."""

    ORIENTED = "oriented"
    REFERRED = "referred"
    CASE_OPENED = "case_opened"
    CRITICAL_CASE = "critical_case"
    UNANSWERED = "unanswered"


class CaseState(StrEnum):
    """States of a followed case; "escalated" is an event beside the state, not one of them."""

    REGISTERED = "registered"
    REFERRED = "referred"
    IN_PROGRESS = "in_progress"
    WAITING_CITIZEN = "waiting_citizen"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    VOIDED = "voided"


class ReferralState(StrEnum):
    """States of a hand-over (AUM-010-030)."""

    SENT = "sent"
    ACCEPTED = "accepted"
    CONFIRMED_BY_PHONE = "confirmed_by_phone"
    NO_ANSWER = "no_answer"
    RETURNED = "returned"
    RESOLVED = "resolved"
    VOIDED = "voided"


class ReturnReason(StrEnum):
    """Why a hand-over came back; only ``WRONG_UNIT`` counts as a wrong transfer."""

    WRONG_UNIT = "wrong_unit"
    MISSING_INFORMATION = "missing_information"
    DID_NOT_SHOW_UP = "did_not_show_up"
    ABSENT = "absent"


class HoldReason(StrEnum):
    """Why the citizen was asked to wait (AUM-010-010, by phone; 020, in person as well)."""

    ASKING_UNIT = "asking_unit"
    FINDING_FILE = "finding_file"
    SERVING_OTHER = "serving_other"
    CHECKING_DATA = "checking_data"
    OTHER = "other"


class Role(StrEnum):
    """What a person may do; one person may have several."""

    CLERK = "clerk"
    OFFICIAL = "official"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class CriticalCriterion(StrEnum):
    """Criteria of a critical case (training manual 5.1)."""

    RISK = "risk"
    RECURRENT = "recurrent"
    VULNERABLE = "vulnerable"


class ComplaintKind(StrEnum):
    """Types of complaint (training manual 3.1)."""

    BAD_SERVICE = "bad_service"
    DELAY = "delay"
    ERROR = "error"


class Confirmation(StrEnum):
    """How the resolution was confirmed with the citizen (training manual 6.1)."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    NOT_REACHED = "not_reached"


UNCLASSIFIED: Final = "informacion"
"""Query type of a free text until the catalogue's owner has classified it."""
