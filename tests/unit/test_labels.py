"""Spanish words of the closed lists."""

from __future__ import annotations

import pytest

from desktop_app.domain import values
from desktop_app.domain.labels import LABELS, label

LISTS = [
    values.Channel, values.Level, values.Result, values.CaseState, values.ReferralState, values.ReturnReason,
    values.HoldReason, values.Role, values.CriticalCriterion, values.ComplaintKind, values.Confirmation,
]  # fmt: skip


@pytest.mark.parametrize("members", LISTS)
def test_every_member_has_its_own_words(members):
    words = [label(member) for member in members]
    assert all(words)
    assert len(set(words)) == len(words)


def test_equal_values_of_two_lists_keep_apart():
    assert label(values.CaseState.RESOLVED) == "Resuelto"
    assert label(values.ReferralState.RESOLVED) == "Resuelta"
    assert label(values.Result.REFERRED) == "Vinculado"
    assert label(values.CaseState.REFERRED) == "Derivado"
    assert label(values.Channel.PHONE) == "Teléfono"
    assert label(values.Confirmation.PHONE) == "Por teléfono"
    assert len(LABELS) == sum(len(members) for members in LISTS)
