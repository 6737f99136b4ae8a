"""Kills a desk in the middle of its work, again and again; prints what was acknowledged and what is kept.

    python kill_rounds.py FOLDER ROUNDS SEED

Every round forks a child that records attentions and tells each number when its service has returned; the
child is killed (SIGKILL) at a random moment. Then another child opens the data and looks. One JSON line.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desktop_app.bootstrap import open_installation
from desktop_app.domain.values import Channel, Result
from desktop_app.services import reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm
from desktop_app.storage.queries.health import integrity, verify_chains


def record(folder: Path, tell: int) -> None:
    """Record attentions until the end, telling each number."""
    installation = open_installation(folder)
    ctx = installation.context(installation.actor("clerk"))
    for turn in range(10_000):
        result = Result.CASE_OPENED if turn % 3 == 0 else Result.ORIENTED
        form = AttentionForm(
            Channel.PHONE, ctx.now() - timedelta(minutes=1), "informacion", result, subject="Consulta ñ",
            citizen=CitizenForm("Ana") if turn % 3 == 0 else None, no_contact=True,
        )  # fmt: skip
        os.write(tell, f"{reception.register_attention(ctx, form).number}\n".encode())


def look(folder: Path, tell: int) -> None:
    """Tell the numbers that are kept, and whether everything is sound."""
    installation = open_installation(folder)
    store = installation.store
    body = {
        "numbers": [row[0] for row in store.rows("SELECT number FROM attention ORDER BY id")],
        "cases": [row[0] for row in store.rows("SELECT number FROM case_file ORDER BY id")],
        "lost": store.lost_tail,
        "sound": verify_chains(store, lambda done, total: None).sound and integrity(store) == [],
    }
    installation.close()
    os.write(tell, json.dumps(body).encode())


def child(work: Callable[[Path, int], None], folder: Path) -> tuple[int, int]:
    """Start a child; return its process id and the end to read from."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        try:
            work(folder, write)
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
    os.close(write)
    return pid, read


def drain(read: int) -> bytes:
    """Return everything until the other end closes."""
    chunks = []
    while chunk := os.read(read, 65_536):
        chunks.append(chunk)
    os.close(read)
    return b"".join(chunks)


def main(folder: Path, rounds: int, seed: int) -> None:
    """Run the rounds."""
    chance = random.Random(seed)
    acknowledged: list[str] = []
    for _ in range(rounds):
        pid, read = child(record, folder)
        # From its first record on, so that every round has something to lose.
        select.select([read], [], [], 60)
        time.sleep(chance.random() * 0.05)
        os.kill(pid, signal.SIGKILL)
        told = drain(read).decode()
        os.waitpid(pid, 0)
        acknowledged += told[: told.rfind("\n") + 1].split()
    pid, read = child(look, folder)
    found = json.loads(drain(read))
    os.waitpid(pid, 0)
    sys.stdout.write(json.dumps({"acknowledged": acknowledged, **found}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
