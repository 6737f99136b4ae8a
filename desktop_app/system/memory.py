"""When Python looks for garbage that refers to itself, in a program that must answer keys meanwhile.

A whole collection looks through every object there is, on whichever thread happens to allocate, and no
other thread runs Python until it ends: 50 to 75 ms while a month is counted. So start-up collects nothing,
what stands afterwards is never looked through again, and from then on only young objects are collected
by themselves; the whole is collected when the program chooses.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

YOUNG: Final = 700
MIDDLE: Final = 10
SELDOM: Final = 1_000_000
"""Collections of the middle generation before a whole one comes by itself: in practice never."""


def hold() -> None:
    """Collect nothing until :func:`settle`: what a start makes is there to stay."""
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
    """Keep what there is out of all collections to come, and collect young objects from now on."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, SELDOM)
    gc.enable()


def thaw() -> None:
    """Look through everything again, now: a window that was there to stay is gone."""
    gc.unfreeze()
    gc.collect()


def tidy() -> None:
    """Collect the whole, now: nobody waits."""
    gc.collect()
