"""Closings, opinions and shifts that another desk wrote, whatever they hold, leave everything usable."""

from __future__ import annotations

import pytest
from municipality import Office, attention
from test_foreign_facts import CASE, STRANGE, arrives, everything_opens

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.timeline_words import step_words
from desktop_app.services import attentions, case_lists, closing, reception, shifts


def told(office: Office, case: bytes) -> None:
    """Read everything that a case's pane says of its closing."""
    found = case_lists.detail(office.clerk, case)
    closing.ended(found.timeline)
    closing.opinion_of(found.timeline)
    closing.tries_of(office.clerk, found)
    for event in found.timeline:
        step_words(event.kind, event.facts)


@pytest.mark.parametrize("name", ["confirmation", "causes", "attempts", "cause", "lday"])
def test_strange_facts_of_a_closing(office: Office, name: str) -> None:
    for value in STRANGE:
        case = arrives(office, "case", "open", CASE)
        arrives(office, "case", "move", {"to": "resolved", "parents": []}, target=case)
        for to in ("closed", "reopened"):
            facts = {"to": to, "lday": 20_261_006, "confirmation": "not_reached", name: value, "parents": []}
            arrives(office, "case", "move", facts, target=case)
        told(office, case)
    everything_opens(office)


@pytest.mark.parametrize("name", ["score", "by", "by_handler", "declined", "at"])
def test_strange_facts_of_an_opinion(office: Office, name: str) -> None:
    saved = reception.register_attention(office.clerk, attention(office))
    for value in STRANGE:
        case = arrives(office, "case", "open", CASE)
        facts = {"score": 4, name: value, "parents": []}
        arrives(office, "case", "rate", facts, {"text": value}, target=case)
        told(office, case)
        arrives(office, "attention", "rate", facts, {"text": value}, target=saved.id)
        attentions.get_attention(office.clerk, saved.id)
    everything_opens(office)


@pytest.mark.parametrize("name", ["channel", "attempt", "at"])
def test_strange_facts_of_an_attempt(office: Office, name: str) -> None:
    case = arrives(office, "case", "open", CASE)
    for value in STRANGE:
        facts = {"channel": "phone", "reached": False, "attempt": True, name: value, "parents": []}
        arrives(office, "case", "contact", facts, {"text": "x"}, target=case)
        told(office, case)
    everything_opens(office)


@pytest.mark.parametrize(
    "name", ["cases", "referrals", "receiver", "author", "sent", "taken", "undone", "note"]
)
def test_strange_fields_of_a_shift(office: Office, name: str) -> None:
    from desktop_app.services import directory

    user = next(each for each in directory.users(office.console) if each.login == "official")
    directory.save_user(
        office.console, user.login, user.name, user.roles, official=office.official, user=user.id
    )
    for value in STRANGE:
        fields = {"receiver": ulid_text(office.official), "sent": 1_791_212_400, "cases": [], name: value}
        personal = {"set": {"note": fields.pop("note")}} if name == "note" else {}
        arrives(office, "shift", "set", {"set": fields}, personal)
    ctx = office.as_user("official")
    shifts.received(ctx)
    everything_opens(office)


def test_a_sample_mark_of_any_shape_is_one_or_none(office: Office) -> None:
    for value in STRANGE:
        saved = reception.register_attention(office.clerk, attention(office))
        arrives(office, "attention", "amend", {"set": {"sampled": value}}, target=saved.id)
    marks = {row[0] for row in office.console.store.rows("SELECT sampled FROM attention")}
    assert marks <= {None, 1}
    everything_opens(office)
