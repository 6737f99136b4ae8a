"""How a citizen comes, in one word; the button that begins a call says what to do instead: "Llamada"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label_of
from desktop_app.domain.values import Channel


def channel_word(channel: str) -> str:
    """Return the channel where there is little room; ``channel`` may be a code of a newer program."""
    if channel == Channel.EMAIL:
        return QCoreApplication.translate("Channels", "Correo")
    if channel == Channel.APP:
        return QCoreApplication.translate("Channels", "App")
    return QCoreApplication.translate("core", label_of(Channel, channel))
