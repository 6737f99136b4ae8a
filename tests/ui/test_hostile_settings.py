"""Ajustes and what is pasted into its fields: kept or refused in words, and every page keeps its shape."""

from __future__ import annotations

import pytest
from attack import TEXTS, broken, fields, paste, turn
from counter import CTRL, KEY, open_counter
from settings_hands import administered, page, screen

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.hours import parse_hours
from desktop_app.domain.values import Role
from desktop_app.services import directory
from ui.kit.screen import SETTINGS

SIZES = ((1366, 690), (910, 432))


@pytest.fixture
def counter(tmp_path):
    for made in administered(tmp_path):
        user = next(each for each in directory.users(made.console) if each.login == "rita")
        directory.save_user(made.console, "rita", user.name, frozenset(Role), user=user.id)
        yield made


@pytest.fixture
def hands(qtbot, counter):
    opened = open_counter(qtbot, counter, "rita")
    opened.window.show_screen(SETTINGS)
    opened.rest(lambda: screen(opened).page() is not None)
    screen(opened).list.setFocus()
    return opened


def look(hands):
    found = []
    for size in SIZES:
        hands.window.resize(*size)
        found += [f"{size}: {fault}" for fault in broken(hands)]
    hands.window.resize(*SIZES[0])
    turn(hands)
    return found


@pytest.mark.parametrize("typed", ["de ocho a dos", *(TEXTS[kind] for kind in ("a megabyte", "markup"))])
def test_refused_hours_stand_whole_under_their_day(hands, typed):
    calendar = page(hands, "calendar")
    paste(hands, calendar.week.fields[2], typed)
    hands.record()
    error = calendar.week.form.rows["day2"].error()
    assert "08:00-16:30" in error
    assert len(error) < 130
    assert look(hands) == []


def test_a_sentence_about_hours_quotes_their_beginning_only():
    with pytest.raises(InvalidInput) as refused:
        parse_hours("ocho " * 5000)
    assert (
        str(refused.value)
        == f"El horario «{('ocho ' * 8)[:39]}…» no es válido: escriba, por ejemplo, 08:00-16:30."
    )


PAGES = (
    "look",
    "office",
    "users",
    "calendar",
    "days",
    "terms",
    "recurrence",
    "phrases",
    "saved",
    "templates",
    "exchange",
    "backups",
)


WORST = ("a megabyte", "half a character", "markup", "one long word")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_or_stands_still(hands, name):
    here = page(hands, "calendar" if name == "days" else name)
    found = []
    for kind in WORST:
        text = TEXTS[kind]
        open_form(hands, here, name)
        for field in fields(here):
            stood = paste(hands, field, text)
            found += [f"{kind}: the window stood still for {stood:.1f} s"] if stood > 1 else []
        for step in ("typed", "saved"):
            found += [f"{kind}, {step}: {fault}"[:300] for fault in look(hands)]
            if step == "typed":
                hands.press(KEY.Key_Return, mods=CTRL)
                turn(hands)
    assert found == []


def open_form(hands, here, name):
    """Open the form of a page that has one beside its list."""
    part = here.days if name == "days" else here
    if name == "days":
        here.parts.chips()[1].click()
        turn(hands)
    if name in ("users", "saved", "templates", "days") and not part.editing():
        part.open_new()
    elif name == "phrases" and not part.editing():
        part.table.go_to(0)
        turn(hands)
        part.open_current()
    turn(hands)
    assert screen(hands).page() is here
