"""Possible duplicates, two records side by side, merging and taking it back, by keys."""

from __future__ import annotations

import pytest
from citizens_hands import at_list, names, stand_on
from counter import CTRL, KEY, screen
from people_hands import Twice, at_pairs, comparing, pairs

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import Channel, Result
from desktop_app.services import merging, people, reception
from desktop_app.services.reception import AttentionForm
from ui.kit.screen import CITIZENS, ShowCitizen


@pytest.fixture
def twice(counter):
    return Twice(counter)


def test_the_program_finds_them_and_says_why(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    listing = screen(hands).listing
    assert listing.views.chips()[-1].text() == "Posibles duplicados 2"
    assert pairs(hands) == [("Juan Pérez", "Pérez, Juan"), ("Rosa Quispe", "Rosa Quispe Mamani")]
    cells = [listing.pairs.model.cell(row, 0)[0] for row in range(2)]
    assert cells == ["Mismo DNI", "Mismo teléfono y nombre parecido"]
    hands.rest(
        lambda: screen(hands).view.sheet is not None and screen(hands).view.sheet.citizen.id == twice.juan
    )
    assert hands.focused() is listing.pairs.table


def test_merging_chooses_each_field_and_can_be_undone(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    hands.press(KEY.Key_Down)
    page = comparing(hands)
    assert [pair.choice.field for pair in page.pairs] == ["name", "document", "phone", "email", "address"]
    assert page.taken() == {"name", "email"}
    assert "2 atenciones, 2 casos" in page.together.text()
    assert page.why.text() == "Mismo teléfono y nombre parecido"
    assert hands.focused() is page.pairs[0].chips[1]
    hands.press(KEY.Key_1, KEY.Key_3)
    assert page.taken() == {"phone", "email"}
    hands.press(KEY.Key_Right)
    assert page.taken() == {"name", "phone", "email"}
    hands.record()
    hands.rest(lambda: pairs(hands) == [("Juan Pérez", "Pérez, Juan")])
    assert hands.focused() is screen(hands).listing.pairs.table
    assert screen(hands).listing.views.chips()[-1].text() == "Posibles duplicados 1"
    merged = twice.data(twice.again)
    assert (merged.id, merged.name, merged.phone) == (twice.rosa, "Rosa Quispe Mamani", "987654321")
    assert (merged.document, merged.email, merged.address) == ("45678912", "rosa@correo.pe", "Av. Grau 12")
    # In the sheet it can be taken back at any time.
    hands.window.show_screen(CITIZENS, ShowCitizen(twice.again))
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == twice.rosa)
    hands.rest(lambda: names(hands) and screen(hands).listing.current() is not None)
    assert screen(hands).listing.current().citizen.id == twice.rosa
    assert "Rosa Quispe" in names(hands)[0]
    assert len(names(hands)) == 4
    sheet = screen(hands).view.sheet
    assert (sheet.visit_count, sheet.open_count, len(sheet.contacts), len(sheet.merged)) == (2, 2, 2, 1)
    button = next(
        each
        for each in screen(hands).view.findChildren(type(screen(hands).view.attend))
        if each.text() == "Separar"
    )
    button.setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: len(names(hands)) == 5)
    assert twice.data(twice.rosa).name == "Rosa Quispe"
    assert twice.data(twice.rosa).phone == "987 654 321"
    hands.rest(lambda: not screen(hands).view.sheet.merged)


def test_esc_changes_nothing_and_comes_back_to_the_pair(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    hands.press(KEY.Key_Down)
    operations = counter.rows("SELECT count(*) FROM op")
    comparing(hands)
    hands.press(KEY.Key_2, KEY.Key_Escape)
    assert hands.focused() is screen(hands).listing.pairs.table
    assert screen(hands).listing.pairs.current().one.id == twice.rosa
    assert counter.rows("SELECT count(*) FROM op") == operations


def test_not_the_same_person_is_remembered_and_considered_again(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter, "ana")
    page = screen(hands).listing.pairs
    hands.press(KEY.Key_D)
    hands.rest(lambda: pairs(hands) == [("Rosa Quispe", "Rosa Quispe Mamani")])
    hands.rest(lambda: page.choice.chips()[1].text() == "Descartadas 1")
    page.choice.chips()[1].click()
    hands.rest(lambda: pairs(hands) == [("Juan Pérez", "Pérez, Juan")])
    page.table.setFocus()
    hands.press(KEY.Key_D)
    hands.rest(lambda: not pairs(hands))
    page.choice.chips()[0].click()
    hands.rest(lambda: len(pairs(hands)) == 2)


def test_a_clerk_compares_and_does_not_merge(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter, "ana")
    page = comparing(hands)
    assert page.merge.isHidden()
    assert page.apart.isVisible()
    assert "le corresponde a supervisión" in page.together.text()
    hands.record()
    assert twice.data(twice.juan2).id == twice.juan2
    hands.press(KEY.Key_D)
    hands.rest(lambda: pairs(hands) == [("Rosa Quispe", "Rosa Quispe Mamani")])
    assert hands.focused() is screen(hands).listing.pairs.table


def test_an_official_only_looks(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter, "luis")
    page = comparing(hands)
    assert page.merge.isHidden()
    assert page.apart.isHidden()
    hands.press(KEY.Key_D, KEY.Key_Escape, KEY.Key_D)
    hands.rest()
    assert len(pairs(hands)) == 2


def test_any_two_records_can_be_compared(qtbot, counter, twice):
    hands = at_list(qtbot, counter, "marta")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.ana)
    hands.press(KEY.Key_R)
    stand_on(hands, twice.juan)
    hands.press(KEY.Key_R)
    hands.rest(lambda: screen(hands).pages.comparing() is not None)
    page = screen(hands).pages.compare
    assert page.why.text() == "Elegidas a mano: nada más las une."
    assert {page.preview.standing.id, page.preview.other.id} == {twice.ana, twice.juan}
    hands.record()
    hands.rest(lambda: len(names(hands)) == 4)
    assert twice.data(twice.ana).id == twice.data(twice.juan).id == twice.juan
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == twice.juan)


