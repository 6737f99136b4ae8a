"""The day: its steps in their order, and how they are played."""

from __future__ import annotations

import traceback

from ui.kit.theme import ThemeName
from ui.tour import board, casework, counter, exchange, handover, inbox, looks, people
from ui.tour.scene import Memory, Scene
from ui.tour.stage import Mishaps, Stage, Town
from ui.tour.story import Options, Step, StepRecord, Told, TourFailed

STEPS: tuple[Step, ...] = (
    *looks.BELL_STEPS,
    *counter.STEPS,
    *exchange.FIRST_STEPS,
    *handover.STEPS,
    *inbox.STEPS,
    *counter.CASE_STEPS,
    *casework.STEPS,
    *people.STEPS,
    *board.STEPS,
    *exchange.STEPS,
    *looks.STEPS,
)

__all__ = ["STEPS", "Options", "run"]


def run(town: Town, options: Options, steps: tuple[Step, ...] = STEPS) -> Told:
    """Play the day; stop at the first step that does not do what it says."""
    told = Told()
    mishaps = Mishaps()
    scene: Scene | None = None

    def heard(key: str) -> None:
        if scene is not None:
            scene.heard(key)

    stage = Stage(options.out, ThemeName(options.theme), heard)
    scene = Scene(town, stage, options, Memory())
    chosen = [step for step in steps if not options.only or step.id in options.only]
    try:
        with mishaps.watch():
            for number, step in enumerate(chosen, start=1):
                _play(scene, step, number, told, mishaps)
        told.finished = True
    except TourFailed as failed:
        record = scene.record
        told.failure = f"Paso {record.number}, «{record.title}»: {str(failed).rstrip('.')}."
    finally:
        stage.close()
    return told


def _play(scene: Scene, step: Step, number: int, told: Told, mishaps: Mishaps) -> None:
    record = scene.record = StepRecord(number, step.id, step.title)
    told.steps.append(record)
    scene.options.observer.step_began(number, step)
    try:
        step.act(scene)
    except TourFailed:
        raise
    except Exception as error:  # what a slot of the program raised comes out of the event loop here
        mishaps.errors.insert(0, error)
    if mishaps.errors:
        first = mishaps.errors[0]
        told.trace = "".join(traceback.format_exception(first))
        raise TourFailed(f"el programa tropezó con {first!r}")
    complaints = scene.stage.complaints()
    if complaints:
        raise TourFailed(f"la ventana muestra un error: {complaints[0]}")
    if not record.verified:
        raise TourFailed("el paso no comprobó nada")
    scene.options.observer.step_ended(record)
