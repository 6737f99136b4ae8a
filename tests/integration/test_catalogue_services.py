"""The catalogue over a real database: searching from memory, questions answered, pins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from municipality import LIMA, MONDAY, Office, attention
from tables import refold

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.values import Result, Role
from desktop_app.services import catalogue, questions, reception
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.context import Context
from desktop_app.services.questions import OpenQuestion


@pytest.fixture
def supervisor(office: Office) -> Context:
    return office.as_user(Role.SUPERVISOR.value)


def ask(office: Office, words: str, **changes: Any) -> bytes:
    """Record an attention whose words fit no topic."""
    form = attention(office, topic=None, subject=words, **changes)
    return reception.register_attention(office.clerk, form).id


def at(office: Office, day: int, month: int, year: int = 2026) -> None:
    office.clock.set(datetime(year, month, day, 10, tzinfo=LIMA))


def row(office: Office, attention_id: bytes) -> tuple[Any, ...]:
    """Return type, topic, unit and words of an attention as they are stored."""
    found = office.console.store.row(
        "SELECT a.query_type, t.uid, u.uid, a.subject FROM attention a JOIN entity e ON e.id = a.id "
        "LEFT JOIN entity t ON t.id = a.topic LEFT JOIN entity u ON u.id = a.unit WHERE e.uid = ?",
        (attention_id,),
    )
    assert found is not None
    return tuple(found)


def free(ctx: Context, **which: bool) -> list[OpenQuestion]:
    return [each for each in questions.open_questions(ctx, **which) if each.topic is None]


# Searching.


def test_letters_read_nothing_until_the_catalogue_changes(
    office: Office, supervisor: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [each.id for each in catalogue.suggest(office.clerk, "bahe")] == [office.pothole]
    read: list[str] = []
    clerk = office.clerk
    rows, one = office.clerk.store.rows, office.clerk.store.row
    monkeypatch.setattr(
        type(office.clerk.store), "rows", lambda _, sql, *rest: read.append(sql) or rows(sql, *rest)
    )
    monkeypatch.setattr(
        type(office.clerk.store), "row", lambda _, sql, *rest: read.append(sql) or one(sql, *rest)
    )
    reception.register_attention(office.clerk, attention(office))
    read.clear()
    for typed in ("b", "ba", "bac", "bach", "bache", "hueco pist"):
        assert [each.id for each in catalogue.suggest(clerk, typed)] == [office.pothole]
        assert office.pothole in {each.id for each in catalogue.find(supervisor, typed, every=True)}
    assert read == []
    made = catalogue.save_topic(supervisor, TopicForm("Bachillerato municipal", "tramite"))
    assert catalogue.suggest(office.clerk, "bachi")[0].id == made.id
    assert read


def test_a_new_name_of_the_unit_is_seen_at_once(office: Office) -> None:
    from desktop_app.services import directory

    assert catalogue.suggest(office.clerk, "bache")[0].unit_name == "Vías"
    directory.save_unit(office.console, "Obras viales", chief=office.chief, unit=office.unit)
    assert catalogue.suggest(office.clerk, "bache")[0].unit_name == "Obras viales"
    assert [each.id for each in catalogue.find(office.clerk, "viales")] == [office.pothole]


def test_what_is_taken_back_by_a_failing_transaction_is_not_remembered(
    office: Office, supervisor: Context
) -> None:
    with pytest.raises(RuntimeError), supervisor.store.transaction():
        catalogue.save_topic(supervisor, TopicForm("Zoológico", "tramite"))
        raise RuntimeError
    assert catalogue.suggest(office.clerk, "zoo") == []


# Questions.


def test_free_words_are_recorded_as_information_and_wait_for_the_owner(
    office: Office, supervisor: Context
) -> None:
    first = ask(office, "¿Dónde vacuno a mi perro?")
    at(office, 6, 10)
    ask(office, "vacuno perro")
    ask(office, "bacuno perros")
    ask(office, "Alquiler de cancha")
    (dog, field) = free(supervisor)
    assert (dog.count, dog.last, field.count) == (3, date(2026, 10, 6), 1)
    assert [each.text for each in dog.wordings] == [
        "bacuno perros",
        "vacuno perro",
        "¿Dónde vacuno a mi perro?",
    ]
    assert row(office, first)[:3] == ("informacion", None, None)


def test_a_topic_made_of_a_question_classifies_what_was_recorded_and_can_be_undone(
    office: Office, supervisor: Context
) -> None:
    same = [ask(office, "Vacuna de perros"), ask(office, "bacuna perro")]
    sent = ask(office, "vacuna perro", unit=office.unit, result=Result.REFERRED)
    other = ask(office, "Alquiler de cancha")
    (dog,) = [each for each in free(supervisor) if "erro" in each.title]
    green = catalogue.save_topic(supervisor, TopicForm("Zoonosis", "informacion")).id
    form = TopicForm("Vacunación canina", "tramite", unit=None, synonyms="vacuna perro")
    made = questions.make_topic(supervisor, form, dog.keys)
    assert {each.attention for each in made.classified} == {*same, sent}
    assert [row(office, each) for each in same] == [
        ("tramite", made.topic, None, "Vacuna de perros"), ("tramite", made.topic, None, "bacuna perro"),
    ]  # fmt: skip
    # The clerk's own choice of unit stands.
    assert row(office, sent)[1:3] == (made.topic, office.unit)
    assert row(office, other)[1] is None
    assert [each.title for each in free(supervisor)] == ["Alquiler de cancha"]
    assert catalogue.suggest(office.clerk, "vacuna")[0].id == made.topic
    refold(supervisor.store)
    assert row(office, same[0])[1] == made.topic
    assert {"attention", "topic"} <= made.changes
    questions.take_back(supervisor, made)
    assert [row(office, each)[:3] for each in same] == [("informacion", None, None)] * 2
    assert row(office, sent)[:3] == ("informacion", None, office.unit)
    assert catalogue.suggest(office.clerk, "vacunacion") == []
    assert green in {each.id for each in catalogue.topics(supervisor)}
    assert len(free(supervisor)) == 2


def test_a_question_becomes_a_synonym_once(office: Office, supervisor: Context) -> None:
    asked = ask(office, "Cráter en la avenida")
    (crater,) = free(supervisor)
    known = catalogue.one_topic(supervisor, office.pothole)
    assert known is not None
    words = questions.words_to_add(crater, known.title, known.synonyms)
    assert words == "crater avenida"
    done = questions.add_synonym(supervisor, office.pothole, f"{words} hueco", crater.keys)
    after = catalogue.one_topic(supervisor, office.pothole)
    assert after is not None
    assert after.synonyms == "hueco pista crater avenida"
    assert row(office, asked)[:3] == ("denuncia", office.pothole, office.unit)
    assert free(supervisor) == []
    questions.take_back(supervisor, done)
    again = catalogue.one_topic(supervisor, office.pothole)
    assert again is not None
    assert again.synonyms == "hueco pista"
    assert row(office, asked)[:3] == ("informacion", None, None)


def test_what_somebody_changed_after_an_answer_stays_when_it_is_undone(
    office: Office, supervisor: Context
) -> None:
    asked = ask(office, "Cráter")
    (crater,) = free(supervisor)
    done = questions.add_synonym(supervisor, office.pothole, "crater", crater.keys)
    catalogue.save_topic(
        supervisor, TopicForm("Bache", "denuncia", unit=office.unit, synonyms="otro"), office.pothole
    )
    questions.take_back(supervisor, done)
    after = catalogue.one_topic(supervisor, office.pothole)
    assert after is not None
    assert after.synonyms == "otro"
    assert row(office, asked)[1] is None


def test_a_dismissed_question_stays_away_in_all_its_wordings(office: Office, supervisor: Context) -> None:
    ask(office, "Reclamo de Juan Pérez")
    ask(office, "reclamo juan peres")
    (found,) = free(supervisor)
    done = questions.dismiss(supervisor, found.keys)
    assert free(supervisor) == []
    ask(office, "Reclamo Juan Pérez")
    assert free(supervisor) == []
    (aside,) = free(supervisor, dismissed=True)
    assert aside.count == 3
    # A name must not live on where anonymising does not reach.
    stored = supervisor.store.rows("SELECT key, value FROM setting WHERE key LIKE 'question.%'")
    assert stored
    assert not any("juan" in f"{key} {value}".lower() for key, value in stored)
    questions.dismiss(supervisor, done.keys, back=True)
    assert [each.count for each in free(supervisor)] == [3]


def test_only_who_edits_the_catalogue_and_reads_people_answers_questions(
    office: Office, supervisor: Context
) -> None:
    ask(office, "Vacuna de perros")
    (dog,) = free(supervisor)
    form = TopicForm("Vacunación", "tramite")
    administrator = office.as_user(Role.ADMINISTRATOR.value)
    assert free(administrator) == []
    for refused in (office.clerk, administrator):
        with pytest.raises(NotAllowed):
            questions.make_topic(refused, form, dog.keys)
        with pytest.raises(NotAllowed):
            questions.add_synonym(refused, office.pothole, "perro", dog.keys)
        with pytest.raises(NotAllowed):
            questions.dismiss(refused, dog.keys)
    with pytest.raises(NotFound):
        questions.add_synonym(supervisor, bytes(16), "perro", dog.keys)
    with pytest.raises(InvalidInput):
        questions.dismiss(supervisor, ())
    with pytest.raises(InvalidInput):
        questions.make_topic(supervisor, TopicForm("", "tramite"), dog.keys)
    assert len(free(supervisor)) == 1


def test_a_gap_closes_when_its_sheet_is_reviewed(office: Office, supervisor: Context) -> None:
    def gaps() -> list[tuple[bytes | None, int]]:
        return [(each.topic, each.count) for each in questions.open_questions(supervisor)]

    for _ in range(2):
        reception.register_attention(office.clerk, attention(office, result=Result.UNANSWERED))
    assert gaps() == [(office.hours, 2)]
    office.clock.set(MONDAY + timedelta(minutes=10))
    catalogue.mark_reviewed(supervisor, office.hours)
    assert gaps() == []
    office.clock.set(MONDAY + timedelta(minutes=20))
    reception.register_attention(office.clerk, attention(office, result=Result.UNANSWERED))
    assert gaps() == [(office.hours, 1)]


# Pins.


def test_digits_are_given_taken_and_given_back(office: Office, supervisor: Context) -> None:
    def pins() -> dict[int | None, bytes]:
        return {each.quick: each.id for each in catalogue.quick_topics(supervisor)}

    with pytest.raises(InvalidInput, match="El número 1 ya es de «Horario y ubicación de oficinas»"):
        catalogue.pin_topic(supervisor, office.pothole, 1)
    catalogue.pin_topic(supervisor, office.pothole, 2)
    assert pins() == {1: office.hours, 2: office.pothole}
    taken = catalogue.pin_topic(supervisor, office.pothole, 1, take=True)
    assert pins() == {1: office.pothole}
    catalogue.unpin(supervisor, taken)
    assert pins() == {1: office.hours, 2: office.pothole}
    catalogue.pin_topic(supervisor, office.pothole, None)
    assert pins() == {1: office.hours}
    for digit in (0, 10):
        with pytest.raises(InvalidInput):
            catalogue.pin_topic(supervisor, office.pothole, digit)
    with pytest.raises(NotAllowed):
        catalogue.pin_topic(office.clerk, office.pothole, 3)
    with pytest.raises(NotFound):
        catalogue.pin_topic(supervisor, bytes(16), 3)
