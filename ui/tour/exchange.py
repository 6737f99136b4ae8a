"""Two desks: what the first one has comes to the second, in a window of its own."""

from __future__ import annotations

import shutil

from desktop_app.services.exchange import ExchangeState
from ui.app import Installation
from ui.cases.screen import CasesScreen
from ui.settings.exchange_page import ExchangePage
from ui.settings.screen import SettingsScreen
from ui.tour.casework import read, stand_on
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed


def enrol(scene: Scene) -> None:
    """A second desk asks to join, is approved, and joins."""
    with scene.options.observer.aside():
        second = scene.town.second_desk()
    desk = second.context().desk
    scene.stored({"office": desk.office_code, "desk": desk.desk_code, "name": desk.name})
    first = scene.desk.context()
    codes = (desk.office_code, desk.desk_code)
    other = codes != (first.desk.office_code, first.desk.desk_code)
    scene.check("el segundo equipo tiene su propio código", other)
    scene.check("es de la misma municipalidad", second.context().rules.municipality, first.rules.municipality)


def export(scene: Scene) -> None:
    """In Ajustes the shared folder is chosen, and the first desk leaves what is new, encrypted and signed."""
    state = _state(scene, scene.desk)
    scene.check("hay cambios por enviar", state.to_send > 0)
    hands, page = _exchange_page(scene, scene.desk)
    _choose_folder(scene, hands, page)
    scene.picture("carpeta")
    done = _exchange(scene, hands, scene.desk)
    files = sorted(scene.town.shared.glob("**/*.vnt"))
    for path in files:
        shutil.copyfile(path, scene.options.out / path.name)
        scene.file(scene.options.out / path.name)
    scene.stored({"operations": state.to_send, "left": done.to_send, "files": [path.name for path in files]})
    scene.check("quedó al menos un archivo", len(files) > 0)
    heads = {path.read_bytes()[:6] for path in files}
    scene.check("los archivos son del formato de la municipalidad", heads, {b"VNTB1\n"})
    scene.picture()


def take_in(scene: Scene) -> None:
    """The second desk takes it in and knows the same as the first."""
    second = scene.town.second_desk()
    before = _digests(scene)
    scene.check("antes no sabía lo mismo", before[0] != before[1])
    hands, page = _exchange_page(scene, second)
    _choose_folder(scene, hands, page)
    _exchange(scene, hands, second)
    scene.picture()
    hands, _ = _exchange_page(scene, scene.desk)
    _exchange(scene, hands, scene.desk)
    after = _digests(scene)
    scene.stored({"first": after[0], "second": after[1]})
    scene.check("los dos equipos saben lo mismo", after[1], after[0])


def find_there(scene: Scene) -> None:
    """At the second desk the case of the morning is found by its number."""
    second, case = scene.town.second_desk(), scene.memory.recall("case")
    hands = scene.enter(scene.cast.clerk.login, second)
    line = read(scene, case).line
    stand_on(scene, hands, case)
    shown = hands.screen(CasesScreen).detail.case
    scene.stored({"number": line.number, "desk": second.context().desk.name})
    scene.check("el caso está en la otra ventanilla", shown is not None and shown.line.id == case)
    scene.check("con el mismo estado", shown.line.state if shown is not None else None, line.state)
    scene.picture()


def _exchange_page(scene: Scene, desk: Installation) -> tuple[Hands, ExchangePage]:
    """Go to Ajustes › Sincronización in the administrator's window."""
    hands = scene.enter(scene.cast.administrator.login, desk)
    hands.press("Ctrl+,")
    hands.rest()
    screen = hands.screen(SettingsScreen)
    hands.press("Home")
    for _ in screen.pages:
        page = screen.page()
        if isinstance(page, ExchangePage):
            return hands, page
        hands.press("Down")
        hands.rest()
    raise TourFailed("en Ajustes no está la página Sincronización")


def _choose_folder(scene: Scene, hands: Hands, page: ExchangePage) -> None:
    folder = scene.town.shared
    hands.press("Return")
    if hands.focused() is not page.folder:
        raise TourFailed("Enter no lleva a la carpeta compartida")
    hands.press("Ctrl+A")
    hands.write(str(folder))
    hands.record()
    hands.rest(page.now.isEnabled, "la carpeta no se guardó")


def _exchange(scene: Scene, hands: Hands, desk: Installation) -> ExchangeState:
    """Alt+S, and wait until it is done. The program may exchange by itself just then: either will do."""
    before = _state(scene, desk).last
    hands.press("Alt+S")

    def done() -> bool:
        state = _state(scene, desk)
        return state.last is not None and (before is None or state.last > before) and not state.to_send

    hands.rest(done, "no se sincronizó con la carpeta compartida")
    return _state(scene, desk)


def _state(scene: Scene, desk: Installation) -> ExchangeState:
    return scene.ask(desk.custody.state, scene.cast.administrator.login, desk)


def _digests(scene: Scene) -> tuple[str, str]:
    with scene.options.observer.aside():
        return scene.town.digest(scene.desk), scene.town.digest(scene.town.second_desk())


FIRST_STEPS = (Step("inscripcion", "Se inscribe una segunda ventanilla", enrol),)
STEPS = (
    Step("exportacion", "La primera ventanilla deja sus cambios en la carpeta compartida", export),
    Step("importacion", "La segunda ventanilla los recibe y sabe lo mismo", take_in),
    Step("otra-ventanilla", "El caso se encuentra en la segunda ventanilla con Ctrl+K", find_there),
)
