"""Hand-overs: the need travels to an official, who takes it or sends it back."""

from __future__ import annotations

from desktop_app.domain.values import ReferralState, Result
from desktop_app.services import referral_lists
from desktop_app.services.referral_lists import ReferralDetail, ReferralLine
from ui.reception.screen import ReceptionScreen
from ui.tour.counter import last_recorded, sit_down, tell
from ui.tour.hands import Hands
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed


def hand_over(scene: Scene) -> None:
    """F7: somebody who has been here before goes to an official, the need told."""
    found = send(scene, "handover", "Ya vino la semana pasada y todo sigue igual; trae fotos")
    scene.check("quedó reconocida como la misma persona", found.citizen, scene.cast.citizen)
    scene.picture()


def send(scene: Scene, name: str, need: str) -> ReferralLine:
    """Record a hand-over, remember its id as ``name``, and return it."""
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
    line = read(scene, recorded.referral).line
    scene.stored({"referral": line.number, "receiver": line.official, "unit": line.unit})
    scene.check("espera respuesta", line.state, ReferralState.SENT)
    scene.check("la recibe quien la pantalla propuso", line.official in receiver)
    scene.check("la necesidad va escrita", need in line.need)
    return line


def read(scene: Scene, referral: bytes) -> ReferralDetail:
    """Return a hand-over as the store has it."""
    return scene.ask(lambda ctx: referral_lists.detail(ctx, referral))


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


STEPS = (Step("vinculacion", "Vinculación de una persona conocida con quien puede resolver", hand_over),)
