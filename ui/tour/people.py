"""Whom the desk knows and what it can tell: the sheet of a person, guide sheets, the directory."""

from __future__ import annotations

from desktop_app.services import catalogue, citizens, directory, recognition
from desktop_app.services.catalogue import Topic
from ui.citizens.screen import CitizensScreen
from ui.guide.hints import DIRECTORY, TOPICS
from ui.guide.rows import Entry
from ui.guide.screen import GuideScreen
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed

_FEW = 30


def citizen_sheet(scene: Scene) -> None:
    """Ctrl+K leads to the sheet of a person with their cases and visits."""
    hands = scene.enter(scene.cast.clerk.login)
    name = scene.cast.citizen
    known = scene.ask(lambda ctx: citizens.recognise(ctx, name), scene.cast.clerk.login)
    hands.search(name, name)
    screen = hands.screen(CitizensScreen)
    hands.rest(lambda: screen.view.sheet is not None, "no se abrió la ficha de la persona")
    sheet = screen.view.sheet
    if sheet is None:
        raise TourFailed("la ficha está vacía")
    person = sheet.citizen
    facts = scene.ask(lambda ctx: recognition.known_citizen(ctx, person.id), scene.cast.clerk.login)
    scene.stored({"citizen": person.name, "open_cases": facts.open_count, "visits": len(facts.visits)})
    scene.check("la ficha es de la persona buscada", person.id in {each.id for each in known})
    current = screen.listing.current()
    scene.check("la lista está sobre ella", current.citizen.id if current is not None else None, person.id)
    scene.check("tiene casos abiertos", facts.open_count > 0)
    scene.check("el último motivo está en la ficha", sheet.visits[0].topic, facts.visits[0].topic)
    scene.picture()


def guide(scene: Scene) -> None:
    """A guide sheet by its words, the page for the citizen, and whom the directory names."""
    hands, topic = scene.enter(scene.cast.clerk.login), scene.cast.typed
    hands.press("Ctrl+6")
    screen = hands.screen(GuideScreen)
    hands.rest(lambda: screen.snapshot is not None, "Trámites no llegó a leerse")
    hands.press("Ctrl+F")
    hands.write(topic.title.split()[0])
    listed = screen.lists[TOPICS].model
    hands.rest(lambda: 0 < listed.rowCount() < _FEW, f"no se encontró «{topic.title}»")
    hands.press("Down", "Home")
    for _ in range(listed.rowCount()):
        hands.rest()
        if _id_of(screen.current()) == topic.id:
            break
        hands.press("Down")
    kept = next(each for each in scene.ask(catalogue.topics) if each.id == topic.id)
    scene.stored({"topic": kept.title, "unit": kept.unit_name, "sheet": sorted(kept.sheet)})
    scene.check("la ficha es la del tema", _id_of(screen.current()), topic.id)
    scene.picture("ficha")
    hands.press("Ctrl+P")
    hands.rest(screen.detail.previewing, "Ctrl+P no mostró la hoja")
    scene.check("la hoja para el ciudadano está a la vista", screen.detail.preview.isVisible())
    scene.picture("hoja")
    hands.press("Esc")
    hands.rest()
    _directory(scene, hands, screen)


def _directory(scene: Scene, hands: Hands, screen: GuideScreen) -> None:
    receiver = scene.cast.receiver
    screen_of = scene.cast.clerk.login
    hands.search(receiver.name, receiver.name)
    hands.rest(lambda: screen.tab == DIRECTORY, "Ctrl+K no llevó al directorio")
    hands.rest(lambda: _official_of(screen.current()) == receiver.id, f"no se encontró a {receiver.name}")
    found = scene.ask(lambda ctx: directory.officials(ctx, receiver.unit), screen_of)
    scene.stored({"official": receiver.name, "unit_members": len(found)})
    scene.check("el directorio está sobre quien recibe", _official_of(screen.current()), receiver.id)
    scene.picture("directorio")


def _id_of(row: object) -> bytes | None:
    return row.id if isinstance(row, Topic) else None


def _official_of(row: object) -> bytes | None:
    return row.official.id if isinstance(row, Entry) and row.official is not None else None


STEPS = (
    Step("ciudadano", "La ficha de un ciudadano en Ciudadanos", citizen_sheet),
    Step("tramites", "Una ficha de Trámites, su hoja para el ciudadano y el directorio", guide),
)
