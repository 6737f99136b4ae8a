"""A changed theme reaches what is in sight at once, and all the rest soon after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.buttons import Button, Kind
from ui.kit.dressing import wardrobe
from ui.kit.surfaces import Card, text_label
from ui.kit.theme import ThemeName

DEEP = 8


class Counted(QLabel):
    """Counts how often it is told that its style changed."""

    def __init__(self) -> None:
        super().__init__("Pago")
        self.told = 0

    def event(self, event: QEvent) -> bool:
        self.told += event.type() == QEvent.Type.StyleChange
        return super().event(event)


def section(words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    card = Card()
    inside = card.body
    inside.addWidget(text_label(words, tone="muted"))
    inside.addWidget(QLineEdit(words))
    button = Button(words, kind=Kind.QUIET)
    icons.set_icon(button, "cases")
    inside.addWidget(button)
    column.addWidget(card)
    return made


@pytest.fixture
def sections(qtbot, look):
    """Two sections, each seen once; the first is in sight."""
    stack = QStackedWidget()
    stack.addWidget(section("Licencia"))
    stack.addWidget(section("Arbitrios"))
    stack.resize(300, 200)
    qtbot.addWidget(stack)
    stack.show()
    stack.setCurrentIndex(1)
    stack.setCurrentIndex(0)
    return stack


def seen(stack: QStackedWidget, index: int) -> QImage:
    stack.setCurrentIndex(index)
    stack.setFocus(Qt.FocusReason.OtherFocusReason)
    return stack.grab().toImage()


def whole(qtbot, stack, app, name):
    """How both sections look when everything is styled in one go."""
    wardrobe(app).put_on(app.styleSheet(), whole=True)
    wardrobe(app).finish()
    assert theme.current().name == name
    return [seen(stack, 0), seen(stack, 1)]


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.CONTRAST])
def test_hidden_sections_look_as_if_they_had_been_in_sight(qtbot, look, sections, name):
    theme.apply_theme(look, name)
    wardrobe(look).finish()
    late = [seen(sections, 0), seen(sections, 1)]
    assert late == whole(qtbot, sections, look, theme.current().name)


def test_a_section_opened_before_its_turn_is_styled_all_the_same(qtbot, look, sections):
    theme.apply_theme(look, ThemeName.DARK)
    seen(sections, 1)
    qtbot.waitUntil(lambda: not wardrobe(look).waits())
    late = [seen(sections, 0), seen(sections, 1)]
    assert late == whole(qtbot, sections, look, "dark")


def test_changing_back_before_the_turns_have_come_leaves_nothing_of_the_other(qtbot, look, sections):
    before = [seen(sections, 0), seen(sections, 1)]
    theme.apply_theme(look, ThemeName.DARK)
    seen(sections, 0)
    theme.apply_theme(look, ThemeName.CONTRAST)
    theme.apply_theme(look, ThemeName.DARK)
    theme.apply_theme(look, ThemeName.LIGHT)
    qtbot.waitUntil(lambda: not wardrobe(look).waits())
    assert [seen(sections, 0), seen(sections, 1)] == before


def test_a_hidden_section_that_is_gone_by_its_turn_harms_nobody(qtbot, look, sections):
    theme.apply_theme(look, ThemeName.DARK)
    sections.widget(1).deleteLater()
    qtbot.waitUntil(lambda: not wardrobe(look).waits())
    assert sections.count() == 1


def test_what_lies_deep_is_styled_no_oftener_than_what_lies_on_top(qtbot, look):
    top = QWidget()
    qtbot.addWidget(top)
    place = top
    for _ in range(DEEP):
        column = QVBoxLayout(place)
        place = QWidget()
        column.addWidget(place)
    shown = Counted()
    QVBoxLayout(place).addWidget(shown)
    top.show()
    shown.told = 0
    theme.apply_theme(look, ThemeName.DARK)
    assert 1 <= shown.told <= 2  # the old sheet off, the new one on


def test_what_was_never_in_sight_gets_its_icon(qtbot, look):
    button = Button("Casos", kind=Kind.QUIET)
    qtbot.addWidget(button)
    icons.set_icon(button, "cases")
    before = button.icon().pixmap(16, 16).toImage()
    theme.apply_theme(look, ThemeName.DARK)
    assert button.icon().pixmap(16, 16).toImage() != before
