"""The attention protocol AUM-010: steps and sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from desktop_app.domain.protocol import (
    STEP_CODES,
    STEP_LABELS,
    AttentionFacts,
    HandOver,
    Step,
    current_step,
    steps,
    strip,
)
from desktop_app.domain.protocol_words import names, sentence, with_article
from desktop_app.domain.values import Channel, HoldReason, ReferralState

MORNING = datetime(2026, 8, 3, 10, 42)  # noqa: DTZ001 - the office's wall clock
WALK_IN = AttentionFacts(Channel.IN_PERSON)
CALL = AttentionFacts(Channel.PHONE)
SETTLED = replace(WALK_IN, need="Uso de suelo", need_settled=True)
OUTSIDE = replace(SETTLED, outside_capacity=True)
INSIDE = replace(SETTLED, outside_capacity=False)
LUIS = HandOver("Luis Chacón", "Urbanismo", "Piso 2, of. 7")


def say(facts, municipality="Municipalidad de San Isidro"):
    return sentence(facts, "Ana Rojas", municipality, MORNING)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (WALK_IN, Step.RECEPTION),
        (replace(WALK_IN, need="uso"), Step.DETECTION),
        (replace(WALK_IN, citizen_known=True), Step.DETECTION),
        (SETTLED, Step.DECISION),
        (OUTSIDE, Step.REFERRAL),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.SENT)), Step.REFERRAL),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.RETURNED)), Step.REFERRAL),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.ACCEPTED)), Step.RECORD),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.CONFIRMED_BY_PHONE)), Step.RECORD),
        (INSIDE, Step.ORIENTATION),
        (replace(INSIDE, oriented=True), Step.FAREWELL),
        (replace(INSIDE, recorded=True), Step.RECORD),
        (replace(OUTSIDE, recorded=True), Step.RECORD),
    ],
)
def test_the_step_follows_from_the_data(facts, step):
    assert current_step(facts) is step
    assert step in steps(facts)


def test_a_hand_over_goes_straight_to_the_record():
    assert steps(OUTSIDE) == (Step.RECEPTION, Step.DETECTION, Step.DECISION, Step.REFERRAL, Step.RECORD)
    assert Step.FAREWELL in steps(INSIDE)
    assert Step.REFERRAL not in steps(INSIDE)


def test_the_strip_marks_what_is_done():
    assert [(s.done, s.current) for s in strip(INSIDE)] == [
        (True, False), (True, False), (True, False), (False, True), (False, False), (False, False),
    ]  # fmt: skip
    assert all(each.done and not each.current for each in strip(replace(INSIDE, recorded=True)))
    assert [STEP_LABELS[each.step] for each in strip(WALK_IN)] == [
        "Recibimiento", "Detección", "Decisión", "Orientación", "Despedida", "Registro",
    ]  # fmt: skip
    assert STEP_CODES[Step.REFERRAL] == "AUM-010-030"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (WALK_IN, ("Buenos días, le damos la bienvenida a la Municipalidad de San Isidro. Le atiende Ana Rojas. "
                  "¿En qué puedo ayudarle?")),
        (CALL, ("Buenos días, se comunica con la Municipalidad de San Isidro. Le atiende Ana Rojas. "
               "¿En qué puedo ayudarle?")),
        (AttentionFacts(Channel.EMAIL),
         "Buenos días, le escribe Ana Rojas, de la Municipalidad de San Isidro. Recibimos su correo."),
        (AttentionFacts(Channel.APP),
         "Buenos días, le escribe Ana Rojas, de la Municipalidad de San Isidro. Recibimos su mensaje."),
        (replace(WALK_IN, need="uso"), "Con gusto. ¿Me permite su nombre o documento?"),
        (replace(WALK_IN, citizen_known=True), "Con gusto. Cuénteme, por favor, qué necesita."),
        (replace(WALK_IN, need="uso", citizen_known=True), "Con gusto. Permítame confirmar que le entendí bien."),
        (SETTLED, "Permítame un momento: reviso quién puede ayudarle mejor con esto."),
        (INSIDE, "Le explico los requisitos, el costo y el plazo. ¿Le queda alguna duda?"),
        (replace(INSIDE, channel=Channel.EMAIL), "Estos son los requisitos, el costo y el plazo de su consulta."),
        (replace(INSIDE, oriented=True),
         "Gracias por venir a la Municipalidad de San Isidro. ¡Que tenga un buen día!"),
        (replace(INSIDE, oriented=True, channel=Channel.PHONE),
         "Gracias por llamar a la Municipalidad de San Isidro. ¡Que tenga un buen día!"),
        (replace(INSIDE, oriented=True, channel=Channel.APP),
         "Gracias por escribir a la Municipalidad de San Isidro. Quedamos a su disposición."),
        (replace(INSIDE, oriented=True, case_number="01-02-26-00003-45", doubts_left=True),
         ("Su número de caso es 01-02-26-00003-45. Anoto lo que no pude responderle para que la unidad lo revise. "
         "Gracias por venir a la Municipalidad de San Isidro. ¡Que tenga un buen día!")),
        (replace(INSIDE, recorded=True), "La atención quedó registrada."),
        (replace(CALL, hold=HoldReason.ASKING_UNIT),
         "Le voy a dejar en espera un momento: voy a consultar con la unidad. No cuelgue, por favor."),
        (replace(WALK_IN, hold=HoldReason.FINDING_FILE), "Espere un momento, por favor: voy a buscar su expediente."),
        (replace(WALK_IN, channel=Channel.APP, hold=HoldReason.CHECKING_DATA),
         "En breve le respondo: voy a verificar unos datos."),
        (OUTSIDE, "Espere un momento, por favor: busco la unidad que puede ayudarle."),
        (replace(OUTSIDE, hand_over=HandOver(unit="Urbanismo")),
         "Su consulta corresponde a Urbanismo. Espere un momento, por favor: busco quién puede atenderle."),
        (replace(OUTSIDE, hand_over=LUIS),
         ("Quien puede ayudarle es Luis Chacón, de Urbanismo (Piso 2, of. 7). Espere un momento, por favor: "
         "voy a avisarle.")),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.SENT)),
         ("Le envié su consulta a Luis Chacón, de Urbanismo (Piso 2, of. 7). Espere un momento, por favor: "
         "falta que me confirme si puede atenderle.")),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.ACCEPTED)),
         "Le va a atender Luis Chacón, de Urbanismo (Piso 2, of. 7). Ya le comuniqué su necesidad."),
        (replace(OUTSIDE, channel=Channel.PHONE, hand_over=replace(LUIS, state=ReferralState.CONFIRMED_BY_PHONE)),
         "Le va a atender Luis Chacón, de Urbanismo. Ya le comuniqué su necesidad."),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.NO_ANSWER)),
         "Luis Chacón, de Urbanismo, no me ha respondido. Busco a otra persona que pueda atenderle."),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.RETURNED)),
         "Luis Chacón, de Urbanismo, no puede atender esta consulta. Busco quién puede ayudarle."),
        (replace(OUTSIDE, hand_over=replace(LUIS, state=ReferralState.VOIDED)),
         "Permítame un momento: busco quién puede ayudarle."),
    ],
)  # fmt: skip
def test_what_to_say(facts, words):
    assert say(facts) == words


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("state", [None, *ReferralState])
@pytest.mark.parametrize("recorded", [False, True])
def test_no_sentence_claims_what_has_not_happened(channel, state, recorded):
    facts = replace(OUTSIDE, channel=channel, recorded=recorded, hand_over=replace(LUIS, state=state))
    told = state in (ReferralState.ACCEPTED, ReferralState.CONFIRMED_BY_PHONE, ReferralState.RESOLVED)
    assert ("Ya le comuniqué" in say(facts)) is told
    assert ("Le va a atender" in say(facts)) is told
    assert "Gracias por" not in say(facts)


@pytest.mark.parametrize("reason", HoldReason)
@pytest.mark.parametrize("channel", Channel)
def test_every_hold_tells_its_reason(channel, reason):
    assert ": " in say(AttentionFacts(channel, hold=reason))


@pytest.mark.parametrize(
    ("hour", "words"), [(4, "Buenas noches"), (5, "Buenos días"), (11, "Buenos días"), (12, "Buenas tardes"),
                        (18, "Buenas tardes"), (19, "Buenas noches")],
)  # fmt: skip
def test_the_greeting_of_the_hour(hour, words):
    assert names("Ana", "Lima", MORNING.replace(hour=hour))["saludo"] == words


def test_names_take_their_article():
    assert with_article("Municipalidad de Santa Ana") == "la Municipalidad de Santa Ana"
    assert with_article("La Municipalidad") == "la Municipalidad"
    assert with_article("") == "la Municipalidad"
    assert "bienvenida al Concejo Municipal de Tucurrique." in say(WALK_IN, "Concejo Municipal de Tucurrique")
    assert "se comunica con el Concejo Municipal" in say(CALL, "Concejo Municipal de Tucurrique")


@pytest.mark.parametrize(
    ("hour", "wish"),
    [
        (4, "¡Que tenga una buena noche!"),
        (5, "¡Que tenga un buen día!"),
        (11, "¡Que tenga un buen día!"),
        (12, "¡Que tenga una buena tarde!"),
        (18, "¡Que tenga una buena tarde!"),
        (19, "¡Que tenga una buena noche!"),
    ],
)
@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.PHONE])
def test_what_is_wished_at_the_end_fits_the_hour(hour, wish, channel):
    facts = replace(INSIDE, oriented=True, channel=channel)
    words = sentence(facts, "Ana Rojas", "Municipalidad de San Isidro", MORNING.replace(hour=hour))
    assert words.endswith(wish)
