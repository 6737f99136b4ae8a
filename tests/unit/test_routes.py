"""Vía correcta: which route a request takes, and why (manual 4.1; the routes are the country profile's)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from route_sentences import COSTA_RICA, ENGLISH, HARD, NOBODYS, PERU

from desktop_app.domain.routes import QUESTIONS, Advice, Answer, Question, advise
from desktop_app.system.profiles import available_profiles, load_profile

PROFILES = {code: load_profile(code) for code in available_profiles()}
WORDS = sorted({word for text, _right in (*PERU, *COSTA_RICA) for word in text.split()})

texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
answers = st.sets(st.sampled_from(list(Answer)))


def best(text: str, code: str = "pe", *given_answers: Answer) -> str:
    found = advise(text, PROFILES[code], given_answers).best
    return found.kind.code if found is not None else ""


@pytest.mark.parametrize(
    ("code", "sentences", "least"),
    [("pe", PERU, 0.97), ("cr", COSTA_RICA, 0.97), ("neutral", (*PERU, *COSTA_RICA), 0.94)],
)
def test_the_labelled_sentences(code, sentences, least):
    assert len(sentences) >= 60
    found = [(best(text, code), right.split(), text) for text, right in sentences]
    wrong = [each for each in found if each[0] and each[0] not in each[1]]
    assert not wrong
    assert sum(got in right for got, right, _text in found) >= least * len(sentences)


@pytest.mark.parametrize("code", ["pe", "cr", "neutral"])
def test_what_the_words_do_not_tell_is_left_open_rather_than_guessed(code):
    found = [(best(text, code), right.split(), text) for text, right in HARD]
    assert [each for each in found if each[0] and each[0] not in each[1]] == []
    assert [text for text in NOBODYS if advise(text, PROFILES[code]).best is not None] == []


def test_english_never_has_a_route():
    assert [text for text in ENGLISH if any(advise(text, each).routes for each in PROFILES.values())] == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Ayer me TRATARON  mal aquí", "queja", ("TRATARON mal",)),
        ("La construcción sin licencia de al lado", "denuncia", ("construcción sin licencia",)),
        ("solicito cópia del expediente", "acceso_informacion", ("solicito cópia",)),
    ],
)
def test_the_words_that_decided_are_told_as_they_stand(text, code, words):
    route = advise(text, PROFILES["pe"]).best
    assert route is not None
    assert route.kind.code == code
    assert [" ".join(text[span.start : span.end].split()) for span in route.spans] == list(route.words)
    assert all(any(word in each for each in route.words) for word in words)


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("No me quejo de nadie", "queja"),
        ("No es una queja, es una pregunta", "queja"),
        ("No quiero denunciar a nadie", "denuncia"),
        ("sin ruidos molestos", "denuncia"),
        ("No hay mala atención", "queja"),
        ("nunca me cobraron de más", "reclamo"),
    ],
)
def test_what_is_denied_speaks_for_nothing(text, not_this):
    assert not_this not in [route.kind.code for route in advise(text, PROFILES["pe"]).routes]


def test_a_complaint_of_what_is_over_is_a_complaint_still():
    assert best("me trataron mal pero ya fue resuelto y reparado") == "queja"


@settings(max_examples=150, deadline=None)
@given(texts, answers, st.sampled_from(sorted(PROFILES)))
def test_any_text_and_any_answers_give_an_advice(text, given_answers, code):
    profile = PROFILES[code]
    found = advise(text, profile, given_answers)
    codes = [route.kind.code for route in found.routes]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(profile.request_types)
    assert [route.score for route in found.routes] == sorted((r.score for r in found.routes), reverse=True)
    for route in found.routes:
        assert route.why
        assert all(0 <= span.start < span.end <= len(text) for span in route.spans)
    # Either something stands out, or there is a question left, or both were answered.
    assert found.best is None or found.question is None
    asked_out = bool(given_answers & {Answer.COMPLAINS}) or (
        Answer.ASKS in given_answers and bool(given_answers & {Answer.HELD, Answer.NOT_HELD})
    )
    assert found.best is not None or found.question is not None or asked_out


@settings(max_examples=100, deadline=None)
@given(texts, answers, st.randoms(use_true_random=False))
def test_the_order_of_signs_and_answers_changes_nothing(text, given_answers, chance: random.Random):
    profile = PROFILES["pe"]

    def mixed(values):
        values = list(values)
        chance.shuffle(values)
        return values

    routes = {
        signs.code: replace(
            signs, acts=tuple(mixed(signs.acts)), phrases=tuple(mixed(signs.phrases)),
            hints=tuple(mixed(signs.hints)),
        )
        for signs in mixed(profile.routes.values())
    }  # fmt: skip
    other = replace(profile, routes=routes)
    assert advise(text, other, mixed(given_answers)) == advise(text, profile, given_answers)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([text for text, _right in PERU]), min_size=2, max_size=3, unique=True))
def test_the_order_of_sentences_changes_no_ranking(sentences):
    def ranked(parts) -> list[tuple[str, int]]:
        found: Advice = advise(". ".join(parts), PROFILES["pe"])
        return [(route.kind.code, route.score) for route in found.routes]

    assert ranked(sentences) == ranked(sentences[::-1])


def test_at_most_two_plain_questions_decide_where_the_text_does_not():
    first = advise("", PROFILES["pe"])
    assert (first.best, first.question) == (None, Question.COMPLAINT)
    assert best("", "pe", Answer.COMPLAINS) == "queja"
    second = advise("", PROFILES["pe"], [Answer.ASKS])
    assert second.question is Question.DOCUMENT
    assert best("", "pe", Answer.ASKS, Answer.HELD) == "acceso_informacion"
    last = advise("", PROFILES["pe"], [Answer.ASKS, Answer.NOT_HELD])
    assert last.best is not None
    assert (last.best.kind.code, last.question) == ("peticion", None)
    assert last.best.why == "pide que la municipalidad haga algo"


def test_an_answer_outweighs_the_words():
    assert best("solicito que me atiendan", "pe", Answer.COMPLAINS) in {"queja", "reclamo"}
    assert "queja" not in [
        r.kind.code for r in advise("me trataron mal", PROFILES["pe"], [Answer.ASKS]).routes
    ]


def test_each_question_has_two_answers_of_its_own():
    given_once = [answer for asked in QUESTIONS.values() for answer, _words in asked.answers]
    assert sorted(given_once) == sorted(Answer)


@pytest.mark.parametrize("code", sorted(PROFILES))
def test_the_signs_of_a_profile_are_data_with_their_source(code):
    profile = PROFILES[code]
    assert set(profile.routes) == set(profile.request_types)
    for signs in profile.routes.values():
        assert signs.acts
        assert signs.is_not
        assert signs.reference.source
        assert not signs.reference.verified
        everything = (*signs.acts, *signs.phrases, *signs.hints)
        assert len(everything) == len(set(everything))
        assert all(each == each.lower().strip() for each in everything)
    assert profile.may_be_anonymous("denuncia")
    assert not profile.may_be_anonymous("reclamo")
