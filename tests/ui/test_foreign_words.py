"""What other desks wrote, on the screens: unknown words, records on their way, text that looks like markup."""

from __future__ import annotations

import pytest
from counter import open_counter
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.values import Channel
from desktop_app.services.citizens import CitizenForm, register_citizen
from desktop_app.services.context import day_number, epoch
from desktop_app.services.reception import AttentionForm, register_attention
from ui.kit.screen import CITIZENS, INBOX, REFERRALS, ShowCitizen
from ui.kit.tips import tip


def test_todays_list_shows_what_a_newer_program_recorded(qtbot, counter):
    console = counter.console
    actor, wall, now = counter.installation.actor("ana"), console.clock.milliseconds(), console.now()
    facts = {
        "number": "1", "office": ulid_text(console.desk.office), "channel": "hologram", "result": "teleported",
        "started": epoch(now) - 60, "ended": epoch(now), "lday": day_number(now), "lhour": now.hour,
    }  # fmt: skip
    with console.store.transaction() as transaction:
        transaction.append("attention", "attend", new_ulid(wall), facts, {}, wall_ms=wall, author=actor.id)
    hands = open_counter(qtbot, counter, "ana")
    model = hands.window.current_screen().view.today.table.model()
    hands.rest(lambda: model.rowCount() == 1 and model.index(0, 0).data() is not None)
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "hologram" in shown
    assert "teleported" in shown


def test_a_hand_over_whose_people_are_not_here_yet_has_words_in_their_place(qtbot, counter):
    console = counter.console
    wall, now = console.clock.milliseconds(), console.now()
    missing = {
        name: ulid_text(new_ulid(wall)) for name in ("unit", "official", "citizen", "topic", "attention")
    }
    facts = {"number": "77", "sent": epoch(now) - 60, "lday": day_number(now), **missing}
    with console.store.transaction() as transaction:
        transaction.append(
            "referral", "refer", new_ulid(wall), facts, {"need": "Poda"}, wall_ms=wall, author=None
        )
    hands = open_counter(qtbot, counter, "marta")
    for screen in (INBOX, REFERRALS):
        hands.window.show_screen(screen)
        hands.rest()
        model = hands.window.current_screen().table.model()
        hands.rest(lambda model=model: model.rowCount() == 1 and model.index(0, 0).data() not in (None, "…"))
        shown = [model.index(0, column).data() for column in range(model.columnCount())]
        assert "(sin identificar)" in shown
        assert "(aún no llegó a este equipo)" in shown
        detail = hands.window.current_screen().pane()
        hands.rest(lambda detail=detail: "Poda" in words_of(detail))
        assert "Enviada a (aún no llegó a este equipo)" in words_of(detail)


def words_of(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Poda & tala", "Poda & tala"),
        ("a < b", "a < b"),
        ('<img src="//otro/x.png">', '<img src="//otro/x.png">'),
        ("<b>uno</b>\ndos", "<b>uno</b>\ndos"),
    ],
)
def test_a_tooltip_shows_what_was_typed_and_opens_nothing(typed, shown):
    text = tip(typed)
    document = QTextDocument()
    if Qt.mightBeRichText(text):
        document.setHtml(text)
    else:
        document.setPlainText(text)
    assert document.toPlainText() == shown
    assert "\ufffc" not in document.toPlainText()


def test_tables_and_tiles_do_not_read_typed_text_as_markup(qtbot, counter):
    console = counter.console
    typed = '<img src="//otro/x.png">'
    register_attention(
        console.acting_as(counter.installation.actor("ana")),
        AttentionForm(Channel.IN_PERSON, console.now(), "informacion", subject=typed),
    )
    hands = open_counter(qtbot, counter, "ana")
    model = hands.window.current_screen().view.today.table.model()
    hands.rest(lambda: model.rowCount() == 1 and model.index(0, 2).data() == typed)
    assert "<img" not in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)


def test_the_name_over_a_persons_sheet_is_not_read_as_markup(qtbot, counter):
    typed = '<img src="//otro/x.png">'
    person = register_citizen(counter.console, CitizenForm(typed)).id
    hands = open_counter(qtbot, counter, "ana")
    hands.window.show_screen(CITIZENS, ShowCitizen(person))
    hands.rest(lambda: typed in words_of(hands.window))
    tips = [widget.toolTip() for widget in hands.window.findChildren(QWidget)]
    assert tip(typed) in tips
    assert typed not in tips
