"""Labels: what they show, and what they must not cost."""

from __future__ import annotations

from ui.kit import theme
from ui.kit.surfaces import Words, text_label


def test_an_error_makes_room_for_its_mark_and_gives_it_back(qtbot):
    label = text_label("Falta la unidad")
    qtbot.addWidget(label)
    plain = label.contentsMargins().left()
    theme.set_text(label, tone="error")
    theme.set_text(label, tone="error")
    assert label.contentsMargins().left() > plain
    theme.set_text(label, tone="muted")
    assert label.contentsMargins().left() == plain
    assert label.property("tone") == "muted"


def test_a_label_does_not_look_at_every_event_that_reaches_it():
    """Hundreds of labels get a dozen events each while a screen is made."""
    assert "event" not in vars(Words)
    assert "eventFilter" not in vars(Words)
