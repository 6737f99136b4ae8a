"""A fault in the middle of an act of several operations leaves nothing of it; the same act then succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from municipality import MARIA, Office, attention, make_office, opening

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.values import Result
from desktop_app.services import (
    catalogue,
    citizens,
    drafts,
    duplicates,
    late,
    merging,
    paper,
    questions,
    reception,
    voiding,
)
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.late import Transcription
from desktop_app.storage import projection
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import digest


@dataclass
class Town:
    """An office with something to act upon."""

    office: Office
    ctx: Context
    people: list[bytes]
    case: reception.AttentionSaved
    sent: reception.AttentionSaved
    form: paper.Form
    keys: frozenset[str]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    office = make_office(tmp_path / "data")
    ctx = office.as_user("supervisor")
    people = [
        citizens.register_citizen(ctx, CitizenForm(f"Ana {at}", phone=f"99911100{at}")).id for at in range(3)
    ]
    merging.merge(ctx, people[0], people[1], frozenset({"phone"}))
    for _ in range(2):
        reception.register_attention(ctx, attention(office, topic=None, subject="poda de árboles"))
    case = reception.register_attention(ctx, opening(office))
    sent = reception.register_attention(ctx, attention(office, result=Result.REFERRED, unit=office.unit))
    paper.print_forms(ctx, 2)
    office.clock.advance(hours=2)
    drafts.save_draft(ctx, "paper", {"text": "hola"})
    (asked,) = [each for each in questions.open_questions(ctx) if each.topic is None]
    yield Town(office, ctx, people, case, sent, paper.forms(ctx)[0], asked.keys)
    office.installation.close()


def transcribe(town: Town) -> Any:
    started = town.form.printed + timedelta(minutes=5)
    form = opening(town.office, started=started, citizen=MARIA)
    assert town.ctx.actor.id is not None
    filled = Transcription(town.form.id, town.ctx.actor.id, started + timedelta(minutes=4), form)
    return late.transcribe(town.ctx, filled, "paper")


ACTS: dict[str, Callable[[Town], Any]] = {
    "reserve": lambda town: paper.reserve(town.ctx, 3),
    "spoil": lambda town: paper.spoil(town.ctx, [form.id for form in paper.forms(town.ctx)], "mojados"),
    "transcribe": transcribe,
    "merge": lambda town: merging.merge(town.ctx, town.people[0], town.people[2], frozenset({"phone", "name"})),
    "separate": lambda town: merging.separate(town.ctx, max(town.people[:2])),
    "tell apart": lambda town: duplicates.tell_apart(town.ctx, town.people[0], town.people[2]),
    "make topic": lambda town: questions.make_topic(
        town.ctx, catalogue.TopicForm("Poda", "tramite", unit=town.office.unit), town.keys
    ),
    "add synonym": lambda town: questions.add_synonym(town.ctx, town.office.hours, "poda", town.keys),
    "dismiss": lambda town: questions.dismiss(town.ctx, town.keys | {"otra"}),
    "pin": lambda town: catalogue.pin_topic(town.ctx, town.office.pothole, 1, take=True),
    "void case": lambda town: voiding.void(town.ctx, town.case.id, "repetida"),
    "void hand-over": lambda town: voiding.void(town.ctx, town.sent.id, "repetida"),
    "open a case for a new person": lambda town: reception.register_attention(town.ctx, opening(town.office), "paper"),
}  # fmt: skip


def everything(ctx: Context) -> list[Any]:
    tables = [list(digest.projected_rows(ctx.store, name)) for name in digest.TABLES]
    ops = ctx.store.rows("SELECT count(*), max(stamp) FROM op")
    return [*tables, ops, drafts.open_drafts(ctx), ctx.store.journal.position]


def failing_after(good: int) -> Callable[..., str]:
    """Return a way of appending that works some times and then finds the disk full."""
    append, done = Transaction.append, [0]

    def instead(self: Transaction, *args: Any, **named: Any) -> str:
        done[0] += 1
        if done[0] > good:
            raise EnvironmentFault("El disco está lleno.")
        return append(self, *args, **named)

    return instead


@pytest.mark.parametrize("name", ACTS)
def test_all_or_nothing(town: Town, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(town.ctx)
    for good in range(9):
        monkeypatch.setattr(Transaction, "append", failing_after(good))
        try:
            ACTS[name](town)
            break
        except EnvironmentFault:
            assert everything(town.ctx) == before
        finally:
            monkeypatch.undo()
    else:
        pytest.fail("too many operations")
    after = everything(town.ctx)
    assert after != before
    with town.ctx.store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert everything(town.ctx) == after
