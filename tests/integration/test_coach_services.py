"""The municipality's wording: who may write it, that every desk has it, and that reading it costs nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from municipality import Office, make_office, opening

from desktop_app import bootstrap
from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.domain.protocol import AttentionFacts
from desktop_app.domain.protocol_phrases import Phrase, original, setting_key
from desktop_app.domain.protocol_words import sentence
from desktop_app.domain.saved_phrases import DEFAULTS, SavedPhrase
from desktop_app.domain.values import Channel, ComplaintKind, Result
from desktop_app.services import case_lists, coach, reception, settings

OWN = "{saludo}. Habla con {municipalidad}; soy {funcionario}. Dígame."


@pytest.fixture
def town(tmp_path: Path):
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def greeting(ctx) -> str:
    rules = ctx.rules
    return sentence(AttentionFacts(Channel.PHONE), "Ana", rules.municipality, ctx.now(), rules.phrases)


@pytest.mark.parametrize("login", ["supervisor", "administrator"])
def test_supervision_and_administration_write_the_sentences(town: Office, login):
    ctx = town.as_user(login)
    saved = coach.save_wording(ctx, Phrase.GREETING, Channel.PHONE, OWN)
    assert saved.changes == {"setting"}
    assert greeting(town.clerk) == "Buenos días. Habla con la Municipalidad de Prueba; soy Ana. Dígame."
    row = next(
        row for row in coach.wordings(ctx) if (row.phrase, row.channel) == (Phrase.GREETING, Channel.PHONE)
    )
    assert (row.own, row.text, row.original) == (OWN, OWN, original(Phrase.GREETING, Channel.PHONE))
    coach.save_wording(ctx, Phrase.GREETING, Channel.PHONE, "  ")
    assert greeting(town.clerk).startswith("Buenos días, se comunica con")


@pytest.mark.parametrize("login", ["clerk", "official"])
def test_nobody_else_does(town: Office, login):
    ctx = town.as_user(login)
    with pytest.raises(NotAllowed):
        coach.save_wording(ctx, Phrase.GREETING, Channel.PHONE, OWN)
    with pytest.raises(NotAllowed):
        coach.remove_phrase(ctx, DEFAULTS[0])
    with pytest.raises(NotAllowed):
        coach.save_phrase(ctx, DEFAULTS[0])


def test_a_claim_is_refused_below_the_screen(town: Office):
    with pytest.raises(InvalidInput):
        coach.save_wording(town.console, Phrase.FAREWELL, Channel.PHONE, "Ya le comuniqué su necesidad.")
    assert coach.wordings(town.console)[0].own == ""


def test_what_a_hostile_desk_sets_leaves_the_original(town: Office):
    stored = {
        setting_key(Phrase.GREETING, Channel.PHONE): "Ya le comuniqué su necesidad a {x}",
        "saved_phrases": [7],
    }
    settings.change_settings(town.console, stored)
    assert greeting(town.clerk).startswith("Buenos días, se comunica con")
    assert coach.saved_phrases(town.clerk) == ()


def test_the_wording_is_an_ordinary_setting(town: Office):
    coach.save_wording(town.console, Phrase.GREETING, Channel.PHONE, OWN)
    key = setting_key(Phrase.GREETING, Channel.PHONE)
    rows = town.console.store.rows("SELECT value FROM setting WHERE key = ?", (key,))
    assert rows == [(f'"{OWN}"',)]


def test_nothing_is_read_from_the_disk_for_a_sentence_or_a_phrase(town: Office, monkeypatch):
    coach.save_wording(town.console, Phrase.GREETING, Channel.PHONE, OWN)  # reads the rules again itself
    clerk = town.clerk
    store = type(clerk.store)
    for name in ("rows", "row"):
        monkeypatch.setattr(store, name, lambda *_: pytest.fail("the disk was asked"))
    assert "soy Ana" in greeting(clerk)
    assert coach.saved_phrases(clerk) == DEFAULTS


def test_saved_phrases_are_added_changed_and_taken_away(town: Office):
    ctx = town.as_user("supervisor")
    made = SavedPhrase("Área", "Se derivó al área.")
    coach.save_phrase(ctx, made)
    assert coach.saved_phrases(town.clerk) == (*DEFAULTS, made)
    other = SavedPhrase("Zona", "Uno\ndos")
    coach.save_phrase(ctx, other, coach.saved_phrases(ctx)[1])
    assert coach.saved_phrases(town.clerk) == (DEFAULTS[0], other, *DEFAULTS[2:], made)
    with pytest.raises(InvalidInput):
        coach.save_phrase(ctx, SavedPhrase("", "x"))
    for each in coach.saved_phrases(ctx):
        coach.remove_phrase(ctx, each)
    assert coach.saved_phrases(town.clerk) == ()


def test_a_phrase_that_was_taken_away_comes_back_to_its_place_and_takes_nothing_with_it(town: Office):
    ctx = town.as_user("supervisor")
    third = coach.saved_phrases(ctx)[2]
    coach.remove_phrase(ctx, third)
    coach.save_phrase(ctx, SavedPhrase("Área", "Se derivó al área."))  # somebody else, meanwhile
    coach.save_phrase(ctx, third)
    assert [each.name for each in coach.saved_phrases(ctx)] == [*(each.name for each in DEFAULTS), "Área"]


def test_a_phrase_that_somebody_changed_meanwhile_is_neither_overwritten_nor_taken_away(town: Office):
    ctx = town.as_user("supervisor")
    seen = coach.saved_phrases(ctx)[0]
    theirs, mine = SavedPhrase("Suya", "De otra persona."), SavedPhrase("Mía", "La que escribí.")
    coach.save_phrase(ctx, theirs, seen)
    with pytest.raises(InvalidInput):
        coach.remove_phrase(ctx, seen)
    coach.save_phrase(ctx, mine, seen)
    assert coach.saved_phrases(ctx) == (theirs, *DEFAULTS[1:], mine)


def test_each_person_folds_the_coach_for_oneself_and_it_lasts(town: Office):
    coach.fold(town.clerk, folded=True)
    assert coach.folded(town.clerk)
    assert not coach.folded(town.as_user("supervisor"))
    folder = town.installation.folder
    town.installation.close()
    town.installation = bootstrap.open_installation(folder, town.clock)
    assert coach.folded(town.clerk)
    coach.fold(town.clerk, folded=False)
    assert not coach.folded(town.clerk)


def test_a_sentence_can_be_shown_with_somebody_of_the_directory(town: Office):
    found = coach.sample_receiver(town.clerk)
    assert found is not None
    assert (found.official, found.unit, found.place) == ("Julia Arias Peña", "Vías", "Piso 2")


def test_the_kind_of_a_complaint_stands_in_its_case(town: Office):
    town.clock.advance(minutes=5)
    form = opening(
        town, query_type="reclamo", result=Result.CASE_OPENED, complaint_kind=ComplaintKind.DELAY,
        complaint_aspect="tiempo", started=town.clerk.now() - timedelta(minutes=1),
    )  # fmt: skip
    saved = reception.register_attention(town.clerk, form)
    assert saved.case is not None
    found = case_lists.detail(town.clerk, saved.case)
    assert found.complaint_kind == ComplaintKind.DELAY
    assert found.timeline[0].facts["complaint_aspect"] == "tiempo"


def test_an_aspect_of_no_profile_is_not_kept(town: Office):
    saved = reception.register_attention(town.clerk, opening(town, complaint_aspect="otro"))
    assert saved.case is not None
    assert "complaint_aspect" not in case_lists.detail(town.clerk, saved.case).timeline[0].facts
