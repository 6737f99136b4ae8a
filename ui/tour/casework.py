"""Casos: the official works a case through its states, and the desk closes it with the citizen."""

from __future__ import annotations

from desktop_app.domain.values import CaseState, Confirmation
from desktop_app.services import case_lists
from desktop_app.services.case_lists import CaseDetail
from ui.cases.screen import CasesScreen
from ui.tour.counter import tell_case
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed

_NOTE = "Cuadrilla programada para esta tarde"
_CALL = "Se le confirmó la visita de hoy y agradeció"
_WAIT = "Falta que diga el código del poste"
_ANSWER = "Se reparó y se probó en presencia de los vecinos"


def stand_on(scene: Scene, hands: Hands, case: bytes) -> CasesScreen:
    """Find a case by its number with Ctrl+K and stand on it in Casos."""
    line = read(scene, case).line
    hands.search(line.number, f"{line.number} · {line.subject}")
    screen = hands.screen(CasesScreen)

    def there() -> bool:
        current, shown = screen.listing.current(), screen.detail.case
        return current is not None and shown is not None and current.id == shown.line.id == case

    try:
        hands.rest(there, f"Casos no muestra el caso {line.number}")
    except TourFailed as failure:
        current, shown = screen.listing.current(), screen.detail.case
        raise TourFailed(
            f"{failure} (la lista está en {current.number if current else 'ninguno'}, "
            f"el panel en {shown.line.number if shown else 'ninguno'})"
        ) from failure
    return screen


def read(scene: Scene, case: bytes) -> CaseDetail:
    """Return a case as the store has it."""
    return scene.ask(lambda ctx: case_lists.detail(ctx, case))


def _kept(scene: Scene, hands: Hands, case: bytes, state: CaseState) -> CaseDetail:
    """Wait until the screen shows the state that the store has."""
    screen = hands.screen(CasesScreen)

    def shown() -> bool:
        detail = screen.detail.case
        return detail is not None and detail.line.id == case and detail.line.state is state

    hands.rest(shown, f"el caso no llegó a «{state.value}»")
    return read(scene, case)


def _last(case: CaseDetail) -> tuple[str, str]:
    event = case.timeline[-1]
    return event.kind, event.text


def work_case(scene: Scene) -> None:
    """The official takes the case, writes a note, calls, waits for the citizen and goes on."""
    case = scene.memory.recall("case")
    hands = scene.enter(scene.cast.official.login)
    stand_on(scene, hands, case)
    hands.press("Return")
    hands.reach(f"move.{CaseState.IN_PROGRESS.value}")
    hands.press("Space")
    found = _kept(scene, hands, case, CaseState.IN_PROGRESS)
    scene.check("el caso pasó a En atención", found.line.state, CaseState.IN_PROGRESS)
    _say(hands, "N", _NOTE)
    found = _kept(scene, hands, case, CaseState.IN_PROGRESS)
    scene.check("la bitácora tiene la nota", _last(found), ("note", _NOTE))
    _say(hands, "L", _CALL)
    found = _kept(scene, hands, case, CaseState.IN_PROGRESS)
    scene.check("la bitácora tiene la llamada", found.timeline[-1].text, _CALL)
    scene.check("el ciudadano tiene un contacto reciente", found.last_contact is not None)
    due = found.line.due
    _say(hands, "P", _WAIT)
    found = _kept(scene, hands, case, CaseState.WAITING_CITIZEN)
    scene.check("el caso espera al ciudadano", found.line.state, CaseState.WAITING_CITIZEN)
    scene.picture("pausa")
    scene.pass_time(2 * 60)
    hands.press("P")
    found = _kept(scene, hands, case, CaseState.IN_PROGRESS)
    scene.check("el caso volvió a En atención", found.line.state, CaseState.IN_PROGRESS)
    scene.check(
        "la pausa no acortó el plazo", due is None or (found.line.due is not None and found.line.due >= due)
    )
    tell_case(scene, found)
    scene.stored({"timeline": [event.kind for event in found.timeline]})


def _say(hands: Hands, key: str, words: str) -> None:
    """Begin a step with its letter, write, record."""
    hands.press(key)
    pane = hands.screen(CasesScreen).detail
    hands.rest(lambda: pane.open_panel() is not None, f"la tecla {key} no abrió su formulario")
    hands.write(words)
    hands.record()


def answer_critical(scene: Scene) -> None:
    """The first answer to the critical case stops its two-hour clock."""
    case = scene.memory.recall("critical")
    hands = scene.enter(scene.cast.official.login)
    stand_on(scene, hands, case)
    _say(hands, "R", "Una cuadrilla va en camino; no se acerque al cable")
    found = read(scene, case)
    hands.rest()
    tell_case(scene, found)
    scene.stored({"first_answer": found.first_answer, "first_due": found.first_due})
    scene.check("quedó la primera respuesta", found.first_answer is not None)
    on_time = found.first_answer is not None and found.first_due is not None
    scene.check("llegó dentro de las dos horas", on_time and found.first_answer <= found.first_due)  # type: ignore[operator]
    scene.picture()


def resolve_case(scene: Scene) -> None:
    """The official writes what was answered: the case is resolved."""
    case = scene.memory.recall("case")
    hands = scene.enter(scene.cast.official.login)
    stand_on(scene, hands, case)
    _say(hands, "C", _ANSWER)
    found = _kept(scene, hands, case, CaseState.RESOLVED)
    tell_case(scene, found)
    scene.check("el caso está resuelto", found.line.state, CaseState.RESOLVED)
    scene.check("la bitácora tiene la respuesta", any(event.text == _ANSWER for event in found.timeline))


def close_case(scene: Scene) -> None:
    """The clerk confirms it with the citizen: C, 1, 5, Ctrl+Enter."""
    case = scene.memory.recall("case")
    scene.leave(scene.cast.official.login)
    hands = scene.enter(scene.cast.clerk.login)
    screen = stand_on(scene, hands, case)
    hands.press("C", "1", "5")
    hands.rest()
    scene.check("el cierre pide la confirmación", screen.detail.closing.isVisible())
    scene.picture("confirmacion")
    hands.record()
    found = _kept(scene, hands, case, CaseState.CLOSED)
    tell_case(scene, found)
    confirmed = next((event.facts for event in reversed(found.timeline) if "confirmation" in event.facts), {})
    scene.stored({"score": found.score, "confirmation": confirmed.get("confirmation")})
    scene.check("el caso está cerrado", found.line.state, CaseState.CLOSED)
    scene.check("el ciudadano confirmó por teléfono", confirmed.get("confirmation"), Confirmation.PHONE.value)
    scene.check("su satisfacción es 5", found.score, 5)
    scene.picture()


STEPS = (
    Step("trabajo", "El funcionario atiende el caso: nota, llamada, pausa y reanudación", work_case),
    Step("respuesta", "La primera respuesta del caso crítico, a tiempo", answer_critical),
    Step("resolucion", "El funcionario resuelve el caso", resolve_case),
    Step("cierre", "El caso se cierra con la confirmación y la satisfacción del ciudadano", close_case),
)
