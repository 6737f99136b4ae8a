"""The look of the program: palette, fonts and sheet, switched while it runs.

The bundled Open Sans is used on every machine, Windows included: widths are the same everywhere,
so a picture that was checked for clipped text on one machine holds on all of them.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import sheet, windows_contrast
from ui.kit.dressing import wardrobe
from ui.kit.resources import resource
from ui.kit.tokens import DARK, LIGHT, Tokens, from_palette

FAMILY = "Open Sans"
GRID = 4
FIELD_HEIGHT = 32
_FONT_FILES = ("OpenSans-Regular.ttf", "OpenSans-SemiBold.ttf", "OpenSans-Bold.ttf")


class ThemeName(StrEnum):
    """What the person may choose; ``SYSTEM`` follows the desktop."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    SYSTEM = "system"


class Size(StrEnum):
    """The five sizes of text."""

    SMALL = "small"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    FIGURE = "figure"


_RESTYLING = frozenset({QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange})
PIXELS = {Size.SMALL: 12, Size.BODY: 13, Size.LEAD: 15, Size.TITLE: 18, Size.FIGURE: 26}


class _State:
    """The one theme that is on; painters ask for it at paint time."""

    tokens: Tokens = LIGHT


def current() -> Tokens:
    """Return the colours of the theme that is on."""
    return _State.tokens


def font(size: Size = Size.BODY, *, strong: bool = False) -> QFont:
    """Return the program's font; ``strong`` is semibold, for headings, never for a selection."""
    result = QFont(FAMILY)
    result.setPixelSize(PIXELS[size])
    result.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return result


def load_fonts() -> None:
    """Register the bundled fonts; raise FileNotFoundError when the installation lacks one."""
    for file in _FONT_FILES:
        path = resource("fonts", file)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def apply_theme(app: QApplication, name: ThemeName) -> Tokens:
    """Give ``app`` a theme, also while its windows are open, and return its colours."""
    dresser = wardrobe(app)
    if name in {ThemeName.SYSTEM, ThemeName.CONTRAST}:
        app.setPalette(QPalette())  # back to the system's, which is read for these
    tokens = _resolve(app, name)
    same_kind = tokens.outlined == _State.tokens.outlined
    _State.tokens = tokens
    if app.font() != font():
        app.setFont(font())
    if not tokens.outlined:
        app.setPalette(_palette(tokens))
    # A sheet of the other kind leaves out colours that this one sets: nothing may keep them.
    dresser.put_on(sheet.build(tokens), whole=not same_kind)
    return tokens


def _resolve(app: QApplication, name: ThemeName) -> Tokens:
    system = app.palette()
    if name is ThemeName.SYSTEM:
        if windows_contrast.is_on():
            name = ThemeName.CONTRAST
        else:
            dark = system.color(QPalette.ColorRole.Window).lightness() < 128
            name = ThemeName.DARK if dark else ThemeName.LIGHT
    if name is ThemeName.CONTRAST:
        return from_palette(system)
    return DARK if name is ThemeName.DARK else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.zebra,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_ink,
        role.Accent: tokens.accent,
        role.PlaceholderText: tokens.placeholder,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.border,
        role.Shadow: tokens.line,
    }
    palette = QPalette()
    for key, value in colours.items():
        palette.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.disabled))
    return palette


def is_restyle(event: QEvent) -> bool:
    """Tell whether a ``changeEvent`` means that colours or fonts are other now."""
    return event.type() in _RESTYLING


def set_text(widget: QWidget, size: Size = Size.BODY, *, strong: bool = False, tone: str = "") -> None:
    """Set size, weight and tone (``muted``, ``error``, ``accent`` or none) of a widget's text."""
    widget.setFont(font(size, strong=strong))
    widget.setProperty("tone", tone)
