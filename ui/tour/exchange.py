"""Two desks: what the first one has comes to the second, in a window of its own."""

from __future__ import annotations

import shutil

from ui.cases.screen import CasesScreen
from ui.tour.casework import read, stand_on
from ui.tour.scene import Scene
from ui.tour.story import Step


def enrol(scene: Scene) -> None:
    """A second desk asks to join, is approved, and joins."""
    with scene.options.observer.aside():
        second = scene.town.second_desk()
    desk = second.context().desk
    scene.stored({"office": desk.office_code, "desk": desk.desk_code, "name": desk.name})
    first = scene.desk.context().desk
    codes = (desk.office_code, desk.desk_code)
    scene.check("el segundo equipo tiene su propio código", codes != (first.office_code, first.desk_code))
    scene.check("es de la misma municipalidad", second.context().rules.municipality, _town(scene))


def _town(scene: Scene) -> str:
    return scene.desk.context().rules.municipality


def export(scene: Scene) -> None:
    """The first desk leaves what is new in the shared folder, encrypted and signed."""
    with scene.options.observer.aside():
        done = scene.town.exchange(scene.desk)
    for path in done.files:
        shutil.copyfile(path, scene.options.out / path.name)
        scene.file(scene.options.out / path.name)
    scene.stored({"files": [path.name for path in done.files], "operations": done.sent})
    scene.check("quedó al menos un archivo", len(done.files) > 0)
    scene.check("lleva operaciones", done.sent > 0)
    heads = [path.read_bytes()[:6] for path in done.files]
    scene.check("los archivos llevan la firma de su formato", set(heads), {b"VNTB1\n"})


def take_in(scene: Scene) -> None:
    """The second desk takes it in and knows the same as the first."""
    second = scene.town.second_desk()
    with scene.options.observer.aside():
        done = scene.town.exchange(second)
        scene.town.exchange(scene.desk)  # what the second desk had to say
        digests = scene.town.digest(scene.desk), scene.town.digest(second)
    scene.stored({"operations": done.received, "digest": digests[0]})
    scene.check("llegaron operaciones", done.received > 0)
    scene.check("los dos equipos saben lo mismo", digests[0], digests[1])


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


FIRST_STEPS = (Step("inscripcion", "Se inscribe una segunda ventanilla", enrol),)
STEPS = (
    Step("exportacion", "La primera ventanilla deja sus cambios en la carpeta compartida", export),
    Step("importacion", "La segunda ventanilla los recibe y sabe lo mismo", take_in),
    Step("otra-ventanilla", "El caso se encuentra en la segunda ventanilla con Ctrl+K", find_there),
)
