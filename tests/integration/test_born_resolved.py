"""Every complaint or query is a case (manual 4.1): the profile's answer, and the office's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from municipality import attention, opening

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.values import Result
from desktop_app.services import attentions, born_resolved, reception, settings


def record(office, **changes):
    return reception.register_attention(office.clerk, attention(office, **changes)).id


def test_the_office_s_answer_holds_before_the_profile_s(office):
    found = born_resolved.in_force(office.console)
    assert (found.counts, found.profile, found.this_month) == (True, True, 0)
    born_resolved.save(office.as_user("administrator"), counts=False)
    assert not office.clerk.profile.born_resolved
    assert born_resolved.in_force(office.console).profile
    born_resolved.save(office.console, counts=True)
    assert office.clerk.profile.born_resolved


def test_only_administration_changes_it(office):
    for login in ("clerk", "official", "supervisor"):
        with pytest.raises(NotAllowed):
            born_resolved.save(office.as_user(login), counts=False)


@pytest.mark.parametrize("stored", [1, "sí", None, [True], {}])
def test_what_cannot_be_read_leaves_the_profile_s_answer(office, stored):
    settings.change_settings(office.console, {born_resolved.KEY: stored})
    assert office.console.profile.born_resolved is True


def test_orientations_of_the_month_count_and_nothing_else_does(office):
    record(office)
    gone = record(office)
    reception.void_attention(office.clerk, gone, "Por error")
    record(office, result=Result.UNANSWERED)
    reception.register_attention(office.clerk, opening(office))
    assert born_resolved.in_force(office.console).this_month == 1
    office.clock.set(office.clock.now() + timedelta(days=31))
    assert born_resolved.in_force(office.console).this_month == 0


def test_its_detail_says_so(office):
    done = record(office)
    assert attentions.get_attention(office.clerk, done).born_resolved
    case = reception.register_attention(office.clerk, opening(office)).id
    assert not attentions.get_attention(office.clerk, case).born_resolved
    born_resolved.save(office.console, counts=False)
    assert not attentions.get_attention(office.clerk, done).born_resolved
