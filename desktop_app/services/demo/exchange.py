"""The demonstration's last exchange: a folder with what this desk wrote, and what the others told of theirs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from desktop_app.domain.operations import stream_desk
from desktop_app.sync import exchange, peers, vector
from desktop_app.sync.certificates import load_directory
from desktop_app.sync.desk import Desk, desk_id, recall, remember
from desktop_app.sync.peers import Peer

FOLDER: Final = "intercambio"
"""The shared folder of the demonstration, inside its own."""

_HEARD: Final = (timedelta(minutes=22), timedelta(minutes=55), timedelta(hours=3))
"""How long ago each of the other desks told what it has."""


def exchange_once(desk: Desk, folder: Path, where: Path) -> None:
    """Exchange with a new ``folder``, which will later stand at ``where``.

    The other desks have each other's changes already, so the folder gets those of this desk.
    """
    own = desk_id(desk)
    now = desk.clock.now()
    held = vector.holdings(desk.store).vector
    theirs = {stream: extent for stream, extent in held.items() if stream_desk(stream) != own}
    directory = load_directory(desk.store, desk.keys.root_public)
    others = sorted(each for each in directory.certified if each != own)
    heard = {
        other: Peer(theirs, {}, int((now - _HEARD[place % len(_HEARD)]).timestamp()))
        for place, other in enumerate(others)
    }
    peers.save(desk.store, heard)
    folder.mkdir()
    exchange.exchange(desk, folder)
    remember(desk.store, exchange.LAST, {**recall(desk.store, exchange.LAST), "folder": str(where)})
