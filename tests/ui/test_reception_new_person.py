"""Somebody whose name resembles that of a person who was here before."""

from __future__ import annotations

from counter import KEY, screen

from desktop_app.services import citizens
from desktop_app.services.citizens import CitizenForm
from ui.kit.finding import people_choices


def known(counter, name):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    return ctx, citizens.register_citizen(ctx, CitizenForm(name, phone="987654321")).id


def test_the_last_row_says_that_it_is_somebody_new_and_keeps_what_was_typed(hands, counter):
    known(counter, "María López Quispe")
    hands.press(KEY.Key_F2, KEY.Key_1)
    field = screen(hands).form.citizen
    field.setFocus()
    hands.write("María López")
    hands.rest(field.list_open)
    rows = field.popup().list
    assert [rows.item(at).text() for at in range(rows.count())] == [
        "María López Quispe",
        "Persona nueva: María López",
    ]
    hands.press(KEY.Key_Up, KEY.Key_Return)
    hands.rest()
    assert screen(hands).desk.front.citizen is None
    assert field.text() == "María López"
    assert screen(hands).form.contact.hasFocus()
    hands.record()
    assert counter.rows("SELECT name FROM citizen ORDER BY name") == [("María López",), ("María López Quispe",)]


def test_enter_still_takes_the_person_who_was_found(hands, counter):
    _, maria = known(counter, "María López Quispe")
    hands.press(KEY.Key_F2, KEY.Key_1)
    field = screen(hands).form.citizen
    field.setFocus()
    hands.write("María López")
    hands.rest(field.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()
    assert screen(hands).desk.front.citizen == maria


def test_nobody_new_is_offered_for_one_word_a_number_or_the_very_name(counter):
    ctx, _ = known(counter, "María López Quispe")

    def rows(typed, **how):
        return [choice.title for choice in people_choices(ctx, typed, **how)]

    for typed in ("mar", "987654321", "maria lopez quispe"):
        assert rows(typed, offers_new=True) == ["María López Quispe"], typed
    assert rows("maría lópez") == ["María López Quispe"]
    assert rows("nadie conocido", offers_new=True) == []
    assert rows("maría lópez", offers_new=True)[-1] == "Persona nueva: maría lópez"
