"""Whom the desk knows and what it can tell: the sheet of a person, guide sheets, the directory."""

from __future__ import annotations

from desktop_app.services import citizens, recognition
from ui.citizens.screen import CitizensScreen
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed


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


STEPS = (Step("ciudadano", "La ficha de un ciudadano en Ciudadanos", citizen_sheet),)
