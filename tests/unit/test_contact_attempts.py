"""Which attempts to reach a citizen count: against a brute-force choice, and since when."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.attempts import MOST_KEPT, Attempt, Attempts, counted, would_count
from desktop_app.domain.case_fold import fold_case
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.timeline_words import step_words

HOUR = 3600
moments = st.lists(st.integers(0, 8 * HOUR), max_size=9)
gaps = st.integers(0, 3 * HOUR)


def most_apart(times: list[int], gap: int) -> int:
    """Return how many of some moments can be chosen that lie a gap apart, trying them all."""
    for size in range(len(times), 0, -1):
        for chosen in combinations(sorted(times), size):
            if all(later - earlier >= gap for earlier, later in pairwise(chosen)):
                return size
    return 0


@given(moments, gaps)
def test_as_many_count_as_lie_a_gap_apart(times, gap):
    assert len(counted([Attempt(at) for at in times], gap)) == most_apart(times, gap)


@given(moments, gaps, st.randoms())
def test_the_order_they_came_in_does_not_matter(times, gap, chance):
    tries = [Attempt(at, "phone") for at in times]
    shuffled = list(tries)
    chance.shuffle(shuffled)
    assert counted(tries, gap) == counted(shuffled, gap)


@given(moments, gaps)
def test_another_counts_when_the_gap_has_passed(times, gap):
    tries, now = [Attempt(at) for at in times], 9 * HOUR
    kept = counted(tries, gap)
    assert would_count(tries, gap, now) is (not kept or now - kept[-1].at >= gap)


def test_three_calls_within_the_hour_are_one_attempt():
    calls = [Attempt(minute * 60, "phone") for minute in (0, 2, 59)]
    assert [each.at for each in counted(calls, HOUR)] == [0]
    assert [each.at for each in counted([*calls, Attempt(60 * 60, "email")], HOUR)] == [0, HOUR]


def test_those_before_the_solution_or_before_an_objection_do_not_count():
    found = Attempts()
    found.take("contact", {"attempt": True, "channel": "phone"}, 10)
    found.take("move", {"to": "resolved"}, 20)
    assert found.found == []
    found.take("contact", {"attempt": True, "channel": "phone"}, 30)
    found.take("contact", {"attempt": False, "channel": "phone"}, 40)
    assert found.found == [Attempt(30, "phone")]
    found.take("move", {"to": "reopened"}, 50)
    assert found.found == []


def test_what_another_program_wrote_is_read_as_far_as_it_can_be():
    found = Attempts()
    found.take("contact", {"attempt": True, "channel": ["phone"]}, 10)
    for _ in range(MOST_KEPT + 5):
        found.take("contact", {"attempt": True}, 20)
    assert found.found[0] == Attempt(10, "")
    assert len(found.found) == MOST_KEPT


def uid(number: int) -> str:
    return ulid_text(number.to_bytes(16, "big"))


def test_a_case_keeps_how_often_it_was_tried_before_it_was_closed():
    def entry(number, kind, **facts):
        body = {"at": number * HOUR, "parents": [uid(number - 1)] if number else [], **facts}
        return Entry(uid(number), number + 1, kind, None, body, {})

    case = fold_case(
        uid(0),
        [
            entry(0, "open", state="registered", opened=0),
            entry(1, "move", to="resolved"),
            entry(2, "contact", channel="phone", reached=False, attempt=True),
            entry(3, "move", to="closed", confirmation="not_reached", attempts=1, lday=20261120),
        ],
    )
    assert case.closing == {"confirmation": "not_reached", "attempts": 1}
    assert len(case.tries.found) == 1


def test_paper_says_for_ever_that_nobody_confirmed():
    closed = {"to": "closed", "confirmation": "not_reached"}
    assert step_words("move", closed | {"attempts": 3}) == "Cerrado sin confirmación tras 3 intentos"
    assert step_words("move", closed | {"attempts": 1}) == "Cerrado sin confirmación tras 1 intento"
    assert step_words("move", closed) == "Cerrado sin confirmación"
    assert step_words("move", {"to": "closed", "confirmation": "phone"}) == "Cerrado"
    assert step_words("move", {"to": "reopened", "cause": "objection"}) == (
        "Reabierto: el ciudadano no está conforme"
    )
    assert (
        step_words("rate", {"score": 4, "by": "citizen"}) == "Satisfacción: 4 de 5, anotada por el ciudadano"
    )
    assert step_words("rate", {"score": 4, "by_handler": 1}) == (
        "Satisfacción: 4 de 5, anotada por quien atendió el caso"
    )
