"""What every window has: the palette, the help sheet, the bell, and its other look."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.kit import theme
from ui.kit.messages import Tone
from ui.shell.help import HelpSheet
from ui.shell.notices import NoticePopup
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed

_MOST_NOTICES = 20
_SEEN = "Quitar el aviso"


def palette(scene: Scene) -> None:
    """Ctrl+K finds people, cases, topics and what can be done."""
    hands = scene.enter(scene.cast.clerk.login)
    acknowledge(hands)
    hands.press("Ctrl+1", "Ctrl+K")
    name = scene.cast.citizen.split()[0]
    hands.write(name)
    rows = hands.window.top.search.popup().list
    hands.rest(lambda: rows.count() > 0, f"Ctrl+K no encontró nada con «{name}»")
    scene.stored({"typed": name, "rows": rows.count()})
    scene.check("la lista está a la vista", rows.isVisible())
    scene.picture()
    hands.press("Esc")
    hands.rest()
    scene.check("Esc la cierra", not rows.isVisible())


def help_sheet(scene: Scene) -> None:
    """F1 shows every key."""
    hands = scene.enter(scene.cast.clerk.login)
    hands.press("F1")
    hands.rest(lambda: _sheet() is not None, "F1 no abrió la hoja de teclas")
    specs = sum(len(group) for group in hands.window.tools.actions.groups().values())
    scene.stored({"actions": specs})
    scene.check("la hoja tiene las teclas declaradas", specs > 20)
    scene.picture()
    hands.press("Esc")
    hands.rest(lambda: _sheet() is None, "Esc no cerró la hoja de teclas")


def _sheet() -> HelpSheet | None:
    shown = (
        each for each in QApplication.topLevelWidgets() if isinstance(each, HelpSheet) and each.isVisible()
    )
    return next(shown, None)


def bell(scene: Scene) -> None:
    """Ctrl+B opens the notices; a critical one stays above the work until somebody has seen it."""
    hands = scene.enter(scene.cast.clerk.login)
    popup = _popup(hands)
    hands.press("Ctrl+B")
    hands.rest()
    scene.stored({"notices": [notice.text for notice in hands.window.notices.all()]})
    scene.check("la lista de avisos está a la vista", popup.isVisible())
    scene.picture()
    hands.press("Esc")
    hands.rest()
    scene.check("Esc la cierra", not popup.isVisible())
    acknowledge(hands)
    scene.check("ningún aviso crítico queda sin ver", not _unseen(hands))


def acknowledge(hands: Hands) -> None:
    """See every critical notice: Ctrl+B, Tab to «Quitar el aviso», space bar."""
    hands.rest()
    popup = _popup(hands)
    for _ in range(_MOST_NOTICES):
        if not _unseen(hands):
            break
        if not popup.isVisible():
            hands.press("Ctrl+B")
        hands.reach_name(_SEEN)
        hands.press("Space")
        hands.rest()
    if popup.isVisible():
        hands.press("Ctrl+B")
        hands.rest()


def _unseen(hands: Hands) -> bool:
    return any(message.tone is Tone.CRITICAL for message in hands.window.messages.messages())


def _popup(hands: Hands) -> NoticePopup:
    found = hands.window.findChild(NoticePopup)
    if not isinstance(found, NoticePopup):
        raise TourFailed("la ventana no tiene una lista de avisos")
    return found


def dark(scene: Scene) -> None:
    """The same work in the other theme, chosen in the palette."""
    hands = scene.enter(scene.cast.supervisor.login)
    was = theme.current().name
    other = ("Tema oscuro", "dark") if was != "dark" else ("Tema claro", "light")
    hands.search(other[0], other[0])
    scene.check("el tema cambió", theme.current().name, other[1])
    for shortcut, label in (("Ctrl+7", "tablero"), ("Ctrl+3", "casos")):
        hands.press(shortcut)
        hands.rest()
        scene.picture(label)
    clerk = scene.enter(scene.cast.clerk.login)
    clerk.press("Ctrl+1", "F2", str(scene.cast.question.quick))
    clerk.rest()
    scene.picture("recepcion")
    clerk.record()
    hands = scene.enter(scene.cast.supervisor.login)
    back = "Tema claro" if was != "dark" else "Tema oscuro"
    hands.search(back, back)
    scene.check("el tema volvió", theme.current().name, was)
    scene.stored({"theme": other[1]})


BELL_STEPS = (Step("avisos", "La campana muestra los avisos; los críticos se confirman", bell),)
STEPS = (
    Step("paleta", "Ctrl+K busca personas, casos, trámites y acciones", palette),
    Step("teclas", "F1 muestra todas las teclas", help_sheet),
    Step("tema", "El mismo trabajo con el otro tema", dark),
)
