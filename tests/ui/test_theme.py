"""Colours keep their promised contrast; the look can change while windows are open."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from ui.kit import badges, icons, sheet, theme
from ui.kit.badges import Badge, BadgeKind, BadgeLabel
from ui.kit.buttons import Button
from ui.kit.messages import Message, MessageBar, Tone
from ui.kit.theme import Size, ThemeName
from ui.kit.tokens import DARK, LIGHT, Tokens, contrast, from_palette

# The table of the visual language: token, colour, ground, the contrast it promises.
PROMISED = [
    (LIGHT, "#1A1F27", "#FFFFFF", 16.6),
    (LIGHT, "#475160", "#FFFFFF", 8.0),
    (LIGHT, "#5F6977", "#FFFFFF", 5.6),
    (LIGHT, "#7D8796", "#FFFFFF", 3.6),
    (LIGHT, "#0B5CAD", "#FFFFFF", 6.7),
    (LIGHT, "#A3172B", "#FFFFFF", 7.7),
    (LIGHT, "#FFD84D", "#2B0A3D", 12.5),
    (LIGHT, "#6E3D00", "#FFE6B8", 7.4),
    (LIGHT, "#0A547F", "#FFFFFF", 8.1),
    (LIGHT, "#1E5B34", "#FFFFFF", 8.1),
    (DARK, "#F1F3F6", "#20242B", 14.0),
    (DARK, "#B9C1CD", "#20242B", 8.6),
    (DARK, "#9AA4B2", "#20242B", 6.2),
    (DARK, "#8390A3", "#20242B", 4.8),
    (DARK, "#7CBBF7", "#20242B", 7.6),
    (DARK, "#FFD84D", "#20242B", 11.3),
    (DARK, "#FF9AA6", "#20242B", 7.7),
    (DARK, "#1B1330", "#FFD84D", 12.8),
    (DARK, "#FFFFFF", "#B3243A", 6.5),
    (DARK, "#FFD08A", "#4A2F05", 8.6),
    (DARK, "#A5D8F8", "#20242B", 10.2),
    (DARK, "#A5E0B9", "#20242B", 10.4),
]


@pytest.mark.parametrize(("tokens", "ink", "ground", "promised"), PROMISED)
def test_the_table_of_the_visual_language_is_kept(tokens: Tokens, ink, ground, promised):
    used = set()
    for name in Tokens.__dataclass_fields__:
        value = getattr(tokens, name)
        used |= {value.ink, value.ground} if hasattr(value, "ink") else {value}
    assert {ink, ground} <= used
    assert round(contrast(ink, ground), 1) == pytest.approx(promised, abs=0.11)


def text_pairs(tokens: Tokens) -> dict[str, tuple[str, str]]:
    """Every ink that the widgets put on every ground."""
    grounds = {
        name: getattr(tokens, name) for name in ("surface", "window", "raised", "zebra", "soft", "hover")
    }
    pairs = {}
    for ground, colour in grounds.items():
        for ink in ("text", "text2", "on_time", "paused", "closed"):
            pairs[f"{ink} on {ground}"] = (getattr(tokens, ink), colour)
    for ground in ("surface", "window", "raised"):
        pairs[f"placeholder on {ground}"] = (tokens.placeholder, grounds[ground])
        pairs[f"error on {ground}"] = (tokens.error, grounds[ground])
    pairs["accent on surface"] = (tokens.accent, tokens.surface)
    pairs["accent ink"] = (tokens.accent_ink, tokens.accent)
    pairs["accent ink, hovered"] = (tokens.accent_ink, tokens.accent_hover)
    pairs["soft ink"] = (tokens.soft_ink, tokens.soft)
    for name in ("critical", "overdue", "due_soon", "success", "failure"):
        pair = getattr(tokens, name)
        pairs[name] = (pair.ink, pair.ground)
    return pairs


def stroke_pairs(tokens: Tokens) -> dict[str, tuple[str, str]]:
    """Borders, rings and bars against what they stand on."""
    pairs = {}
    for ground in ("surface", "window", "raised", "soft"):
        pairs[f"focus on {ground}"] = (tokens.focus, getattr(tokens, ground))
        pairs[f"accent bar on {ground}"] = (tokens.accent, getattr(tokens, ground))
    for ground in ("surface", "window", "raised"):
        pairs[f"border on {ground}"] = (tokens.border, getattr(tokens, ground))
    return pairs


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_text_is_readable(tokens):
    weak = {
        name: round(contrast(*pair), 2) for name, pair in text_pairs(tokens).items() if contrast(*pair) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_stroke_can_be_seen(tokens):
    weak = {
        name: round(contrast(*pair), 2) for name, pair in stroke_pairs(tokens).items() if contrast(*pair) < 3
    }
    assert weak == {}


def test_high_contrast_uses_the_colours_of_the_system_only(look):
    look.setPalette(QPalette())
    system = look.palette()
    named = {
        system.color(group, role).name()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
        for role in QPalette.ColorRole
        if role is not QPalette.ColorRole.NColorRoles
    }
    theme.apply_theme(look, ThemeName.CONTRAST)
    tokens = theme.current()
    for name in Tokens.__dataclass_fields__:
        value = getattr(tokens, name)
        for colour in (value.ink, value.ground) if hasattr(value, "ink") else (value,):
            if isinstance(colour, str) and colour.startswith("#"):
                assert colour in named
    assert "#" not in sheet.build(tokens)


def test_high_contrast_greys_out_what_the_system_greys_out(qtbot, look):
    look.setPalette(QPalette())
    grey = look.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    theme.apply_theme(look, ThemeName.CONTRAST)
    assert theme.current().disabled == grey.name() != theme.current().text
    button = Button("Registrar y despedir")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    live = button.grab().toImage()
    button.setEnabled(False)
    dead = button.grab().toImage()
    middle = live.height() // 2
    assert live.pixelColor(0, middle).name() == theme.current().border
    assert dead.pixelColor(0, middle) == grey


def test_black_and_white_systems_give_black_and_white_tokens():
    palette = QPalette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, "#000000")
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(role, "#ffffff")
    tokens = from_palette(palette)
    assert contrast(tokens.text, tokens.surface) == pytest.approx(21)
    assert tokens.outlined


def test_switching_recolours_what_is_open(qtbot, look):
    label, button, field = QLabel("Casos"), QToolButton(), QLineEdit()
    for widget in (label, button, field):
        qtbot.addWidget(widget)
        widget.show()
    icons.set_icon(button, "bell")

    def ink() -> int:
        image = button.icon().pixmap(20, 20).toImage()
        return max(
            image.pixelColor(x, y).lightness()
            for x in range(20)
            for y in range(20)
            if image.pixelColor(x, y).alpha() > 100
        )

    light = ink()
    theme.apply_theme(look, ThemeName.DARK)
    assert ink() > light + 60
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == DARK.text.lower()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText).name() == DARK.placeholder.lower()


def test_the_bundled_font_is_used(look):
    del look
    for size in Size:
        for strong in (False, True):
            info = QFontInfo(theme.font(size, strong=strong))
            assert info.family() == "Open Sans"
            assert info.pixelSize() == theme.PIXELS[size]
            assert info.weight() == (600 if strong else 400)


def test_every_icon_draws_something_sharp_at_every_scale(look):
    del look
    names = icons.names()
    assert len(names) >= 35
    for name in names:
        for ratio in (1.0, 1.25, 1.5):
            drawn = icons.pixmap(name, 20, "#000000", ratio=ratio)
            assert drawn.width() == round(20 * ratio)
            image = drawn.toImage()
            assert any(
                image.pixelColor(x, y).alpha() > 100
                for x in range(image.width())
                for y in range(image.height())
            ), name


def test_a_badge_differs_in_shape_icon_and_words_not_by_colour_alone():
    assert len(set(badges.ICONS.values())) == len(BadgeKind)


@pytest.mark.parametrize("name", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST])
def test_badges_paint_in_every_theme_and_are_spoken(qtbot, look, name):
    theme.apply_theme(look, name)
    pictures = set()
    for kind in BadgeKind:
        label = BadgeLabel(Badge(kind, "Vence hoy 15:30"))
        qtbot.addWidget(label)
        label.resize(label.sizeHint())
        image = label.grab().toImage()
        pictures.add(bytes(image.constBits()))
        assert label.accessibleName() == "Vence hoy 15:30"
    assert len(pictures) == len(BadgeKind)


def test_a_field_is_as_high_with_focus_as_without(qtbot, front, look):
    del look, qtbot
    field = QLineEdit()
    front(field)
    plain = field.sizeHint().height()
    field.setFocus()
    assert plain == field.sizeHint().height() == theme.FIELD_HEIGHT


def test_a_message_that_stays_is_legible_after_the_look_changed(qtbot, look):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.resize(800, 60)
    bar.show_message(Message(Tone.CRITICAL, "Caso crítico: menos de 30 min."))
    bar.show()
    for name, tokens in ((ThemeName.DARK, DARK), (ThemeName.LIGHT, LIGHT)):
        theme.apply_theme(look, name)
        label = next(each for each in bar.findChildren(QLabel) if each.text().startswith("Caso"))
        ink = label.palette().color(QPalette.ColorRole.WindowText).name()
        assert ink.upper() == tokens.critical.ink
