"""Opinions on a sample of attentions: who is asked, who may record it, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import Office, attention, make_office, opening

from desktop_app.domain.closing_rules import ClosingRules, falls_in_sample
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed, NotFound
from desktop_app.domain.months import Month
from desktop_app.domain.values import Channel, Result
from desktop_app.services import attentions, dashboard, opinions, reception, settings, statistics, undo


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    settings.save_closing(made.as_user("administrator"), ClosingRules(every=1))
    yield made
    made.installation.close()


def recorded(office: Office, **changes):
    return reception.register_attention(office.clerk, attention(office, **changes))


def opinion_of(office: Office, saved) -> tuple:
    sql = "SELECT a.score, a.score_by_handler, a.opinion FROM attention a JOIN entity e ON e.id = a.id WHERE e.uid = ?"
    return office.console.store.row(sql, (saved.id,))


def test_nobody_is_asked_until_the_office_sets_a_sample(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    saved = recorded(office)
    assert not saved.asks
    with pytest.raises(ForbiddenTransition, match="no le tocó"):
        opinions.rate_attention(office.clerk, saved.id, 5)
    office.installation.close()


def test_the_digest_chooses_and_the_choice_is_kept(office: Office) -> None:
    settings.save_closing(office.as_user("administrator"), ClosingRules(every=3))
    made = [recorded(office) for _ in range(40)]
    assert [each.asks for each in made] == [falls_in_sample(each.id, 3) for each in made]
    assert len({each.asks for each in made}) == 2
    settings.save_closing(office.as_user("administrator"), ClosingRules(every=0))
    (asked,) = office.console.store.row("SELECT count(*) FROM attention WHERE sampled = 1")
    assert asked == sum(each.asks for each in made)


def test_a_case_asks_at_its_closing_and_who_wrote_is_not_there_any_more(office: Office) -> None:
    assert not reception.register_attention(office.clerk, opening(office)).asks
    assert not recorded(office, channel=Channel.EMAIL).asks
    assert recorded(office, channel=Channel.PHONE).asks
    assert recorded(office, result=Result.UNANSWERED).asks


def test_who_attended_is_marked_somebody_else_and_the_citizen_are_not(office: Office) -> None:
    first, second, third = recorded(office), recorded(office), recorded(office)
    opinions.rate_attention(office.clerk, first.id, 4, "Bien")
    opinions.rate_attention(office.as_user("supervisor"), second.id, 2)
    opinions.rate_attention(office.clerk, third.id, 5, "Muy claro", by_citizen=True)
    assert opinion_of(office, first) == (4, 1, "Bien")
    assert opinion_of(office, second) == (2, 0, None)
    assert opinion_of(office, third) == (5, 0, "Muy claro")


def test_once_and_for_some_hours(office: Office) -> None:
    first, late = recorded(office), recorded(office)
    opinions.rate_attention(office.clerk, first.id, None)
    assert opinion_of(office, first) == (0, 1, None)
    with pytest.raises(ForbiddenTransition, match="ya tiene una opinión"):
        opinions.rate_attention(office.clerk, first.id, 5)
    office.clock.advance(hours=opinions.HOURS)
    opinions.rate_attention(office.clerk, recorded(office).id, 3)
    office.clock.advance(seconds=1)
    with pytest.raises(ForbiddenTransition, match="hasta 4 horas"):
        opinions.rate_attention(office.clerk, late.id, 5)


def test_what_is_refused_leaves_nothing(office: Office) -> None:
    saved = recorded(office)
    with pytest.raises(InvalidInput, match="1 a 5"):
        opinions.rate_attention(office.clerk, saved.id, 6)
    with pytest.raises(NotFound):
        opinions.rate_attention(office.clerk, bytes(16), 4)
    with pytest.raises(NotAllowed):
        opinions.rate_attention(office.as_user("official"), saved.id, 4)
    undo.take_back(office.clerk, saved)
    with pytest.raises(ForbiddenTransition, match="anulada"):
        opinions.rate_attention(office.clerk, saved.id, 4)
    assert opinion_of(office, saved) == (None, None, None)


def test_the_detail_of_the_day_tells_it(office: Office) -> None:
    saved = recorded(office)
    before = attentions.get_attention(office.clerk, saved.id)
    assert (before.sampled, before.score) == (True, None)
    opinions.rate_attention(office.clerk, saved.id, 4, "Bien")
    found = attentions.get_attention(office.clerk, saved.id)
    assert (found.score, found.by_handler, found.opinion) == (4, True, "Bien")


def test_statistics_keep_each_kind_apart_and_leave_voided_ones_out(office: Office) -> None:
    made = [recorded(office) for _ in range(6)]
    for saved, score in zip(made, (5, 4, None), strict=False):
        opinions.rate_attention(office.clerk, saved.id, score, by_citizen=True)
    opinions.rate_attention(office.clerk, made[3].id, 1)
    undo.take_back(office.clerk, made[5])
    figures = statistics.month_figures(office.console, Month(2026, 10))
    desk = figures.desk_opinions
    assert (desk.scores.n, desk.scores.mean) == (2, 4.5)
    assert (desk.by_handler.n, desk.by_handler.mean) == (1, 1.0)
    assert (desk.declined, desk.sampled) == (1, 5)
    assert desk.response_rate == 3 / 5
    assert figures.satisfaction.scores.n == 0
    board = dashboard.board(office.console)
    assert board.desk_opinions == desk
    assert dashboard.board(office.console, unit=office.unit).desk_opinions.sampled == 0


def test_another_month_has_none(office: Office) -> None:
    recorded(office)
    office.clock.advance(days=31)
    assert statistics.month_figures(office.console, Month(2026, 11)).desk_opinions.sampled == 0


def test_the_sample_is_of_the_attentions_day_not_of_the_answers(office: Office) -> None:
    office.clock.set(office.clock.now().replace(month=10, day=31, hour=23, minute=50) + timedelta(hours=5))
    saved = recorded(office)
    office.clock.advance(hours=1)
    opinions.rate_attention(office.clerk, saved.id, 5)
    october = statistics.month_figures(office.console, Month(2026, 10)).desk_opinions
    november = statistics.month_figures(office.console, Month(2026, 11)).desk_opinions
    assert (october.sampled, november.sampled) in ((1, 0), (0, 1))
    assert october.by_handler.n == october.sampled
