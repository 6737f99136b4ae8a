"""Questions that fit no topic: what counts as the same one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.questions import Wording, group_questions, question_key, question_mark, telling_words

DAY = date(2026, 10, 5)


def group(*texts: str) -> list[list[str]]:
    return [
        [each.text for each in found.wordings]
        for found in group_questions(Wording(text, 1, DAY) for text in texts)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("¿Dónde vacuno a mi perro?", "donde vacuno mi perro"),
        ("vacuno perro", "¿Dónde puedo saber si vacuno a un perro?"),
        ("poda de árboles", "Poda árbol"),
        ("Vacuna para perros", "bacuna perros"),
        ("Alquiler de cancha", "alquiler cancah"),
        ("perro vacuna", "vacuna del perro"),
        ("Zapatos perdidos", "sapatos perdidos"),
    ],
)
def test_the_same_question_in_other_words_is_one(one: str, other: str) -> None:
    assert group(one, other) in ([[one, other]], [[other, one]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vacuna de perro", "Vacuna de gato"),
        ("Alquiler de cancha", "Alquiler de canchas y toldos"),
        ("luz", "lux agua"),
    ],
)
def test_other_questions_stay_apart(one: str, other: str) -> None:
    assert len(group(one, other)) == 2


def test_the_most_frequent_wording_gives_the_question_its_name() -> None:
    (found,) = group_questions(
        [
            Wording("vacuna perros", 1, DAY),
            Wording("bacuna perro", 2, date(2026, 10, 1)),
            Wording("Vacuna de perros", 5, date(2026, 9, 1)),
        ]
    )
    assert [each.text for each in found.wordings] == ["Vacuna de perros", "bacuna perro", "vacuna perros"]
    assert (found.count, found.last) == (8, DAY)
    assert found.keys == {question_key("vacuna perros"), question_key("bacuna perro")}


def test_what_has_no_telling_words_is_still_a_question() -> None:
    assert telling_words("¿Cómo es esto?") == []
    assert question_key("¿Cómo es esto?") == question_key("como esto es")
    assert question_key("???") == "???"
    assert question_key("👋") == "👋"


words = st.lists(
    st.sampled_from("vacuna perro gato licencia cancha de para bacuna lisensia canhca".split()), min_size=1
)


@given(st.lists(words.map(" ".join), unique=True, max_size=12), st.randoms(use_true_random=False))
def test_groups_hold_every_wording_once_in_whatever_order_they_came(texts: list[str], random: object) -> None:
    turned = list(texts)
    random.shuffle(turned)  # type: ignore[attr-defined]
    found = group(*texts)
    assert found == group(*turned)
    assert sorted(text for each in found for text in each) == sorted(texts)
    keys = [each.keys for each in group_questions(Wording(text, 1, DAY) for text in texts)]
    assert len(set().union(*keys)) == sum(map(len, keys))


def test_the_mark_of_a_question_does_not_tell_it() -> None:
    mark = question_mark(question_key("Reclamo de Juan Pérez"))
    assert len(mark) == 24
    assert "juan" not in mark
    assert mark != question_mark(question_key("Reclamo de Juana Pérez"))
