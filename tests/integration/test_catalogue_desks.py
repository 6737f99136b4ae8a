"""The catalogue on several desks: rival sheets, questions answered elsewhere, and what each of them shows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.domain.values import Channel
from desktop_app.services import catalogue, questions, reception, topic_history
from desktop_app.services.access import CONSOLE
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.context import Context, Desk, Rules, RulesCache
from desktop_app.services.reception import AttentionForm
from desktop_app.system.profiles import load_profile

PERU = load_profile("pe")


def of(desk: SyncDesk, place: int) -> Context:
    """Return what services are handed at a desk."""
    here = Desk(bytes(15) + b"\x01", 1, "Sede", desk.id, place, "Ventanilla")
    cache = RulesCache(lambda: Rules("Prueba", PERU, PERU.calendar({}), demo=False, desk=here))
    return Context(desk.store, desk.clock, CONSOLE, cache)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[list[SyncDesk], Context, Context]:
    """Two desks that know the same topic, which costs 10."""
    desks = municipality(tmp_path, 2)
    one, two = of(desks[0], 1), of(desks[1], 2)
    catalogue.save_topic(one, TopicForm("Poda de árboles", "tramite", sheet={"cost": "10"}))
    share_all(desks)
    return desks, one, two


def costs(ctx: Context, typed: str = "poda") -> tuple[str, str]:
    """Return the cost that is told now, and the one that is to come."""
    (topic,) = catalogue.suggest(ctx, typed)
    return str(topic.sheet.get("cost", "")), str((topic.coming or {}).get("cost", ""))


def pass_days(desks: list[SyncDesk], days: int) -> None:
    for desk in desks:
        desk.clock.advance(hours=24 * days)


def test_a_topic_of_another_desk_is_found_as_soon_as_it_arrives(
    pair: tuple[list[SyncDesk], Context, Context],
) -> None:
    desks, one, two = pair
    assert catalogue.suggest(two, "matri") == []
    catalogue.save_topic(one, TopicForm("Matrimonio civil", "tramite"))
    assert catalogue.suggest(two, "matri") == []
    share_all(desks)
    assert [topic.title for topic in catalogue.suggest(two, "matri")] == ["Matrimonio civil"]


@pytest.mark.parametrize("later", [0, 1])
def test_rival_sheets_are_told_alike_everywhere(
    pair: tuple[list[SyncDesk], Context, Context], later: int
) -> None:
    desks, one, two = pair
    (topic,) = (each.id for each in catalogue.topics(one))
    pass_days(desks, 1)
    coming = f"{one.now().date() + timedelta(days=30):%d/%m/%Y}"
    # One writes what is to come, the other corrects what is told; neither knows of the other.
    desks[later].clock.advance(minutes=5)
    catalogue.save_topic(
        one, TopicForm("Poda de árboles", "tramite", sheet={"cost": "12", "valid_from": coming}), topic
    )
    catalogue.save_topic(two, TopicForm("Poda de árboles", "tramite", sheet={"cost": "11"}), topic)
    share_all(desks)
    pass_days(desks, 1)
    shown = {costs(one), costs(two)}
    # The last write waits for its day; where it was the correction, nothing waits any more.
    assert shown == ({("11", "12")} if later == 0 else {("11", "")})
    pass_days(desks, 30)
    assert {costs(one), costs(two)} == ({("12", "")} if later == 0 else {("11", "")})
    told = [topic_history.topic_history(ctx, topic).versions for ctx in (one, two)]
    assert told[0] == told[1]
    assert [version.rival for version in told[0]] == [True, False, False]
    days = [one.now().date() - timedelta(days=day) for day in range(32)]
    assert [topic_history.topic_on(one, topic, day) for day in days] == [
        topic_history.topic_on(two, topic, day) for day in days
    ]


def test_a_question_answered_at_one_desk_is_answered_at_all(
    pair: tuple[list[SyncDesk], Context, Context],
) -> None:
    desks, one, two = pair
    for ctx, words in ((one, "Vacuna de perros"), (two, "bacuna perro"), (two, "Bolsa de trabajo")):
        started = ctx.now() - timedelta(minutes=3)
        reception.register_attention(
            ctx, AttentionForm(Channel.IN_PERSON, started, "informacion", subject=words)
        )
    share_all(desks)
    found = {each.title: each for each in questions.open_questions(one)}
    assert {title: each.count for title, each in found.items()} == {
        "Vacuna de perros": 2,
        "Bolsa de trabajo": 1,
    }
    made = questions.make_topic(
        one, TopicForm("Vacunación canina", "tramite"), found["Vacuna de perros"].keys
    )
    assert len(made.classified) == 2
    questions.dismiss(two, found["Bolsa de trabajo"].keys)
    share_all(desks)
    assert [questions.open_questions(ctx) for ctx in (one, two)] == [[], []]
    assert desks[0].digests() == desks[1].digests()
    topics = two.store.rows(
        "SELECT t.title FROM attention a LEFT JOIN topic t ON t.id = a.topic ORDER BY t.title"
    )
    assert topics == [(None,), ("Vacunación canina",), ("Vacunación canina",)]
    # Words that were recorded elsewhere meanwhile come back as a question of their own.
    started = two.now() - timedelta(minutes=3)
    reception.register_attention(
        two, AttentionForm(Channel.IN_PERSON, started, "informacion", subject="Vacunas de perro")
    )
    share_all(desks)
    assert [each.title for each in questions.open_questions(one)] == ["Vacunas de perro"]
    questions.take_back(one, made)
    share_all(desks)
    assert [each.count for each in questions.open_questions(two)] == [3]
    assert desks[0].digests() == desks[1].digests()
