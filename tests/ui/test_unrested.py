"""What is being written comes to the disk by itself, whatever the form: no further key, and no rest, is needed."""

from __future__ import annotations

import json

import pytest
from cases_hands import Folder, at_the_first
from citizens_hands import Register, at_list
from counter import KEY, close_counter, open_counter, screen
from guide_hands import add_numbering, come, walk_to


def topic_form(qtbot, counter):
    add_numbering(counter)
    hands = come(qtbot, counter, "marta")
    walk_to(hands, "Bache o pista dañada")
    hands.press(KEY.Key_E)
    screen(hands).editing.open_form().field("requirements").setFocus()
    return hands


def note(qtbot, counter):
    Folder(counter)
    hands = at_the_first(qtbot, counter)
    hands.press(KEY.Key_N)
    return hands


def new_citizen(qtbot, counter):
    Register(counter)
    hands = at_list(qtbot, counter)
    hands.press(KEY.Key_N)
    return hands


def attention(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_F3)
    return hands


def drafts(counter):
    return [json.loads(row[0]) for row in counter.rows("SELECT content FROM draft")]


@pytest.mark.parametrize("form", [attention, note, new_citizen, topic_form])
def test_what_is_typed_is_saved_while_it_is_typed(qtbot, counter, form):
    hands = form(qtbot, counter)
    typed, seen = "", ""

    def saved() -> str:
        """Type one more letter, and return what is on the disk by now."""
        nonlocal typed
        typed += "ñandú "[len(typed) % 6]
        hands.write(typed[-1])
        found = [text for draft in drafts(counter) for text in draft.values() if isinstance(text, str)]
        return max((text for text in found if text and typed.startswith(text.strip())), key=len, default="")

    for _ in range(2):
        qtbot.waitUntil(lambda before=seen: len(saved()) > len(before), timeout=20_000)
        seen = saved()
    assert typed.startswith(seen.strip())


def test_a_sheet_that_was_being_written_is_there_again(qtbot, counter):
    hands = topic_form(qtbot, counter)
    hands.write("Una foto del hueco")
    qtbot.waitUntil(lambda: any("Una foto" in json.dumps(each) for each in drafts(counter)), timeout=20_000)
    rows = counter.rows("SELECT slot, content, saved_at FROM draft")
    close_counter(counter)
    # As after a kill: what the end of the program would have saved besides is taken away.
    with counter.console.store.local_write() as connection:
        connection.execute("DELETE FROM draft")
        connection.execute("INSERT INTO draft VALUES (?, ?, ?)", rows[0])
    counter.reopen()
    again = come(qtbot, counter, "marta")
    walk_to(again, "Bache o pista dañada")
    again.press(KEY.Key_E)
    assert screen(again).editing.open_form().field("requirements").value() == "Una foto del hueco"
