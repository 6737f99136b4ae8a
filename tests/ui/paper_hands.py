"""Paper forms that lie ready, and hands that type them in."""

from __future__ import annotations

from datetime import timedelta

from counter import CTRL, KEY, NOW, Counter, Hands, open_counter, screen

from desktop_app.domain.blanks import BlankState
from desktop_app.services import paper
from desktop_app.services.paper import Form

PRINTED = NOW - timedelta(days=5)


class Drawer:
    """A batch of forms that Marta printed five days ago."""

    def __init__(self, counter: Counter, count: int) -> None:
        self.counter = counter
        self.ctx = counter.installation.context(counter.installation.actor("marta"))
        counter.clock.set(PRINTED)
        self.numbers = paper.print_forms(self.ctx, count).numbers
        counter.clock.set(NOW)

    def forms(self) -> list[Form]:
        """Return the forms as they stand."""
        return paper.forms(self.ctx)

    def states(self) -> list[BlankState]:
        """Return how the forms stand."""
        return [form.state for form in self.forms()]


def at_paper(qtbot, counter: Counter, login: str = "ana") -> Hands:
    """Open the window of a clerk and go to the paper forms."""
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_9, mods=CTRL)
    hands.rest(screen(hands).listing.model.counted)
    hands.keys = 0
    return hands


def panel(hands):
    """Return where a form is typed in."""
    return screen(hands).panel


def typing(hands) -> bool:
    """Tell whether the transcription is in front."""
    return panel(hands).isVisible()


def begin(hands) -> None:
    """Enter: begin with the current form; its number has been looked up."""
    hands.press(KEY.Key_Return)
    hands.rest(lambda: typing(hands) and panel(hands).form.rows["number"].note.text() != "")


def times(hands, day: str, start: str, end: str) -> None:
    """Type the times, going on with Enter."""
    for text in (day, start, end):
        if text:
            hands.write(text)
            hands.press(KEY.Key_Return)


def topic(hands, text: str) -> None:
    """Type into the question and take what is found."""
    hands.write(text)
    hands.rest(panel(hands).form.topic.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()
