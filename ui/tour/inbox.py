"""Bandeja and Vincular: hand-overs are received, sent back with a reason, and sent on."""

from __future__ import annotations

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import referrals
from desktop_app.services.referral_lists import ReferralDetail
from ui.referrals.inbox import InboxScreen
from ui.referrals.screen import ReferralsScreen
from ui.tour.handover import read, send
from ui.tour.hands import Hands
from ui.tour.looks import acknowledge
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed

_COMMENT = "Los permisos los ve la unidad que los otorga"


def accept(scene: Scene) -> None:
    """The official sees the need in Bandeja and takes it with A."""
    referral = scene.memory.recall("handover")
    hands = scene.enter(scene.cast.official.login)
    acknowledge(hands)
    _stand_on(scene, hands, referral)
    scene.picture()
    hands.press("A")
    hands.rest()
    found = read(scene, referral)
    scene.stored(
        {"number": found.line.number, "state": found.line.state.value, "answered": found.line.answered}
    )
    scene.check("la vinculación está aceptada", found.line.state, ReferralState.ACCEPTED)
    scene.check("se sabe cuándo respondió", found.line.answered is not None)


def give_back(scene: Scene) -> None:
    """Another one is not the unit's: D, the digit of the reason, a comment, Ctrl+Enter."""
    send(scene, "returned", "Dice que le dieron un permiso y quiere saber hasta cuándo vale")
    referral = scene.memory.recall("returned")
    hands = scene.enter(scene.cast.official.login)
    screen = _stand_on(scene, hands, referral)
    hands.press("D")
    hands.rest(screen.detail.form.isVisible, "D no abrió la devolución")
    hands.press("1")
    hands.write(_COMMENT)
    scene.picture("devolucion")
    hands.record()
    found = read(scene, referral)
    scene.stored({"state": found.line.state.value, "reason": found.line.reason, "comment": found.comment})
    scene.check("la vinculación está devuelta", found.line.state, ReferralState.RETURNED)
    scene.check("con su motivo", found.line.reason, ReturnReason.WRONG_UNIT)
    scene.check("con el comentario", found.comment, _COMMENT)


def send_on(scene: Scene) -> None:
    """It is back in the clerk's Bandeja; R sends it on, and nothing is typed twice."""
    referral = scene.memory.recall("returned")
    other = scene.cast.other_unit
    before = read(scene, referral)
    hands = scene.enter(scene.cast.clerk.login)
    _stand_on(scene, hands, referral)
    scene.picture("devuelta")
    hands.press("R")
    hands.rest(lambda: isinstance(hands.window.current_screen(), ReferralsScreen), "R no llevó a Vincular")
    form = hands.screen(ReferralsScreen).form
    hands.rest(lambda: form.writing is not None, "no se abrió la nueva vinculación")
    scene.check("la necesidad ya está escrita", form.need.toPlainText(), before.line.need)
    hands.write(other.name)
    hands.rest(form.unit.list_open, f"no se encontró la unidad {other.name}")
    hands.press("Return")
    hands.rest(lambda: form.unit.text() == other.name, f"no se pudo elegir {other.name}")
    scene.picture("reasignacion")
    hands.record()
    sent = _sent_on(scene, hands, before)
    scene.stored({"number": sent.line.number, "unit": sent.line.unit, "bounces": sent.line.bounces})
    waits = (sent.line.state, sent.unit_id)
    scene.check(f"espera respuesta en {other.name}", waits, (ReferralState.SENT, other.id))
    scene.check("cuenta como rebote", sent.line.bounces, before.line.bounces + 1)
    back = scene.ask(referrals.returned_to_me, scene.cast.clerk.login)
    scene.check("ya no está entre las devueltas", referral not in {row.id for row in back})
    scene.picture()


def _sent_on(scene: Scene, hands: Hands, before: ReferralDetail) -> ReferralDetail:
    """Return the hand-over that the list stands on: the one that was just recorded."""
    screen = hands.screen(ReferralsScreen)

    def there() -> bool:
        line = screen.listing.current()
        return line is not None and line.id != before.line.id and line.need == before.line.need

    hands.rest(there, "la vinculación reenviada no está en la lista")
    line = screen.listing.current()
    if line is None:
        raise TourFailed("la lista de Vincular está vacía")
    return read(scene, line.id)


def _stand_on(scene: Scene, hands: Hands, referral: bytes) -> InboxScreen:
    """Walk down Bandeja to a hand-over and wait until its need is shown."""
    hands.visit("Ctrl+2")
    screen = hands.screen(InboxScreen)
    hands.press("Home")
    for _ in range(screen.listing.model.rowCount()):
        current = screen.listing.current()
        if current is not None and current.id == referral:
            break
        if current is None:
            hands.rest()
        hands.press("Down")

    def shown() -> bool:
        current, detail = screen.listing.current(), screen.detail.referral
        return current is not None and detail is not None and current.id == detail.line.id == referral

    hands.rest(shown, f"la vinculación {read(scene, referral).line.number} no está en Bandeja")
    return screen


STEPS = (
    Step("bandeja", "El funcionario acepta en su Bandeja", accept),
    Step("devolucion", "Otra vinculación se devuelve con su motivo", give_back),
    Step("reasignacion", "La devuelta llega a la Bandeja de quien la envió, y se reasigna", send_on),
)
