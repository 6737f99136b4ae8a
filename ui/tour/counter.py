"""At the counter: information, a call with a hold, type-ahead, and the cases that are opened there."""

from __future__ import annotations

from desktop_app.domain.values import Channel, CriticalCriterion, HoldReason, Level, Result
from desktop_app.services import case_lists, reception
from desktop_app.services.attentions import Attention, get_attention
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.reception.screen import ReceptionScreen
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed

_HOLD_SECONDS = 95
_NEWCOMER = "Íñigo Ñáñez Güere"
_NEIGHBOUR = "Rosa Quispe Ñahui"


def sit_down(scene: Scene) -> Hands:
    """Go to Recepción in the clerk's window."""
    hands = scene.enter(scene.cast.clerk.login)
    hands.press("Ctrl+1")
    hands.rest()
    return hands


def last_recorded(scene: Scene) -> Attention:
    """Return the clerk's newest attention and keep its id. Raises TourFailed where there is none."""
    login = scene.cast.clerk.login

    def newest(ctx: Context) -> Attention:
        rows = reception.today(ctx, 1)
        if not rows:
            raise TourFailed("el funcionario no tiene atenciones de hoy")
        scene.memory.keep("attention", rows[0].id)
        return get_attention(ctx, rows[0].id)

    return scene.ask(newest, login)


def count_today(scene: Scene) -> int:
    """Return how many attentions the clerk has recorded today."""
    return scene.ask(lambda ctx: len(reception.today(ctx, 10_000)), scene.cast.clerk.login)


def tell(scene: Scene, found: Attention, *names: str) -> None:
    """Record an attention's facts."""
    always = ("number", "channel", "topic", "result", "duration")
    scene.stored({name: getattr(found, name) for name in (*always, *names)})


def walk_in(scene: Scene) -> None:
    """Three keys: F2, the digit, Ctrl+Enter."""
    hands, topic = sit_down(scene), scene.cast.question
    before = count_today(scene)
    hands.press("F2", str(topic.quick))
    hands.rest()
    scene.picture("ficha")
    hands.record()
    found = last_recorded(scene)
    tell(scene, found)
    scene.check("hay una atención más entre las de hoy", count_today(scene), before + 1)
    scene.check("entró por el canal presencial", found.channel, Channel.IN_PERSON.value)
    scene.check(f"trata de «{topic.title}»", found.topic, topic.title)
    scene.check("terminó en orientación", found.result, Result.ORIENTED.value)
    scene.picture()


def call_with_hold(scene: Scene) -> None:
    """A call: the caller waits with a reason and a clock of its own, then gets the answer."""
    hands, topic = sit_down(scene), scene.cast.question
    hands.press("F3", str(topic.quick), "F4", "2")
    desk = hands.screen(ReceptionScreen).desk
    since = desk.front.hold_since if desk.front is not None else None
    scene.check("la espera tiene su propio reloj", since is not None)
    scene.pass_time(_HOLD_SECONDS)
    now = hands.window.tools.now
    # The machine's own clock cannot be moved, and a wait of no second is none.
    hands.rest(lambda: since is not None and (now() - since).total_seconds() > 1, "la espera no corre")
    scene.picture("espera")
    hands.press("F4")
    hands.record()
    found = last_recorded(scene)
    tell(scene, found, "holds")
    scene.check("entró por teléfono", found.channel, Channel.PHONE.value)
    scene.check("terminó en orientación", found.result, Result.ORIENTED.value)
    scene.check(
        "guardó un motivo de espera", [reason for reason, _ in found.holds], [HoldReason.FINDING_FILE]
    )
    waited = found.holds[0][1]
    scene.check("la espera está dentro de la duración", 0 <= waited <= found.duration)


def type_ahead(scene: Scene) -> None:
    """A question found by the beginnings of its words."""
    hands, topic = sit_down(scene), scene.cast.typed
    hands.press("F2")
    field = hands.screen(ReceptionScreen).form.topic
    hands.write(topic.title[:9].rstrip())
    hands.rest(field.list_open, "la lista de temas no se abrió")
    scene.picture("lista")
    choose_topic(hands, topic.title)
    hands.press("Shift+F7")
    hands.record()
    found = last_recorded(scene)
    tell(scene, found)
    scene.check(f"trata de «{topic.title}»", found.topic, topic.title)
    scene.check("terminó en orientación", found.result, Result.ORIENTED.value)


