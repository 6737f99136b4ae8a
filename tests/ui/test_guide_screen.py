"""Trámites worked with keys alone: reading, searching, printing, editing, the directory, absences."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from counter import CTRL, KEY, NOW, Counter, close_counter, open_counter

from desktop_app.domain.values import Channel, Level, Result
from desktop_app.services import catalogue, directory, reception
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.reception import AttentionForm
from ui.guide.words import span_words
from ui.kit import printing
from ui.kit.badges import BadgeKind
from ui.kit.formats import parse_moment, until_words
from ui.kit.screen import GUIDE, ShowOfficial, ShowTopic

SHEET = {
    "requirements": "1. Plano de ubicación\n2. DNI del propietario",
    "cost": "S/ 38.20",
    "term": "5 días hábiles",
    "legal_basis": "Ley 29090",
    "reviewed_on": "10/11/2026",
}


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path / "data")
    form = TopicForm("Certificado de numeración", "tramite", unit=made.urban, synonyms="puerta", sheet=SHEET)
    made.numbering = catalogue.save_topic(made.console, form).id
    yield made
    close_counter(made)
    made.close()


def come(qtbot, counter, login):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_6, mods=CTRL)
    hands.rest(lambda: screen(hands).current() is not None and screen(hands).snapshot is not None)
    return hands


@pytest.fixture
def clerk(qtbot, counter):
    return come(qtbot, counter, "ana")


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def screen(hands):
    return hands.window.current_screen()


def names(hands):
    model = screen(hands).lists[screen(hands).tab].model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [getattr(row, "title", None) or row.name for row in rows]


def walk_to(hands, name):
    hands.press(KEY.Key_Home)
    for _ in range(20):
        row = screen(hands).current()
        if (getattr(row, "title", None) or row.name) == name:
            return
        hands.press(KEY.Key_Down)
    raise AssertionError(f"{name} is not in {names(hands)}")


def clear_and_write(hands, text):
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write(text)


def texts(page):
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in page.findChildren(QLabel) if label.text() and label.isVisibleTo(page)]


def topic(counter, topic_id):
    return next(each for each in catalogue.every_topic(counter.console) if each.id == topic_id)


def test_the_guide_is_sorted_by_title_and_read_at_the_right(clerk):
    assert names(clerk) == [
        "Bache o pista dañada", "Certificado de numeración", "Horario y ubicación de oficinas",
        "Parámetros urbanísticos",
    ]  # fmt: skip
    assert clerk.focused() is screen(clerk).lists["topics"].table
    clerk.press(KEY.Key_Down)
    page = screen(clerk).detail.sheet
    assert page.title.text() == "Certificado de numeración"
    assert page.under.text() == "Trámite · Simple · Desarrollo Urbano"
    shown = texts(page)
    for words in ("1.", "Plano de ubicación", "2.", "DNI del propietario", "S/ 38.20", "Ley 29090"):
        assert words in shown
    assert "Revisado el: 10/11/2026" in shown
    assert "Paola Núñez" in shown
    assert page.badge.badge() is None


def test_the_page_being_read_is_seen_to_have_the_keys_and_obeys_its_buttons_letters(supervisor):
    supervisor.press(KEY.Key_Return)
    area = screen(supervisor).detail.sheet.area
    assert supervisor.focused() is area
    focused = area.grab().toImage()
    screen(supervisor).lists["topics"].table.setFocus()
    assert area.grab().toImage() != focused
    supervisor.press(KEY.Key_Return)
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)


def test_an_endless_name_leaves_room_for_its_page(supervisor, counter):
    name = "W" * 400
    directory.save_official(counter.console, name, counter.urban)
    supervisor.window.show_screen(GUIDE)
    supervisor.press(KEY.Key_D, KEY.Key_F5)
    supervisor.rest(lambda: name in names(supervisor))
    walk_to(supervisor, name)
    page = screen(supervisor).detail.person
    supervisor.rest(lambda: page.title.toolTip() == name)
    supervisor.rest(lambda: page.title.height() >= page.title.heightForWidth(page.title.width()))
    assert page.title.text().endswith("…")
    assert page.area.height() > page.height() // 3


def test_sheets_that_nobody_reviewed_say_so(clerk):
    model = screen(clerk).lists["topics"].model
    badges = [model.cell(row, 2)[1] for row in range(model.rowCount())]
    assert [badge.text if badge else "" for badge in badges] == [
        "Por revisar",
        "",
        "Por revisar",
        "Por revisar",
    ]
    assert model.cell(1, 2)[0] == "10/11/2026"


def test_who_may_not_edit_sees_no_way_to(clerk, counter):
    for key in (KEY.Key_E, KEY.Key_N, KEY.Key_R, KEY.Key_P):
        clerk.press(key)
    clerk.rest()
    assert screen(clerk).editing.open_form() is None
    assert screen(clerk).tab == "topics"
    assert not screen(clerk).detail.sheet.edit.isVisible()
    assert not screen(clerk).new.isVisible()
    clerk.press(KEY.Key_D)
    clerk.press(KEY.Key_A)
    clerk.press(KEY.Key_U)
    assert screen(clerk).editing.open_form() is None


def test_search_looks_into_the_whole_sheet(clerk):
    clerk.press(KEY.Key_F, mods=CTRL)
    clerk.write("plano")
    clerk.rest(lambda: names(clerk) == ["Certificado de numeración"])
    assert screen(clerk).detail.sheet.title.text() == "Certificado de numeración"
    clerk.press(KEY.Key_Escape)
    clerk.rest(lambda: len(names(clerk)) == 4)
    clerk.write("nadie lo sabe")
    clerk.rest(lambda: names(clerk) == [])
    assert screen(clerk).lists["topics"].table._empty.text() == "Nada tiene todas esas palabras."
    assert screen(clerk).detail.currentWidget() is screen(clerk).detail.empty
    clerk.press(KEY.Key_Down)
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_enter_reads_and_escape_comes_back(clerk):
    clerk.press(KEY.Key_Return)
    assert clerk.focused() is screen(clerk).detail.sheet.area
    clerk.press(KEY.Key_Escape)
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_who_reads_is_not_thrown_back_to_the_top(clerk, counter):
    long = {"requirements": "\n".join(f"Documento {number}" for number in range(60))}
    catalogue.save_topic(counter.console, TopicForm("Aaa", "tramite", unit=counter.urban, sheet=long))
    clerk.press(KEY.Key_F5)
    clerk.rest(lambda: names(clerk)[0] == "Aaa")
    clerk.press(KEY.Key_Home)
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Aaa")
    clerk.press(KEY.Key_Return)
    bar = screen(clerk).detail.sheet.area.verticalScrollBar()
    clerk.rest(lambda: bar.maximum() > 300)
    bar.setValue(300)
    body = screen(clerk).detail.sheet.area.widget()
    screen(clerk)._on_minute()
    clerk.rest()
    assert screen(clerk).detail.sheet.area.widget() is body
    directory.save_official(counter.console, "Nueva Persona", counter.urban)
    screen(clerk)._on_minute()
    clerk.rest(lambda: "Nueva Persona" in texts(screen(clerk).detail.sheet))
    assert bar.value() == 300
    assert clerk.focused() is screen(clerk).detail.sheet.area


def test_paper_does_not_cover_what_the_hands_went_on_to(supervisor):
    supervisor.press(KEY.Key_P, mods=CTRL)
    supervisor.press(KEY.Key_E)
    supervisor.rest()
    assert screen(supervisor).detail.currentWidget() is screen(supervisor).editing.open_form()


def test_a_form_that_is_opened_anew_is_not_closed_by_an_older_save(supervisor, counter):
    walk_to(supervisor, "Bache o pista dañada")
    supervisor.press(KEY.Key_E)
    clear_and_write(supervisor, "Bache")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    screen(supervisor).editing.open_form().close_form()
    supervisor.press(KEY.Key_Down, KEY.Key_E)
    supervisor.write("X ")
    supervisor.rest()
    form = screen(supervisor).editing.open_form()
    assert form is not None
    assert form.field("title").text() == "X Certificado de numeración"
    assert topic(counter, counter.pothole).title == "Bache"


def test_the_sheet_is_shown_printed_and_saved(clerk, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        printing, "ask_printer", lambda _parent, printer, pages: asked.append((printer, pages))
    )
    clerk.press(KEY.Key_Down)
    clerk.press(KEY.Key_P, mods=CTRL)
    preview = screen(clerk).detail.preview
    clerk.rest(lambda: screen(clerk).detail.currentWidget() is preview)
    assert preview.view.document().data == preview.sheet.data
    assert preview.sheet.title == "Certificado de numeración"
    clerk.press(KEY.Key_P, mods=CTRL)
    assert [pages for _, pages in asked] == [1]
    screen(clerk).paper.folder = tmp_path / "Fichas"
    clerk.press(KEY.Key_S, mods=CTRL)
    clerk.rest()
    saved = tmp_path / "Fichas" / "Certificado de numeración.pdf"
    assert saved.read_bytes() == preview.sheet.data
    clerk.press(KEY.Key_Escape)
    assert screen(clerk).detail.currentWidget() is screen(clerk).detail.sheet
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_the_paper_can_be_half_a_sheet(clerk):
    clerk.press(KEY.Key_P, mods=CTRL)
    preview = screen(clerk).detail.preview
    clerk.rest(lambda: screen(clerk).detail.currentWidget() is preview)
    preview.paper.chips()[0].setFocus()
    clerk.press(KEY.Key_Right)
    clerk.rest(lambda: preview.sheet.paper == "a5")
    assert screen(clerk).detail.currentWidget() is preview


def test_a_topic_is_edited_with_keys(supervisor, counter):
    walk_to(supervisor, "Horario y ubicación de oficinas")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert supervisor.focused() is form.field("title")
    clear_and_write(supervisor, "Horario de oficinas")
    form.field("requirements").setFocus()
    clear_and_write(supervisor, "Preguntar")
    form.field("reviewed_on").setFocus()
    clear_and_write(supervisor, "hoy")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.rest(lambda: "Horario de oficinas" in names(supervisor))
    saved = topic(counter, counter.hours)
    assert saved.title == "Horario de oficinas"
    assert saved.quick == 1
    assert saved.sheet == {"requirements": "Preguntar", "cost": "Gratuito", "reviewed_on": "24/11/2026"}
    assert screen(supervisor).current().id == counter.hours
    assert supervisor.focused() is screen(supervisor).lists["topics"].table


def test_errors_stand_under_their_fields(supervisor, counter):
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["title"].error() == "Escriba el título del tema."
    assert supervisor.focused() is form.field("title")
    supervisor.write("Vacunación de mascotas")
    form.field("quick").setFocus()
    supervisor.write("7")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert (
        form.form.rows["quick"].error()
        == "El número 7 ya es de «Bache o pista dañada». Elija otro o quíteselo."
    )
    clear_and_write(supervisor, "x")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert "1 al 9" in form.form.rows["quick"].error()
    clear_and_write(supervisor, "9")
    form.field("reviewed_on").setFocus()
    supervisor.write("pronto")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert form.form.rows["reviewed_on"].error() == "Escriba una fecha, por ejemplo 24/11/2026 u hoy."
    clear_and_write(supervisor, "")
    supervisor.press(KEY.Key_Delete)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    made = next(each for each in catalogue.topics(counter.console) if each.quick == 9)
    assert (made.title, made.query_type) == ("Vacunación de mascotas", "informacion")


def test_escape_leaves_a_form_and_keeps_what_was_typed(supervisor):
    supervisor.press(KEY.Key_N)
    supervisor.write("A medio escribir")
    supervisor.press(KEY.Key_Escape)
    assert screen(supervisor).editing.open_form() is None
    assert supervisor.focused() is screen(supervisor).lists["topics"].table
    supervisor.press(KEY.Key_N)
    assert screen(supervisor).editing.open_form().field("title").text() == "A medio escribir"


def test_reviewed_today_takes_one_key(supervisor, counter):
    walk_to(supervisor, "Horario y ubicación de oficinas")
    assert screen(supervisor).detail.sheet.badge.badge().text == "Por revisar"
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: screen(supervisor).detail.sheet.badge.badge() is None)
    assert topic(counter, counter.hours).sheet["reviewed_on"] == "24/11/2026"
    assert screen(supervisor).current().id == counter.hours


def test_what_is_no_longer_offered_stays_for_its_editors(supervisor, counter, qtbot):
    catalogue.save_topic(
        counter.console,
        replace(TopicForm("Certificado de numeración", "tramite"), active=False),
        counter.numbering,
    )
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: names(supervisor)[-1] == "Certificado de numeración")
    supervisor.press(KEY.Key_End)
    assert screen(supervisor).detail.sheet.badge.badge().text == "Fuera de uso"


def test_questions_without_answer_become_topics(supervisor, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    started = ctx.now() - timedelta(minutes=3)
    reception.register_attention(
        ctx, AttentionForm(Channel.IN_PERSON, started, "informacion", subject="Vacuna para mi perro")
    )
    reception.register_attention(
        ctx,
        AttentionForm(Channel.IN_PERSON, started, "tramite", topic=counter.zoning, result=Result.UNANSWERED),
    )
    supervisor.press(KEY.Key_P)
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: len(names(supervisor)) == 2)
    walk_to(supervisor, "Parámetros urbanísticos")
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    assert screen(supervisor).editing.open_form().target == counter.zoning
    supervisor.press(KEY.Key_Escape)
    walk_to(supervisor, "Vacuna para mi perro")
    supervisor.press(KEY.Key_N)
    assert screen(supervisor).editing.open_form().field("title").text() == "Vacuna para mi perro"
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(
        lambda: screen(supervisor).tab == "topics" and "Vacuna para mi perro" in names(supervisor)
    )
    assert screen(supervisor).current().title == "Vacuna para mi perro"


def test_the_directory_tells_who_is_there(clerk):
    clerk.press(KEY.Key_D)
    assert names(clerk) == [
        "Desarrollo Urbano", "Ana Arce", "Paola Núñez", "Obras y Vías", "Luis Paredes Ñaupa",
    ]  # fmt: skip
    model = screen(clerk).lists["directory"].model
    cells = [model.cell(row, 1) for row in range(5)]
    assert [text for text, _, _ in cells] == [
        "1 de 2 disponibles", "En reunión hasta 11:42", "Disponible", "1 de 1 disponibles", "Disponible",
    ]  # fmt: skip
    clerk.press(KEY.Key_Down)
    page = screen(clerk).detail.person
    assert page.title.text() == "Ana Arce"
    assert page.badge.badge().kind is BadgeKind.PAUSED
    assert "Piso 2, oficina 207" in texts(page)
    clerk.press(KEY.Key_G)
    assert screen(clerk).tab == "topics"


def test_the_directory_is_searched_by_name_unit_position_and_place(clerk):
    clerk.press(KEY.Key_D)
    for typed, found in (
        ("naupa", ["Luis Paredes Ñaupa"]),
        ("jefe", ["Luis Paredes Ñaupa"]),
        ("203", ["Obras y Vías", "Luis Paredes Ñaupa"]),
        ("urbano ana", ["Ana Arce"]),
    ):
        clerk.press(KEY.Key_F, mods=CTRL)
        clear_and_write(clerk, typed)
        clerk.rest(lambda found=found: names(clerk) == found)


def test_an_absence_is_noted_and_ended(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Paola Núñez")
    supervisor.press(KEY.Key_A)
    form = screen(supervisor).editing.open_form()
    assert form.form.rows["ends"].note.text() == "Se entiende: mar 24/11."
    supervisor.write("10:00")
    assert form.field("starts").text() == "10:00"
    supervisor.press(KEY.Key_Tab)
    clear_and_write(supervisor, "nunca")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert form.form.rows["ends"].error().startswith("No se entiende.")
    clear_and_write(supervisor, "9:00")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["ends"].error() == "La ausencia debe terminar después de comenzar."
    clear_and_write(supervisor, "27/11")
    supervisor.press(KEY.Key_Tab)
    supervisor.write("Vacaciones")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    page = screen(supervisor).detail.person
    supervisor.rest(lambda: page.badge.badge().text == "Vacaciones hasta vie 27/11")
    (absence,) = [each for each in directory.absences(counter.console) if each.official == counter.paola]
    assert absence.starts == NOW.replace(hour=10, minute=0)
    assert absence.ends == datetime(2026, 11, 28, tzinfo=NOW.tzinfo)
    page.absence_ended.emit(absence)
    supervisor.rest(lambda: page.badge.badge().text == "Disponible")


def test_an_official_is_added_changed_and_retired(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Obras y Vías")
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    supervisor.write("Íñigo Ñahui")
    supervisor.press(KEY.Key_Tab, KEY.Key_Tab)
    supervisor.write("Inspector")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: "Íñigo Ñahui" in names(supervisor))
    row = next(each for each in directory.officials(counter.console) if each.name == "Íñigo Ñahui")
    assert (row.unit, row.position, row.own_place) == (counter.roads, "Inspector", "")
    supervisor.rest(lambda: screen(supervisor).detail.person.title.text() == "Íñigo Ñahui")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert form.target == row.id
    form.field("active").setFocus()
    supervisor.press(KEY.Key_Space)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.rest(lambda: screen(supervisor).detail.person.badge.badge().text == "Fuera del directorio")
    assert row.id not in {each.id for each in directory.officials(counter.console)}


def test_a_unit_is_added_and_one_with_people_stays(supervisor, counter):
    supervisor.press(KEY.Key_D)
    supervisor.press(KEY.Key_U)
    supervisor.write("Archivo Central")
    supervisor.press(KEY.Key_Tab)
    supervisor.write("Sótano")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).detail.person.title.text() == "Archivo Central")
    walk_to(supervisor, "Obras y Vías")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert form.field("chief").value() == counter.chief
    form.field("active").setFocus()
    supervisor.press(KEY.Key_Space)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["active"].error().startswith("Esta unidad todavía tiene funcionarios.")


def test_other_sections_point_to_a_sheet_and_to_a_person(clerk, counter):
    clerk.window.show_screen(GUIDE, ShowOfficial(counter.paola))
    clerk.rest(lambda: screen(clerk).detail.person.title.text() == "Paola Núñez")
    assert screen(clerk).tab == "directory"
    clerk.window.show_screen(GUIDE, ShowTopic(counter.zoning))
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Parámetros urbanísticos")
    assert screen(clerk).current().id == counter.zoning
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_the_palette_leads_here(clerk):
    clerk.press(KEY.Key_K, mods=CTRL)
    clerk.write("urbanisticos")
    popup = clerk.window.top.search.popup()
    clerk.rest(lambda: popup.current() is not None and popup.current().title == "Parámetros urbanísticos")
    clerk.press(KEY.Key_Return)
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Parámetros urbanísticos")


def test_a_search_belongs_to_its_list(clerk):
    clerk.press(KEY.Key_F, mods=CTRL)
    clerk.write("plano")
    clerk.press(KEY.Key_Return)
    clerk.press(KEY.Key_D)
    assert screen(clerk).search.text() == ""
    clerk.press(KEY.Key_Down)
    clerk.rest(lambda: not screen(clerk)._wait.isActive())
    clerk.rest(lambda: screen(clerk).detail.person.title.text() == "Ana Arce")
    assert len(names(clerk)) == 5
    clerk.press(KEY.Key_G)
    assert screen(clerk).search.text() == "plano"
    assert names(clerk) == ["Certificado de numeración"]


def test_what_was_typed_outlives_the_program(qtbot, counter):
    hands = come(qtbot, counter, "marta")
    hands.press(KEY.Key_N)
    hands.write("A medio escribir")
    form = screen(hands).editing.open_form()
    form.field("unit").fill(counter.roads)
    form.field("level").fill(Level.COMPLEX)
    hands.window.keep_drafts()
    hands.rest()
    close_counter(counter)
    counter.reopen()
    hands = come(qtbot, counter, "marta")
    hands.press(KEY.Key_N)
    form = screen(hands).editing.open_form()
    assert form.field("title").text() == "A medio escribir"
    assert form.field("unit").value() == counter.roads
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: screen(hands).editing.open_form() is None)
    (made,) = [each for each in catalogue.topics(counter.console) if each.title == "A medio escribir"]
    assert made.level == "complex"
    hands.rest()
    assert counter.rows("SELECT count(*) FROM draft WHERE slot LIKE '%guide%'") == [(0,)]


@pytest.mark.parametrize(
    ("text", "ends", "expected"),
    [
        ("hoy", False, "2026-11-24 00:00"), ("hoy", True, "2026-11-25 00:00"), ("14:00", False, "2026-11-24 14:00"),
        ("+3", True, "2026-11-28 00:00"), ("24/11 14:00", True, "2026-11-24 14:00"),
        ("mañana 9", False, "2026-11-25 09:00"), ("24/12/2026 8h30", False, "2026-12-24 08:30"),
        ("ahora", False, "2026-11-24 10:42"), ("31/02", False, None), ("25:00", False, None), ("", False, None),
        ("24/11 14:00 15:00", False, None), ("luego", True, None),
    ],
)  # fmt: skip
def test_moments_are_read_forgivingly(text, ends, expected):
    moment = parse_moment(text, NOW, ends=ends)
    assert (f"{moment:%Y-%m-%d %H:%M}" if moment else None) == expected
    assert moment is None or moment.tzinfo is NOW.tzinfo


def test_absences_are_told_in_words(look):
    def at(day, hour=0):
        return NOW.replace(day=day, hour=hour, minute=0)

    assert until_words(at(24, 11), NOW) == "hasta 11:00"
    assert until_words(at(25), NOW) == "todo el día"
    assert until_words(at(28), NOW) == "hasta vie 27/11"
    assert until_words(at(27, 14), NOW) == "hasta vie 27/11 14:00"
    assert span_words(at(24), at(25), NOW) == "mar 24/11"
    assert span_words(at(24), at(28), NOW) == "del mar 24/11 al vie 27/11"
    assert span_words(at(24, 9), at(24, 11), NOW) == "mar 24/11 09:00 a 11:00"
    assert span_words(at(24, 9), at(25, 11), NOW) == "del mar 24/11 09:00 al mié 25/11 11:00"


def test_what_nobody_has_come_to_is_not_made(clerk):
    assert {type(each).__name__ for each in made(screen(clerk).detail)} == {"Card", "SheetPage"}
    clerk.press(KEY.Key_D)
    clerk.rest(lambda: type(screen(clerk).detail.currentWidget()).__name__ == "PersonPage")
    assert {type(each).__name__ for each in made(screen(clerk).detail)} == {"Card", "SheetPage", "PersonPage"}


def made(detail):
    return [detail.widget(place) for place in range(detail.count())]
