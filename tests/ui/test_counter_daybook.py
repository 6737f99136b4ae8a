"""Today's records: read again with everything that was kept, and taken back later with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, open_counter, screen
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.preferential import UNSPECIFIED
from desktop_app.domain.values import Channel, HoldReason, Result
from desktop_app.services import cases, reception
from desktop_app.services.reception import AttentionForm


@pytest.fixture
def day(counter):
    """Three attentions of Ana: an orientation, a case, and one that was corrected and interrupted."""
    ctx = counter.installation.context(counter.installation.actor("ana"))
    now = ctx.now()

    def take(minutes, **more):
        form = {
            "query_type": "informacion",
            "topic": counter.hours,
            "started": now - timedelta(minutes=minutes),
        }
        return reception.register_attention(ctx, AttentionForm(Channel.IN_PERSON, **(form | more)))

    counter.plain = take(30)
    counter.case = take(
        20, topic=counter.pothole, query_type="denuncia", result=Result.CASE_OPENED, who="Rosa Quispe",
        contact="987654321",
    )  # fmt: skip
    counter.rich = take(
        10, original_start=now - timedelta(minutes=5), preferential=UNSPECIFIED, detail="Con su hija",
        holds=((HoldReason.FINDING_FILE, 70), (HoldReason.ASKING_UNIT, 5)),
    )  # fmt: skip
    return counter


def come(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).view.today.model.rowCount() == 3)
    return hands


def read(hands):
    hands.press(KEY.Key_H, mods=CTRL)
    detail = screen(hands).view.day_detail
    hands.rest(lambda: bool(detail.title.text()))
    return detail


def shown(detail):
    return [
        label.text() for label in detail.findChildren(QLabel) if label.text() and label.isVisibleTo(detail)
    ]


def voided(counter):
    return counter.rows("SELECT count(*) FROM attention WHERE voided = 1")[0][0]


def test_a_row_tells_everything_that_was_kept(qtbot, day):
    hands = come(qtbot, day)
    detail = read(hands)
    hands.rest(lambda: "Ana Rojas" in shown(detail))
    words = shown(detail)
    for expected in (
        "Horario y ubicación de oficinas", day.rich.number, "10:32 a 10:42 · 10:00",
        "10:37 según el reloj; se corrigió", "Preferente", "01:10 · busco el expediente",
        "00:05 · consulto con la unidad", "Con su hija", "Ana Rojas",
    ):  # fmt: skip
        assert expected in words
    hands.press(KEY.Key_Down)
    hands.rest(lambda: detail.title.text() == "Bache o pista dañada")
    hands.rest(lambda: f"{day.case.number} · Registrado" in shown(detail))


def test_taking_back_wants_a_reason_and_takes_the_case_with_it(qtbot, day):
    hands = come(qtbot, day)
    detail = read(hands)
    hands.press(KEY.Key_Down)
    hands.rest(lambda: detail.title.text() == "Bache o pista dañada")
    hands.press(KEY.Key_Delete)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert (detail.form.row.error(), voided(day)) == ("Escriba el motivo de la anulación.", 0)
    hands.write("Era de otro ciudadano")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: detail.badge.badge() is not None)
    assert day.rows(
        "SELECT a.void_reason, f.state FROM attention a JOIN case_file f ON f.id = a.case_file"
    ) == [("Era de otro ciudadano", "voided")]
    hands.rest(lambda: "Era de otro ciudadano" in shown(detail))
    today = screen(hands).view.today
    hands.rest(lambda: today.summary.text().startswith("2 ·"))
    assert [today.model.cell(row, 4)[0] for row in range(3)] == ["Orientado", "Anulada", "Orientado"]
    assert detail.void.isHidden()


def test_a_case_that_went_on_says_why_it_is_not_taken_back(qtbot, day):
    cases.add_note(day.console, day.case.case, "Visita programada")
    hands = come(qtbot, day)
    detail = read(hands)
    hands.press(KEY.Key_Down)
    hands.rest(lambda: detail.title.text() == "Bache o pista dañada")
    hands.press(KEY.Key_Return, KEY.Key_Return)
    assert detail.form.reason.hasFocus()
    hands.write("Me equivoqué")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: bool(detail.form.foot.error.text()))
    assert f"Su caso {day.case.number} ya siguió («Registrado»)" in detail.form.foot.error.text()
    assert (voided(day), detail.form.reason.text()) == (0, "Me equivoqué")


def test_esc_leads_back_step_by_step_and_the_open_attention_is_untouched(qtbot, day):
    hands = come(qtbot, day)
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    detail = read(hands)
    view = screen(hands).view
    hands.press(KEY.Key_Delete)
    assert view.parts.area.isHidden()
    hands.press(KEY.Key_Escape)
    assert (detail.form.isHidden(), view.today.table.hasFocus()) == (True, True)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert day.rows("SELECT count(*) FROM attention") == [(3,)]
    assert (view.parts.area.isHidden(), view.form.topic.text()) == (False, "una pregunta")
    read(hands)
    hands.press(KEY.Key_Escape)
    assert (view.parts.area.isHidden(), view.form.topic.hasFocus()) == (False, True)


def test_a_key_for_the_attention_in_front_brings_its_form_back(qtbot, day):
    hands = come(qtbot, day)
    for key in (KEY.Key_F2, KEY.Key_F8, KEY.Key_F12, KEY.Key_F4):
        read(hands)
        hands.press(key)
        assert not screen(hands).view.parts.area.isHidden()


def test_it_is_reached_where_the_list_has_no_room_and_by_a_click(qtbot, day):
    hands = come(qtbot, day)
    table = screen(hands).view.today.table
    cell = table.visualRect(table.model().index(1, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell))
    detail = screen(hands).view.day_detail
    hands.rest(lambda: detail.title.text() == "Bache o pista dañada")
    hands.press(KEY.Key_Escape)
    hands.window.resize(910, 432)
    hands.rest()
    assert screen(hands).view.today.isHidden()
    detail = read(hands)
    assert (detail.isVisible(), screen(hands).view.today.isVisible()) == (True, True)
    hands.press(KEY.Key_Escape)
    assert screen(hands).view.today.isHidden()
