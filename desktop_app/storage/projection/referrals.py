"""The row of a hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import apsw

from desktop_app.domain.folding import Entry, Review
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.referral_fold import fold_referral
from desktop_app.storage.log import Identities
from desktop_app.storage.projection.values import integer, reference, text

_SQL: Final = (
    "INSERT INTO referral (id, number, attention, case_file, office, author, topic, unit, "
    "official, citizen, need, state, reason, comment, sent, answered, lday, previous, bounces, answered_by) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def project(
    connection: apsw.Connection, identities: Identities, target: int, entries: Sequence[Entry]
) -> Sequence[Review]:
    """Write the row of one hand-over."""
    row = connection.execute("SELECT uid FROM entity WHERE id = ?", (target,)).fetchone()
    referral = fold_referral(ulid_text(row[0]) if row else "", entries)
    if referral.state is None:
        return ()
    values = referral.values
    connection.execute(
        _SQL,
        (
            target, text(values, "number"), reference(values, "attention", identities),
            reference(values, "case", identities), reference(values, "office", identities),
            identities.of(referral.author), reference(values, "topic", identities),
            reference(values, "unit", identities), reference(values, "official", identities),
            reference(values, "citizen", identities), text(values, "need"), referral.state.value,
            referral.reason, referral.comment, values.get("sent"), referral.answered,
            values.get("lday"), reference(values, "previous", identities),
            integer(values, "bounces") or 0, identities.of(referral.answered_by),
        ),
    )  # fmt: skip
    return referral.reviews