def choose_topic(hands: Hands, title: str) -> None:
    """Walk the open list of questions to a title and take it."""
    form = hands.screen(ReceptionScreen).form
    for _ in range(7):
        current = form.topic.popup().current()
        if current is not None and current.title == title:
            break
        hands.press("Down")
    hands.press("Return")
    hands.rest(lambda: form.topic.text() == title, f"no se pudo elegir «{title}»")


def new_person(scene: Scene, hands: Hands, name: str, contact: str, detail: str) -> None:
    """Fill in somebody who has never been here, with the focus in the citizen's field."""
    form = hands.screen(ReceptionScreen).form
    if hands.focused() is not form.citizen:
        raise TourFailed("el cursor no pasó al ciudadano")
    hands.write(name)
    hands.rest()
    hands.press("Tab")
    hands.write(contact)
    hands.press("Tab", "Tab")
    hands.write(detail)
    hands.rest()


def open_case(scene: Scene) -> None:
    """A case for somebody new, told once."""
    hands, topic = sit_down(scene), scene.cast.complaint
    hands.press("F2", str(topic.quick), "F8")
    hands.rest()
    detail = "Frente al n.º 120, cerca del colegio; dos señoras tropezaron ahí"
    new_person(scene, hands, _NEWCOMER, "987654321", detail)
    scene.picture("formulario")
    hands.record()
    found, case = last_recorded(scene), case_of_last(scene)
    scene.memory.keep("case", case.line.id)
    tell(scene, found, "citizen", "contact")
    tell_case(scene, case)
    scene.check("la atención terminó en un caso", found.result, Result.CASE_OPENED.value)
    scene.check(f"el caso es de {_NEWCOMER}", case.line.citizen, _NEWCOMER)
    scene.check("el caso lleva lo que contó", case.description, detail)
    scene.check("el caso está registrado", case.line.state.value, "registered")
    scene.check("tiene una fecha de vencimiento", case.line.due is not None)
    scene.check("no es crítico", case.line.level is not Level.CRITICAL)
    scene.picture()


def critical_case(scene: Scene) -> None:
    """F9 and its criterion: the chief learns of it at once."""
    hands, topic = sit_down(scene), scene.cast.complaint
    hands.press("F3", str(topic.quick), "F9", "1")
    hands.rest()
    new_person(scene, hands, _NEIGHBOUR, "912345678", "Hay un cable suelto que echa chispas en la vereda")
    scene.picture("formulario")
    hands.record()
    found, case = last_recorded(scene), case_of_last(scene)
    scene.memory.keep("critical", case.line.id)
    tell(scene, found, "citizen")
    tell_case(scene, case)
    scene.check("la atención terminó en un caso crítico", found.result, Result.CRITICAL_CASE.value)
    scene.check("el caso es crítico", case.line.level, Level.CRITICAL)
    scene.check("guardó el criterio", case.criterion, CriticalCriterion.RISK.value)
    scene.check("tiene el reloj de la primera respuesta", case.first_due is not None)
    kinds = [entry.kind for entry in case.timeline]
    scene.check("se escaló al registrarlo", "escalate" in kinds)


def case_of_last(scene: Scene) -> CaseDetail:
    """Return the case of the clerk's newest attention. Raises TourFailed where it has none."""
    case = last_recorded(scene).case
    if case is None:
        raise TourFailed("la atención no tiene un caso")
    return scene.ask(lambda ctx: case_lists.detail(ctx, case))


def tell_case(scene: Scene, case: CaseDetail) -> None:
    """Record a case's facts."""
    scene.stored(
        {
            "case": case.line.number,
            "state": case.line.state.value,
            "level": case.line.level.value,
            "unit": case.line.unit,
            "due": case.line.due,
        }
    )


STEPS = (
    Step("informacion", "Recepción presencial: una información en tres teclas", walk_in),
    Step("llamada", "Recepción por teléfono, con una espera y su motivo", call_with_hold),
    Step("orientacion", "Orientación con la búsqueda de temas", type_ahead),
)
CASE_STEPS = (
    Step("caso", "Se abre un caso para una persona nueva", open_case),
    Step("critico", "Se abre un caso crítico con su criterio", critical_case),
)
