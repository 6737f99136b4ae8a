"""Everything that watches beside the work. It begins once the first screen stands and can be typed into."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from ui.kit.screen import ScreenEntry
from ui.shell.counts import CountWatch
from ui.shell.escalator import Escalator
from ui.shell.exchanger import Exchanger
from ui.shell.housekeeper import Housekeeper
from ui.shell.vitals import VitalsWatch
from ui.shell.watcher import NoticeWatch
from ui.shell.window import MainWindow


def begin(window: MainWindow, context: Context, entries: Sequence[ScreenEntry], custody: Custody) -> None:
    """Have status bar, bell, rail, search index and exchange followed from now on, as children of the window."""
    VitalsWatch(window, context)
    NoticeWatch(window, context)
    CountWatch(window, entries)
    Housekeeper(window, context)
    Escalator(window, context)
    Exchanger(window, context, custody)
