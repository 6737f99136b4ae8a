"""The timeline in the pane: filters, pages, hand-overs, and for how long nobody has spoken with the citizen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import screen

from desktop_app.services import attachments, cases, letters, referrals
from desktop_app.services.attachments import new_file
from desktop_app.services.referrals import ReferralForm
from desktop_app.services.timeline import Part
from ui.cases.story import PAGE
from ui.kit.surfaces import Words


@pytest.fixture
def folder(counter):
    return Folder(counter)


def story(hands):
    return screen(hands).detail.story


def told(hands):
    return [label.text() for label in story(hands).findChildren(Words) if label.isVisible()]


def tells(hands, words):
    """Wait until the story tells something."""
    hands.rest(lambda: any(words in text for text in told(hands)))


def choose(hands, part):
    chips = story(hands).parts.chips()
    chips[list(Part).index(part)].click()


def test_long_stories_come_by_pages(qtbot, counter, folder):
    with counter.console.store.transaction():
        for number in range(150):
            cases.add_note(counter.console, folder.late, f"Nota {number:03}")
    hands = at_the_first(qtbot, counter)
    stand_on(hands, folder.late)
    assert story(hands).shown() == PAGE
    tells(hands, "Nota 149")
    assert story(hands).older.text() == f"Ver anteriores ({151 - PAGE})"
    while story(hands).older.isVisible():
        story(hands).older.click()
    assert story(hands).shown() == 151
    tells(hands, "Nota 000")
    cases.add_note(counter.console, folder.late, "La última")
    screen(hands).refresh(frozenset({"case"}))
    tells(hands, "La última")
    hands.rest(lambda: story(hands).shown() == 152)
    assert hands.focused() in story(hands).parts.chips(), "nothing is left to press where the button was"
    screen(hands).table.setFocus()
    stand_on(hands, folder.critical)
    stand_on(hands, folder.late)
    assert story(hands).shown() == PAGE


def test_what_is_shown_is_chosen(qtbot, counter, folder):
    ctx = counter.console
    attachments.add_files(ctx, folder.late, [new_file("acta.txt", b"hola")])
    letters.record_mail_out(ctx, folder.late, "Seguimos con su caso.")
    referrals.refer(ctx, ReferralForm(counter.roads, "Revisar la vereda", counter.chief, case=folder.late))
    hands = at_the_first(qtbot, counter)
    stand_on(hands, folder.late)
    tells(hands, "Vinculación enviada: Luis Paredes Ñaupa · Obras y Vías")
    choose(hands, Part.FILES)
    tells(hands, "Archivo agregado")
    assert not any("Correo al ciudadano" in text for text in told(hands))
    choose(hands, Part.CONTACTS)
    tells(hands, "Correo al ciudadano")
    choose(hands, Part.CHANGES)
    tells(hands, "Revisar la vereda")
    assert not any("acta.txt" in text for text in told(hands))
    stand_on(hands, folder.critical)
    choose(hands, Part.FILES)
    tells(hands, "Todavía no hay nada")


def test_a_case_without_news_says_for_how_long(qtbot, counter, folder):
    counter.clock.set(counter.clock.now() + timedelta(days=4))
    letters.record_mail_out(counter.console, folder.fresh, "Seguimos con su caso.")
    hands = at_the_first(qtbot, counter)
    stand_on(hands, folder.late)
    silence = screen(hands).detail._silence
    assert silence.isVisible()
    assert silence.text() == "Sin contacto con el ciudadano desde hace 6 días"
    stand_on(hands, folder.fresh)
    assert not silence.isVisible()
