"""When Python looks for garbage that refers to itself, in a program that must answer keys meanwhile.

By itself Python collects on whichever thread happens to allocate. A window that ends on a worker takes the
program with it, for its toolkit allows that on one thread only; and a whole collection looks through every
object there is, during which no other thread runs Python: 50 to 75 ms while a month is counted. So a program
with windows never collects by itself: what stands after the start is not looked through again, the
windows' thread sweeps up young objects many times a second, and the whole when nobody waits.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

YOUNG: Final = 700
"""New objects that are worth a sweep."""


def hold() -> None:
    """Collect nothing any more unless asked: what a start makes is there to stay, and threads come later."""
    gc.disable()


@contextmanager
def paused() -> Iterator[None]:
    """Collect nothing meanwhile: for work that makes much and throws little away."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def settle() -> None:
    """Keep what there is out of all collections to come."""
    gc.freeze()


def sweep() -> None:
    """Collect what was made since the last sweep, if it is worth it: for the thread of the windows."""
    if gc.get_count()[0] >= YOUNG:
        gc.collect(1)


def thaw() -> None:
    """Look through everything again, now: a window that was there to stay is gone."""
    gc.unfreeze()
    gc.collect()


def tidy() -> None:
    """Collect the whole, now: nobody waits."""
    gc.collect()
