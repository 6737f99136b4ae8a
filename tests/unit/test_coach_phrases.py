"""The protocol's sentences in anybody's wording: always whole, never ahead of what has happened."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.protocol import AttentionFacts, HandOver
from desktop_app.domain.protocol_phrases import ORIGINAL, Phrase, Phrases, filled, original, setting_key
from desktop_app.domain.protocol_wording import (
    INFO,
    LONGEST,
    PLACES,
    allowed,
    checked_phrase,
    phrases_from,
    previewed,
    required,
)
from desktop_app.domain.protocol_words import hand_over_values, names, sentence
from desktop_app.domain.values import Channel, HoldReason, ReferralState

NOON = datetime(2026, 8, 3, 12, 5)  # noqa: DTZ001 - the office's wall clock
EVERY = [(phrase, channel) for phrase in Phrase for channel in Channel]

hand_overs = st.builds(
    HandOver,
    st.sampled_from(["", "Luis Chacón", "Íñigo Ñahui"]),
    st.sampled_from(["", "Urbanismo"]),
    st.sampled_from(["", "Piso 2, of. 7"]),
    st.sampled_from([None, *ReferralState]),
)
all_facts = st.builds(
    AttentionFacts,
    channel=st.sampled_from(Channel),
    need=st.sampled_from(["", "uso", "x {foo}"]),
    need_settled=st.booleans(),
    citizen_known=st.booleans(),
    outside_capacity=st.sampled_from([None, False, True]),
    hand_over=st.none() | hand_overs,
    oriented=st.booleans(),
    doubts_left=st.booleans(),
    case_number=st.sampled_from(["", "01-02-26-00003-45"]),
    hold=st.none() | st.sampled_from(HoldReason),
    recorded=st.booleans(),
)
plain_words = st.text("abcñáé¿?¡! ,.0", min_size=1, max_size=30)


@st.composite
def own_phrases(draw):
    """Wordings of somebody who writes what must be there, and anything else around it."""
    own = {}
    for phrase, channel in draw(st.sets(st.sampled_from(EVERY), max_size=30)):
        groups = required(phrase)
        must = draw(st.sampled_from(groups)) if groups else ()
        more = draw(st.lists(st.sampled_from(allowed(phrase)), max_size=3))
        text = draw(plain_words) + "".join(f"{{{name}}}{draw(plain_words)}" for name in (*must, *more))
        line = checked_phrase(phrase, channel, text)
        if line is not None:
            own[phrase, channel] = line
    return Phrases(own)


def clean(words: str) -> bool:
    return bool(words.strip()) and "{" not in words and "}" not in words


@given(
    all_facts, st.sampled_from(["Ana Rojas", ""]), st.sampled_from(["Municipalidad de Ñ", "Concejo de X", ""])
)
def test_every_attention_has_a_whole_sentence(facts, clerk, municipality):
    assert clean(sentence(facts, clerk, municipality, NOON))


@given(all_facts, own_phrases())
def test_every_attention_has_a_whole_sentence_in_own_words_too(facts, phrases):
    assert clean(sentence(facts, "Ana Rojas", "Municipalidad de Ñ", NOON, phrases))


@given(own_phrases())
def test_own_words_come_back_from_the_settings(phrases):
    stored = {setting_key(*place): text for place, text in phrases.own.items()}
    assert phrases_from(stored) == phrases


@given(
    st.dictionaries(
        st.sampled_from([setting_key(*place) for place in EVERY]),
        st.none() | st.integers() | st.text(max_size=40) | st.lists(st.text(), max_size=2),
    )
)
def test_whatever_another_desk_wrote_leaves_a_sentence(settings):
    phrases = phrases_from(settings)
    for place in EVERY:
        assert checked_phrase(*place, phrases.wording(*place)) == phrases.own.get(place)


@pytest.mark.parametrize(("phrase", "channel"), EVERY)
def test_the_originals_keep_their_own_rules(phrase, channel):
    assert checked_phrase(phrase, channel, original(phrase, channel)) is None
    assert phrase in INFO
    assert set(allowed(phrase)) <= set(PLACES)
    assert all(set(group) <= set(allowed(phrase)) for group in required(phrase))


def refused(phrase, text, channel=Channel.PHONE):
    with pytest.raises(InvalidInput) as caught:
        checked_phrase(phrase, channel, text)
    assert caught.value.field == "text"
    return str(caught.value)


def test_an_unknown_place_is_told_with_those_there_are():
    words = refused(Phrase.GREETING, "{saludo}, soy {nombre}, de {municipalidad}. {funcionario}")
    assert words.startswith("No existe el dato {nombre}.")
    assert "{funcionario}" in words


def test_a_place_that_is_not_known_yet_is_told():
    assert "todavía no se sabe" in refused(Phrase.GREETING, "{funcionario} {municipalidad} {caso}")


@pytest.mark.parametrize(
    ("phrase", "text", "missing"),
    [
        (Phrase.GREETING, "Hola, le atiende {funcionario}.", "{municipalidad}"),
        (Phrase.GREETING, "Bienvenida sea a {municipalidad}.", "{funcionario}"),
        (Phrase.HOLD, "Un momento, por favor.", "{motivo}"),
        (Phrase.ACCEPTED, "Le va a atender {persona}.", "{unidad}"),
        (Phrase.FOUND, "Busco a alguien.", "{quien}"),
        (Phrase.FAREWELL_CASE, "Se abrió su caso.", "{caso}"),
        (Phrase.CASE_PROMISE, "Le responderemos pronto.", "{plazo}"),
    ],
)
def test_what_the_procedure_asks_for_must_be_there(phrase, text, missing):
    assert f"Falta {missing}" in refused(phrase, text)


@pytest.mark.parametrize("text", ["Hola {funcionario", "Hola funcionario}", "{{funcionario}}", "{}"])
def test_a_brace_alone_is_told(text):
    refused(Phrase.FAREWELL, text)


def test_places_may_be_written_with_capitals_and_blanks():
    line = checked_phrase(Phrase.GREETING, Channel.PHONE, " {Saludo}, { funcionario } de\n{MUNICIPALIDAD} ")
    assert line == "{saludo}, {funcionario} de {municipalidad}"


@pytest.mark.parametrize("phrase", [phrase for phrase in Phrase if phrase is not Phrase.ACCEPTED])
@pytest.mark.parametrize("claim", ["Ya le comuniqué su necesidad.", "YA LE AVISÉ.", "Conoce su consulta."])
def test_nothing_but_the_accepted_hand_over_says_that_the_need_was_told(phrase, claim):
    places = " ".join(f"{{{name}}}" for name in (required(phrase) or ((),))[0])
    assert "ya aceptó" in refused(phrase, f"{places} {claim}")


@pytest.mark.parametrize("phrase", [Phrase.FOUND, Phrase.SENT, Phrase.NO_ANSWER, Phrase.RETURNED])
@pytest.mark.parametrize("claim", ["Le va a atender {quien}.", "{quien} le espera.", "{quien} ya aceptó."])
def test_nobody_is_promised_before_they_accepted(phrase, claim):
    assert "ya aceptó. Escríbalo" in refused(phrase, claim)
    assert checked_phrase(Phrase.ACCEPTED, Channel.PHONE, claim) == claim


def test_a_greeting_may_say_who_will_attend():
    assert checked_phrase(Phrase.GREETING, Channel.PHONE, "{municipalidad}. Le va a atender {funcionario}.")


@pytest.mark.parametrize(
    "text",
    [
        "Su caso quedó registrado. Gracias.",
        "Anote su número de caso.",
        "Su reclamo ya está abierto.",
        "Se registró su queja.",
    ],
)
def test_no_case_is_claimed_before_it_is_there(text):
    assert "el caso ya se abrió" in refused(Phrase.FAREWELL, text)
    assert "el caso ya se abrió" in refused(Phrase.CASE_PROMISE, f"{text} {{plazo}}")


def test_a_hand_over_is_sent_before_one_says_so():
    assert "ya se envió" in refused(Phrase.FOUND, "Le envié su consulta a {quien}.")
    assert checked_phrase(Phrase.SENT, Channel.PHONE, "Ya envié su consulta a {quien}, espere.")


def test_what_is_refused_is_quoted_as_it_was_written():
    assert refused(Phrase.FAREWELL, "Adiós, Ya Le Avisé a todos.").startswith("«Ya Le Avisé»")


def test_blank_or_the_original_itself_is_no_own_wording():
    assert checked_phrase(Phrase.DECISION, Channel.APP, "  \n ") is None
    assert checked_phrase(Phrase.DECISION, Channel.APP, f" {original(Phrase.DECISION, Channel.APP)} ") is None


def test_a_sentence_has_an_end():
    assert str(LONGEST) in refused(Phrase.DECISION, "a" * (LONGEST + 1))


def test_names_are_not_read_as_places():
    assert (
        filled("{funcionario}: {saludo}", {"funcionario": "{saludo}", "saludo": "Hola"}) == "{saludo}: Hola"
    )


@pytest.mark.parametrize(
    ("municipality", "words"),
    [
        ("Municipalidad de Ñ", "Venga a la Municipalidad de Ñ, la casa de la Municipalidad de Ñ."),
        ("Concejo de X", "Venga al Concejo de X, la casa del Concejo de X."),
    ],
)
def test_the_article_joins_the_preposition(municipality, words):
    own = Phrases({(Phrase.FAREWELL, Channel.PHONE): "Venga a {municipalidad}, la casa de {municipalidad}."})
    assert own.said(Phrase.FAREWELL, Channel.PHONE, names("Ana", municipality, NOON)) == words


def test_a_sentence_begins_with_a_capital_letter():
    own = Phrases({(Phrase.DECISION, Channel.PHONE): "{municipalidad} revisa."})
    assert own.said(Phrase.DECISION, Channel.PHONE, names("Ana", "Municipalidad", NOON)).startswith("La Muni")


def test_a_reason_of_a_hold_is_shown_within_its_sentence():
    values = {**names("Ana", "Municipalidad", NOON), **hand_over_values(HandOver(), Channel.PHONE)}
    text = "busco su papel."
    words = previewed(Phrase.HOLD_FINDING_FILE, Channel.PHONE, text, values, ORIGINAL)
    assert words == "Le voy a dejar en espera un momento: busco su papel. No cuelgue, por favor."
