"""A form that is being typed in: what a draft keeps, how times are read, what the next form takes over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from counter import NOW
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.values import Channel, CriticalCriterion, Level
from ui.kit.receivers import Receiver
from ui.paper.filling import HANDED, RESULTS, Filling, from_draft

IDS = st.binary(min_size=16, max_size=16).map(lambda raw: bytes([raw[0] & 0x7F]) + raw[1:])
WORDS = st.text(max_size=30)
RECEIVERS = st.builds(Receiver, IDS, WORDS, st.none() | IDS, WORDS, WORDS)
FILLINGS = st.builds(
    Filling,
    number=WORDS, day=st.sampled_from(["", "3/10/2026", "mañana es"]), start=WORDS, end=WORDS,
    channel=st.sampled_from(Channel), writer=st.none() | IDS, text=WORDS, name=WORDS, citizen=st.none() | IDS,
    document_type=WORDS, document=WORDS, contact=WORDS, no_contact=st.booleans(), preferential=WORDS,
    place=WORDS, detail=WORDS, result=st.sampled_from(RESULTS), result_chosen=st.booleans(),
    unanswered=st.booleans(), level=st.sampled_from(Level), criterion=st.none() | st.sampled_from(CriticalCriterion),
    receiver=st.none() | RECEIVERS, handed=st.sampled_from(HANDED),
)  # fmt: skip


@given(FILLINGS)
def test_a_draft_keeps_all_that_was_typed(filling):
    kept = json.loads(json.dumps(filling.to_draft(NOW.date())))
    expected = replace(filling, day=filling.written_day(NOW.date()))
    assert from_draft(kept, ()) == expected


ODD = st.none() | st.integers() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())


@given(st.dictionaries(st.sampled_from(["number", "channel", "writer", "receiver", "level", "handed"]), ODD))
def test_a_draft_of_another_version_never_stops_the_screen(saved):
    found = from_draft({**saved, "detail": "Poda"}, ())
    assert found.detail == "Poda"


def test_a_draft_says_which_day_yesterday_was():
    kept = Filling(day="ayer", start="9").to_draft(NOW.date())
    assert kept["day"] == f"{NOW - timedelta(days=1):%d/%m/%Y}"


def test_hours_are_read_as_people_write_them():
    filling = Filling(day="20/11", start="905", end="9:12")
    assert filling.started(NOW) == NOW.replace(day=20, hour=9, minute=5)
    assert filling.ended(NOW) == NOW.replace(day=20, hour=9, minute=12)
    for wrong in ("", "25:00", "9:70", "mediodía", "20/11 9:05"):
        assert replace(filling, start=wrong).started(NOW) is None
    assert replace(filling, day="").started(NOW) is None


def test_the_next_form_takes_over_what_is_most_likely_the_same():
    filling = Filling(
        number="1",
        day="20/11/2026",
        start="9",
        text="Poda",
        channel=Channel.PHONE,
        writer=bytes(16),
        detail="x",
    )
    following = filling.following("2")
    assert following == Filling(number="2", day="20/11/2026", channel=Channel.PHONE, writer=bytes(16))
    assert following.blank
    assert not filling.blank
