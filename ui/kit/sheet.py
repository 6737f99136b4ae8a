"""The style sheet: fields, cards, menus and scroll bars; everything else is painted by widgets."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor

from ui.kit.resources import resource
from ui.kit.tokens import Tokens

_HALF = 128

# A field is 32 px high with and without focus: what the border gains, the padding gives.
_SHAPES = """
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 28px; padding: 1px 9px; border: 1px solid $border;
  border-radius: 4px; }
QPlainTextEdit, QTextEdit { padding: 1px 5px; border: 1px solid $border; border-radius: 4px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 0px 8px; border: 2px solid $focus; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 0px 4px; border: 2px solid $focus; }
QScrollArea[ring="true"] { border: 2px solid transparent; border-radius: 6px; }
QScrollArea[ring="true"]:focus { border-color: $focus; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] { border: 0px; padding: 0px; }
QFrame[kind="card"], QFrame[kind="popup"] { background: palette(base); border: 1px solid $line;
  border-radius: 6px; }
QFrame[kind="warning"], QFrame[kind="note"] { border: 1px solid $border; border-radius: 6px; }
QFrame[kind="bar-top"] { border: 0px; border-bottom: 1px solid $line; }
QFrame[kind="bar-bottom"] { border: 0px; border-top: 1px solid $line; }
QFrame[kind="rail"] { border: 0px; border-right: 1px solid $line; }
QAbstractItemView { border: 1px solid $line; border-radius: 6px; }
QHeaderView { border: 0px; }
QHeaderView::section { border: 0px; border-bottom: 1px solid $border; padding: 4px 8px; }
QToolTip { border: 1px solid $border; padding: 4px 6px; }
"""

_COLOURS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  placeholder-text-color: $placeholder; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled
  { background: $window; color: $placeholder; border-color: $line; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"],
  QAbstractSpinBox[invalid="true"] { border: 2px solid $error; padding: 0px 8px; }
QPlainTextEdit[invalid="true"] { padding: 0px 4px; }
QLineEdit[invalid="true"]:focus, QComboBox[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus,
  QAbstractSpinBox[invalid="true"]:focus { border-color: $focus; }
QComboBox::drop-down { border: 0px; width: 28px; }
QComboBox::down-arrow { image: url("$images/down.svg"); width: 16px; height: 16px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0px; width: 24px;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$images/up.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$images/down.svg"); width: 12px; height: 12px; }
QDateEdit::drop-down { border: 0px; width: 28px; }
QDateEdit::down-arrow { image: url("$images/down.svg"); width: 16px; height: 16px; }
QFrame[kind="card"], QFrame[kind="popup"], QFrame[kind="bar-top"], QFrame[kind="bar-bottom"],
  QFrame[kind="rail"] { background: $surface; }
QFrame[kind="notice"] { background: $soft; border: 0px; border-radius: 6px; }
QFrame[kind="warning"] { background: $warning; border: 0px; border-radius: 6px; }
QMenu { border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border: 2px solid transparent; border-radius: 4px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QLabel[tone="muted"] { color: $text2; }
QLabel[tone="error"] { color: $error; }
QLabel[tone="accent"] { color: $accent; }
QAbstractItemView { background: $surface; color: $text; }
QHeaderView, QHeaderView::section { background: $surface; color: $text2; }
QHeaderView::section:hover { background: $hover; }
QMenu { background: $surface; color: $text; }
QMenu::item:selected { background: $soft; color: $text; border-color: $focus; }
QMenu::item:disabled { color: $placeholder; }
QToolTip { background: $surface; color: $text; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $border;
  background: $surface; border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$images/check.svg"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$images/dot.svg"); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; border-radius: 4px; padding: 2px 4px; }
QCheckBox, QRadioButton { border: 2px solid transparent; padding: 2px 4px; spacing: 8px; }
QScrollBar { background: transparent; border: 0px; margin: 0px; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border; border: 3px solid $surface; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $text2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: 1px solid $border; border-radius: 4px; background: $surface; text-align: center;
  min-height: 14px; max-height: 14px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

# High contrast: the system draws the box of a check with a line that can hardly be seen.
_CHECKS = """
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 2px solid palette(text);
  background: palette(base); }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:checked { background: palette(highlight); image: url("$images/check.svg"); }
QRadioButton::indicator:checked { background: palette(highlight); image: url("$images/dot.svg"); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid palette(highlight); }
QCheckBox, QRadioButton { border: 2px solid transparent; padding: 2px 4px; spacing: 8px; }
"""

_NAMES = (
    "surface",
    "window",
    "line",
    "text",
    "text2",
    "placeholder",
    "border",
    "accent",
    "soft",
    "hover",
    "focus",
    "error",
)
_PALETTE_REFERENCES = {
    "border": "palette(text)",
    "line": "palette(text)",
    "focus": "palette(highlight)",
}


def build(tokens: Tokens) -> str:
    """Return the application's sheet; under high contrast it holds shapes and palette roles only."""
    if tokens.outlined:
        ticks = "light" if _is_light(tokens.accent_ink) else "dark"
        images = resource("themes", ticks).as_posix()
        return Template(_SHAPES + _CHECKS).substitute(_PALETTE_REFERENCES, images=images)
    values = {name: getattr(tokens, name) for name in _NAMES}
    values["warning"] = tokens.due_soon.ground
    values["images"] = resource("themes", tokens.name).as_posix()
    return Template(_SHAPES + _COLOURS).substitute(values)


def _is_light(name: str) -> bool:
    return QColor(name).lightness() >= _HALF
