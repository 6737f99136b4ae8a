"""What is pasted into a transcription, a reason or a receipt's field: stored whole or refused, nothing breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attack import TEXTS, broken, paste, turn
from counter import CTRL, KEY, NOW, open_counter, screen
from paper_hands import Drawer, at_paper, begin, panel, times

from desktop_app.domain.blanks import BlankState
from desktop_app.domain.cleaning import LINE, NOTE, clean_line, clean_note
from desktop_app.domain.values import Channel, Result
from desktop_app.services import receipts, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.reception import AttentionForm
from ui.kit.screen import RECEIPTS
from ui.paper.words import what_text

SIZES = ((1366, 690), (910, 432))


def look(hands):
    found = []
    for size in SIZES:
        hands.window.resize(*size)
        found += [f"{size}: {fault}"[:300] for fault in broken(hands)]
    hands.window.resize(*SIZES[0])
    turn(hands)
    return found


@pytest.fixture
def failures(monkeypatch):
    """Every failure that is no sentence of ours."""
    found = []
    monkeypatch.setattr("ui.kit.operations._LOG.error", lambda *args, **_: found.append(args))
    return found


@pytest.fixture
def drawer(counter):
    return Drawer(counter, 3)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_paper_form(qtbot, counter, drawer, failures, kind):
    text = TEXTS[kind]
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "912")
    hands.press(KEY.Key_F8)
    form = panel(hands).form
    for field in (form.topic, form.citizen, form.place, form.detail):
        assert paste(hands, field, text) < 1
    assert bool(form.rows["detail"].error()) == (len(text) > NOTE)
    paste(hands, form.contact, "987654321")
    assert look(hands) == []
    hands.record()
    assert look(hands) == []
    if len(clean_line(text, limit=10**7) or "") > LINE:
        assert any("caracteres y caben" in row.error() for row in form.rows.values())
        assert drawer.states() == [BlankState.BLANK] * 3
    else:
        stored, case = counter.last_attention(), counter.last_case()
        assert (stored["subject"], stored["citizen"], stored["detail"], case["subject"]) == (
            clean_line(text), clean_line(text), clean_note(text), clean_line(text),
        )  # fmt: skip
        hands.press(KEY.Key_Escape)
        screen(hands).listing.show_form(drawer.forms()[0].id)
        hands.rest(lambda: screen(hands).view.form is not None and bool(screen(hands).view.form.uses))
        assert look(hands) == []
    assert failures == []


@pytest.mark.parametrize("kind", TEXTS)
def test_the_reason_of_a_spoiled_form_and_the_search(qtbot, counter, drawer, failures, kind):
    text = TEXTS[kind]
    hands = at_paper(qtbot, counter)
    hands.press(KEY.Key_A)
    hands.rest()
    reason = screen(hands).spoil.reason
    assert paste(hands, reason, text) < 1
    hands.record()
    hands.rest()
    assert look(hands) == []
    spoiled = drawer.states()[0] is BlankState.SPOILED
    if spoiled:
        assert drawer.forms()[0].reason == clean_note(text)
        assert "\n" not in what_text(drawer.forms()[0])
    else:
        assert "caracteres y caben" in screen(hands).spoil.form.rows["reason"].error()
    hands.press(KEY.Key_Escape)
    assert paste(hands, screen(hands).listing.search, text) < 1
    assert look(hands) == []
    assert failures == []


@pytest.mark.parametrize("kind", TEXTS)
def test_a_receipts_fields(qtbot, counter, failures, kind):
    text = TEXTS[kind]
    ana = counter.installation.context(counter.installation.actor("ana"))
    words = (clean_line(text, limit=10**7) or "")[:LINE]
    saved = reception.register_attention(
        ana,
        AttentionForm(
            Channel.IN_PERSON, NOW - timedelta(minutes=3), "reclamo", Result.CASE_OPENED, subject=words,
            unit=counter.roads, citizen=CitizenForm(words, phone="987654321"), detail=words,
        ),
    )  # fmt: skip
    made = receipts.issue(ana, counter.installation.custody, RecordKey("attention", saved.id))
    hands = open_counter(qtbot, counter, "ana")
    hands.window.show_screen(RECEIPTS)
    here = screen(hands)
    assert paste(hands, here.field, text) < 1
    hands.press(KEY.Key_Return)
    hands.rest(lambda: bool(here.row.error()))
    assert here.row.error().startswith("Eso no es una constancia ni un número.")
    assert look(hands) == []
    assert paste(hands, here.field, f"\u202e {made.code.lower()}\r\n") < 1
    hands.press(KEY.Key_Return)
    hands.rest(lambda: here.result.checked is not None)
    assert here.result.checked.headline == "Auténtica"
    assert look(hands) == []
    compared = next(field for field in here.result.findChildren(type(here.field)) if field.isVisible())
    assert paste(hands, compared, text) < 1
    hands.press(KEY.Key_Return)
    assert look(hands) == []
    assert failures == []


@pytest.mark.parametrize("kind", ["a megabyte", "controls", "one long word", "markup", "a formula"])
def test_why_a_record_is_taken_back(qtbot, counter, failures, kind):
    text = TEXTS[kind]
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()
    hands.press(KEY.Key_H, mods=CTRL)
    hands.rest(lambda: bool(screen(hands).view.day_detail.title.text()))
    hands.press(KEY.Key_Home, KEY.Key_Delete)
    form = screen(hands).view.day_detail.form
    assert form.isVisible()
    assert paste(hands, form.reason, text) < 1
    hands.record()
    assert look(hands) == []
    kept = counter.rows("SELECT voided, void_reason FROM attention")
    if kept == [(0, None)]:
        assert "caracteres y caben" in form.row.error()
    else:
        assert kept == [(1, clean_note(text))]
    assert failures == []