def test_what_somebody_else_did_meanwhile_is_said(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    page = comparing(hands)
    merging.merge(counter.console, twice.juan, twice.juan2)
    hands.record()
    hands.rest(lambda: bool(page.error.text()))
    assert page.error.text() == "Esas fichas ya están reunidas."
    with pytest.raises(InvalidInput):
        merging.merge(counter.console, twice.juan, twice.juan2)
    assert screen(hands).pages.comparing() is page


def test_a_digit_begins_a_search_and_the_list_goes_by_name(qtbot, counter, twice):
    hands = at_list(qtbot, counter, "ana")
    hands.rest(lambda: len(names(hands)) == 5)
    hands.press(KEY.Key_O)
    hands.rest(lambda: names(hands)[0] == "Ana Díaz")
    assert names(hands) == ["Ana Díaz", "Juan Pérez", "Pérez, Juan", "Rosa Quispe", "Rosa Quispe Mamani"]
    assert "por orden alfabético" in screen(hands).listing.footer.text()
    hands.press(KEY.Key_4)
    assert hands.focused() is screen(hands).listing.search
    hands.write("5678")
    hands.rest(lambda: names(hands) == ["Rosa Quispe"])
    hands.press(KEY.Key_Escape, KEY.Key_Escape)
    hands.rest(lambda: len(names(hands)) == 5)
    assert hands.focused() is screen(hands).table
    hands.press(KEY.Key_O)
    hands.rest(lambda: names(hands)[0] == "Rosa Quispe Mamani")


def test_the_history_has_everything_and_leads_to_the_case(qtbot, counter, twice):
    merging.merge(counter.console, twice.rosa, twice.again)
    hands = at_list(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.rosa)
    here = screen(hands)
    hands.press(KEY.Key_H)
    page = here.pages.history
    hands.rest(lambda: page.model.rowCount() == 6)
    chips = [chip.text() for chip in page.kinds.chips()]
    assert chips == ["Todo 6", "Atenciones 2", "Casos 2", "Contactos 2", "Vinculaciones"]
    assert hands.focused() is page.table
    page.kinds.chips()[3].click()
    hands.rest(lambda: page.model.rowCount() == 2)
    assert page.model.cell(0, 3)[0] == "Se le avisó. · Bache"
    page.table.setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(
        lambda: getattr(screen(hands), "detail", None) is not None and screen(hands).detail.case is not None
    )
    assert screen(hands).detail.case.line.id == twice.cases[1]
    hands.press(KEY.Key_Escape)
    assert screen(hands) is here
    assert hands.focused() is page.table
    hands.press(KEY.Key_Escape)
    assert hands.focused() is here.table


def test_letters_work_in_the_sheet_and_esc_comes_back(qtbot, counter, twice):
    hands = at_list(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.rosa)
    hands.press(KEY.Key_Return)
    assert hands.focused() is screen(hands).view.attend
    hands.press(KEY.Key_Escape)
    assert hands.focused() is screen(hands).table
    hands.press(KEY.Key_Return, KEY.Key_H)
    hands.rest(lambda: screen(hands).pages.history.model.rowCount() == 3)


def test_more_visits_than_the_sheet_shows_are_told(qtbot, counter, twice):
    assert people.sheet(counter.console, twice.rosa).visit_count == 1
    for _ in range(70):
        counter.clock.advance(minutes=1)
        reception.register_attention(
            counter.console,
            AttentionForm(
                Channel.PHONE,
                counter.clock.now(),
                "tramite",
                Result.ORIENTED,
                topic=counter.hours,
                citizen=twice.rosa,
            ),
        )
    hands = at_list(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    stand_on(hands, twice.rosa)
    words = [label.text() for label in screen(hands).view.findChildren(type(screen(hands).view.name))]
    assert "y 63 más: H muestra todo" in words
    hands.press(KEY.Key_H)
    page = screen(hands).pages.history
    hands.rest(lambda: page.model.rowCount() == 73)
    hands.press(KEY.Key_End)
    hands.rest(lambda: page.model.row(72) is not None)
    assert page.model.row(72).kind in {"attention", "case"}


def test_the_search_leaves_the_pairs(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("ana")
    hands.rest(lambda: names(hands) == ["Ana Díaz"])
    assert not screen(hands).listing.shows_pairs()
