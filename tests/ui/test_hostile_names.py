"""A municipality whose people, units and topics bear names that nobody should bear: no screen breaks, no markup."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attack import TEXTS, broken, read_as_markup, turn
from counter import CTRL, KEY, NOW, open_counter, screen
from PySide6.QtGui import QTextDocument

from desktop_app.domain.file_names import file_stem
from desktop_app.domain.values import Channel, Level, Role
from desktop_app.services import cases, catalogue, coach, directory, paper, referrals, settings
from desktop_app.services.cases import CaseForm
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.referrals import ReferralForm
from desktop_app.services.sheets import PrintedSheet
from ui.guide.lists import tabs
from ui.kit.screen import SETTINGS, ShowSettings
from ui.kit.sheet_paper import file_name
from ui.kit.tips import tip

NAMES = ("markup", "one long word", "from right to left", "emoji")
SIZES = ((1366, 690), (910, 432))


def rename(counter, name):
    """Give everything that has a name this one."""
    ctx = counter.console
    settings.change_settings(ctx, {"municipality.name": name})
    directory.save_unit(ctx, name, place=name, chief=counter.chief, unit=counter.roads)
    directory.save_official(ctx, name, counter.roads, position=name, official=counter.chief)
    directory.save_absence(ctx, counter.chief, NOW - timedelta(hours=1), NOW + timedelta(hours=2), name)
    for user in directory.users(ctx):
        roles = frozenset(Role) if user.login == "marta" else user.roles
        directory.save_user(ctx, user.login, name, roles, user=user.id, official=user.official)
    directory.save_notice(ctx, name, 20260101, 20271231)
    sheet = dict.fromkeys(("requirements", "cost", "term", "where", "legal_basis"), name)
    catalogue.save_topic(
        ctx, TopicForm(name, "reclamo", unit=counter.roads, quick=2, synonyms=name, sheet=sheet)
    )
    coach.save_phrase(ctx, coach.SavedPhrase(name[:40], name), None)
    person = CitizenForm(name, phone="+51 987 654 321")
    cases.open_case(
        ctx,
        CaseForm(
            name, "reclamo", Channel.EMAIL, Level.SIMPLE, unit=counter.roads, citizen=person, place=name
        ),
    )
    referrals.refer(ctx, ReferralForm(counter.roads, name, counter.chief))
    paper.print_forms(ctx, 2)
    paper.spoil(ctx, [paper.forms(ctx)[0].id], name)


@pytest.mark.parametrize("kind", NAMES)
def test_no_screen_breaks(qtbot, counter, kind):
    rename(counter, TEXTS[kind])
    found = []
    for login in ("marta", "luis"):
        hands = open_counter(qtbot, counter, login)
        window = hands.window
        ids = [spec.id[3:] for spec in window.tools.actions if spec.id.startswith("go.")]
        for size in SIZES:
            window.resize(*size)
            for each in ids:
                window.show_screen(each)
                found += [f"{login} {size} {each}: {fault}" for fault in broken(hands)]
            if window.has("reception") and login == "marta":
                window.show_screen("reception")
                hands.press(KEY.Key_F2, KEY.Key_2)
                found += [f"{size} reception: {fault}" for fault in broken(hands)]
                hands.press(KEY.Key_F7)
                found += [f"{size} hand-over: {fault}" for fault in broken(hands)]
                screen(hands).discard()
                turn(hands)
        window.close()
        window.tools.background.close()
        counter.window = None
    assert list(dict.fromkeys(found)) == []


@pytest.mark.parametrize("kind", ["markup", "one long word"])
def test_lists_of_people_to_choose_from_fit(qtbot, counter, kind):
    rename(counter, TEXTS[kind])
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_6, mods=CTRL)
    hands.rest(lambda: screen(hands).snapshot is not None)
    screen(hands).show_tab("directory")
    hands.rest()
    found = []
    for key in (KEY.Key_N, KEY.Key_U):
        screen(hands).table().setFocus()
        hands.press(key)
        turn(hands)
        assert screen(hands).editing.open_form() is not None
        for size in SIZES:
            hands.window.resize(*size)
            found += [f"{key.name} {size}: {fault}" for fault in broken(hands)]
        hands.press(KEY.Key_Escape)
        turn(hands)
    hands.window.show_screen(SETTINGS, ShowSettings("users"))
    turn(hands)
    screen(hands).pages["users"].open_new()
    for size in SIZES:
        hands.window.resize(*size)
        found += [f"users {size}: {fault}" for fault in broken(hands)]
    assert list(dict.fromkeys(found)) == []


@pytest.mark.parametrize("kind", ["markup", "one long word"])
def test_the_directory_reads_no_markup(qtbot, counter, kind):
    rename(counter, TEXTS[kind])
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_6, mods=CTRL)
    hands.rest(lambda: screen(hands).snapshot is not None)
    found = []
    for tab in tabs(counter.console):
        screen(hands).show_tab(tab)
        hands.rest()
        screen(hands).table().setFocus()
        for size in SIZES:
            hands.window.resize(*size)
            for key in (KEY.Key_Home, KEY.Key_End):
                hands.press(key)
                found += [f"{tab} {size}: {fault}" for fault in broken(hands)]
    assert list(dict.fromkeys(found)) == []


def test_a_tip_is_shown_as_it_was_written():
    for text in ("<b>x</b>", "&lt;b&gt;", "a < b", "Agua & Sol"):
        shown = tip(text)
        assert not read_as_markup(shown) or shown.startswith("<qt>")
        read = QTextDocument()
        read.setHtml(shown)
        assert (read.toPlainText() if shown.startswith("<qt>") else shown) == text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CON", "Ficha CON.pdf"),
        ("lpt1.", "Ficha lpt1.pdf"),
        ("Licencia\u202efdp.exe", "Licenciafdp.exe.pdf"),
        ("a/b\\c: d*?", "abc d.pdf"),
        ("..", "Ficha.pdf"),
        ("Poda\x00 de\tárboles\n", "Poda de árboles.pdf"),
        ("👩\u200d🚒" * 100, "👩🚒" * 22 + "👩.pdf"),
    ],
)
def test_a_sheets_file_is_named_so_that_every_system_takes_it(title, expected):
    made = file_name(PrintedSheet(b"", title, "a4", b""))
    assert made == expected
    assert len(made.encode()) < 255


def test_half_a_character_names_no_file():
    assert file_stem("Ana \ud83d", "Ficha") == "Ana"


def test_a_row_of_a_list_has_one_line(qtbot, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    referrals.refer(ctx, ReferralForm(counter.roads, "Plano\nrecibo", counter.chief))
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_4, mods=CTRL)
    hands.rest(lambda: screen(hands).table.model().rowCount() == 1)
    table = screen(hands).table
    assert table.model().index(0, 3).data() == "Plano\nrecibo"
    assert table.itemDelegate()._shown("Plano\nrecibo", 300) == "Plano recibo"
