"""Recording a case, issuing its receipt and checking it, as the counter does."""

from __future__ import annotations

from municipality import Office, opening

from desktop_app.services import (
    receipt_checks,
    receipts,
    reception,
)
from desktop_app.services.receipt_checks import CheckedReceipt
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.receipts import IssuedReceipt
from desktop_app.services.reception import AttentionSaved


def issue(office: Office, saved: AttentionSaved, **how: object) -> IssuedReceipt:
    return receipts.issue(office.clerk, office.installation.custody, RecordKey("attention", saved.id), **how)  # type: ignore[arg-type]


def check(office: Office, typed: str) -> CheckedReceipt:
    return receipt_checks.check(office.clerk, office.installation.custody, typed)


def case(office: Office, **changes: object) -> AttentionSaved:
    return reception.register_attention(office.clerk, opening(office, **changes))
