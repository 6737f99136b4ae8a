"""Colours by their meaning, for the light and the dark theme and from a system palette.

The tables are those of the visual language; a test computes the contrast of every pair.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

_LINEAR_LIMIT = 0.04045


@dataclass(frozen=True, slots=True)
class Pair:
    """Ink on a ground of its own."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as ``#rrggbb``.

    ``outlined`` says that states are drawn as a 2 px border with words and no fill (high contrast).
    """

    name: str
    outlined: bool
    surface: str
    window: str
    raised: str
    zebra: str
    line: str
    text: str
    text2: str
    placeholder: str
    disabled: str
    border: str
    accent: str
    accent_hover: str
    accent_ink: str
    soft: str
    soft_ink: str
    hover: str
    focus: str
    error: str
    critical: Pair
    overdue: Pair
    due_soon: Pair
    on_time: str
    paused: str
    closed: str
    success: Pair
    failure: Pair


LIGHT = Tokens(
    name="light",
    outlined=False,
    surface="#FFFFFF",
    window="#EEF1F4",
    raised="#F7F9FB",
    zebra="#F6F8FA",
    line="#D3D9E1",
    text="#1A1F27",
    text2="#475160",
    placeholder="#5F6977",
    disabled="#5F6977",
    border="#7D8796",
    accent="#0B5CAD",
    accent_hover="#094C90",
    accent_ink="#FFFFFF",
    soft="#DBEAF9",
    soft_ink="#0B5CAD",
    hover="#E4EDF6",
    focus="#0B5CAD",
    error="#A3172B",
    critical=Pair("#FFD84D", "#2B0A3D"),
    overdue=Pair("#FFFFFF", "#A3172B"),
    due_soon=Pair("#6E3D00", "#FFE6B8"),
    on_time="#0A547F",
    paused="#475160",
    closed="#1E5B34",
    success=Pair("#1E5B34", "#E3F3E8"),
    failure=Pair("#A3172B", "#FBEBED"),
)

DARK = Tokens(
    name="dark",
    outlined=False,
    surface="#20242B",
    window="#16191E",
    raised="#2A2F38",
    zebra="#262B33",
    line="#3A414C",
    text="#F1F3F6",
    text2="#B9C1CD",
    placeholder="#9AA4B2",
    disabled="#9AA4B2",
    border="#8390A3",
    accent="#7CBBF7",
    accent_hover="#9CCBF9",
    accent_ink="#0B1A2A",
    soft="#1D3A57",
    soft_ink="#9CCBF9",
    hover="#2C3541",
    focus="#FFD84D",
    error="#FF9AA6",
    critical=Pair("#1B1330", "#FFD84D"),
    overdue=Pair("#FFFFFF", "#B3243A"),
    due_soon=Pair("#FFD08A", "#4A2F05"),
    on_time="#A5D8F8",
    paused="#B9C1CD",
    closed="#A5E0B9",
    success=Pair("#A5E0B9", "#173524"),
    failure=Pair("#FF9AA6", "#44161D"),
)


def from_palette(palette: QPalette) -> Tokens:
    """Return the tokens of a high-contrast system: only colours that the palette names."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name()

    base, text = name(QPalette.ColorRole.Base), name(QPalette.ColorRole.Text)
    window, window_text = name(QPalette.ColorRole.Window), name(QPalette.ColorRole.WindowText)
    mark, mark_text = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
    plain = Pair(text, base)
    return Tokens(
        name="contrast",
        outlined=True,
        surface=base,
        window=window,
        raised=base,
        zebra=base,
        line=window_text,
        text=text,
        text2=text,
        placeholder=text,
        # What the system greys out: without it nothing tells a dead button from a live one.
        disabled=palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name(),
        border=text,
        accent=mark,
        accent_hover=mark,
        accent_ink=mark_text,
        soft=mark,
        soft_ink=mark_text,
        hover=base,
        focus=text,  # the selection has the highlight: a ring in it would vanish there
        error=text,
        critical=plain,
        overdue=plain,
        due_soon=plain,
        on_time=text,
        paused=text,
        closed=text,
        success=plain,
        failure=plain,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_LIMIT else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
