"""Walking through Ajustes with keys, as a person does."""

from __future__ import annotations

from counter import CTRL, KEY, Counter, close_counter, open_counter

from desktop_app.domain.values import Role
from desktop_app.services import directory
from ui.kit import table
from ui.kit.table import Density


def administered(tmp_path):
    """Yield a municipality with an administrator; rows have their usual height again afterwards."""
    made = Counter(tmp_path / "data")
    directory.save_user(made.console, "rita", "Rita Salas", frozenset({Role.ADMINISTRATOR}))
    yield made
    close_counter(made)
    made.close()
    table.apply_density(Density.NORMAL)


def at_settings(qtbot, counter):
    """Open the administrator's window, in Ajustes."""
    opened = open_counter(qtbot, counter, "rita")
    opened.rest(lambda: screen(opened).page().id == "state")
    return opened


def screen(hands):
    return hands.window.current_screen()


def page(hands, name):
    """Walk with the arrows to a page, as a person does."""
    found = screen(hands)
    while not found.list.hasFocus():
        hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Home)
    for _ in range(found.list.count()):
        if found.page().id == name:
            break
        hands.press(KEY.Key_Down)
    hands.rest()
    assert found.page().id == name
    return found.page()


def tab_to(hands, widget, most=25):
    for _ in range(most):
        if hands.focused() is widget or widget.focusProxy() is hands.focused():
            return
        hands.press(KEY.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


def retype(hands, widget, text):
    tab_to(hands, widget)
    hands.press(KEY.Key_A, mods=CTRL)
    hands.press(KEY.Key_Delete)
    hands.write(text)
