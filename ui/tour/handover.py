"""Hand-overs: the need travels to an official, who takes it or sends it back."""

from __future__ import annotations

from desktop_app.domain.values import ReferralState, Result
from desktop_app.services import referrals
from desktop_app.services.referrals import InboxRow
from ui.reception.screen import ReceptionScreen
from ui.tour.counter import last_recorded, sit_down, tell
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed


def hand_over(scene: Scene) -> None:
    """F7: somebody who has been here before goes to an official, the need told."""
    found = send(scene, "handover", "Ya vino la semana pasada y todo sigue igual; trae fotos")
    scene.check("quedó reconocida como la misma persona", found.citizen_name, scene.cast.citizen)
    scene.picture()


def send(scene: Scene, name: str, need: str) -> InboxRow:
    """Record a hand-over, remember its id as ``name``, and return it as the receiving unit sees it."""
    hands, topic = sit_down(scene), scene.cast.complaint
    hands.press("F2", str(topic.quick))
    _recognise(scene, hands)
    hands.write(need)
    hands.press("F7")
    panel = hands.screen(ReceptionScreen).form.panels.referral
    hands.rest(lambda: "·" in panel.receiver.text(), "no se propuso quién recibe")
    scene.picture("formulario")
    receiver = panel.receiver.text()
    hands.record()
    recorded = last_recorded(scene)
    tell(scene, recorded, "citizen")
    scene.check("la atención terminó en una vinculación", recorded.result, Result.REFERRED.value)
    if recorded.referral is None:
        raise TourFailed("la atención no tiene una vinculación")
    scene.memory.keep(name, recorded.referral)
    row = waiting(scene, recorded.referral)
    scene.stored({"referral": row.number, "receiver": row.official_name, "unit": row.unit_name})
    scene.check("espera respuesta", row.state, ReferralState.SENT.value)
    scene.check("la recibe quien la pantalla propuso", row.official_name in receiver)
    scene.check("la necesidad va escrita", need in row.need)
    return row


def _recognise(scene: Scene, hands: Hands) -> None:
    """Type a known name and take the person from the list; the focus stands in the citizen's field."""
    form = hands.screen(ReceptionScreen).form
    person = scene.cast.citizen
    hands.write(person)
    hands.rest(form.citizen.list_open, f"no se reconoció a {person}")
    scene.picture("reconocida")
    hands.press("Return")
    desk = hands.screen(ReceptionScreen).desk

    def taken() -> bool:
        return desk.front is not None and desk.front.citizen is not None

    hands.rest(taken, f"no se pudo elegir a {person}")


def waiting(scene: Scene, referral: bytes) -> InboxRow:
    """Return a hand-over that waits for its answer. Raises TourFailed where it does not wait."""
    rows = scene.ask(referrals.inbox, scene.cast.official.login)
    for row in rows:
        if row.id == referral:
            return row
    raise TourFailed("la vinculación no está entre las que esperan respuesta")


STEPS = (Step("vinculacion", "Vinculación de una persona conocida con quien puede resolver", hand_over),)
