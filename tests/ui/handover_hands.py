"""Two desks' worth of hand-overs: made by the clerk Ana, received by Luis of Obras y Vías."""

from __future__ import annotations

from counter import CTRL, KEY, Counter, Hands, open_counter, screen
from pytestqt.qtbot import QtBot

from desktop_app.domain.values import Channel, Result
from desktop_app.services import reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionForm, AttentionSaved

INBOX_KEY, VINCULAR_KEY = KEY.Key_2, KEY.Key_4


def user(counter: Counter, login: str) -> Context:
    """Return the context of a user."""
    return counter.installation.context(counter.installation.actor(login))


def hand_over(counter: Counter, **changes: object) -> AttentionSaved:
    """Record that Ana handed Rosa over to Obras y Vías."""
    values: dict[str, object] = {
        "subject": "Vereda rota", "unit": counter.roads, "contact": "987654321",
        "citizen": CitizenForm("Rosa Quispe", phone="987654321"),
    }  # fmt: skip
    form = AttentionForm(
        Channel.IN_PERSON, counter.clock.now(), "tramite", Result.REFERRED, **(values | changes)
    )
    return reception.register_attention(user(counter, "ana"), form)


def open_list(qtbot: QtBot, counter: Counter, login: str, key: KEY) -> Hands:
    """Open Bandeja or Vincular for a user, standing on its first row."""
    hands = open_counter(qtbot, counter, login)
    hands.press(key, mods=CTRL)
    hands.rest(screen(hands).listing.model.counted)
    hands.rest(lambda: screen(hands).detail.shown_id() is not None)
    return hands


def referral_row(counter: Counter, referral: bytes | None) -> tuple:
    """Return state, comment, bounces and the case's number of a hand-over."""
    return counter.rows(
        "SELECT r.state, r.comment, r.bounces, f.number FROM referral r JOIN entity e ON e.id = r.id "
        "LEFT JOIN case_file f ON f.id = r.case_file WHERE e.uid = ?",
        referral,
    )[0]
