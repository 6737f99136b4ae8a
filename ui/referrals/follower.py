"""The pane follows the list: the row that stays current is read, and read again while time passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services import referral_lists
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralDetail
from ui.kit.operations import Background, Operation
from ui.kit.paging import PagedTableModel

_SETTLE_MS = 60
_LIVE_MS = 30_000


class Followed(Protocol):
    """A list of hand-overs."""

    model: PagedTableModel[Any]

    def reload(self) -> None:
        """Fetch the rows again."""


class Follower(QObject):
    """Shows the current row once the arrows rest; of several reads only the newest counts."""

    settled = Signal()
    """The current row, whichever it is, is to be shown now."""
    emptied = Signal()
    """The list has no rows: nothing is to be shown."""
    found = Signal(object)
    """The ``ReferralDetail`` of the row asked for."""

    def __init__(
        self,
        owner: QWidget,
        listing: Followed,
        background: Background,
        context: Context,
        looked_at: Callable[[], bool],
    ) -> None:
        """``looked_at`` tells whether the list is in sight: only then it is fetched again by itself."""
        super().__init__(owner)
        self._looked_at = looked_at
        self._owner = owner
        self._listing = listing
        self._background = background
        self._context = context
        self._fetch: Operation[ReferralDetail] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._on_tick)
        self._live.start()

    def row_changed(self) -> None:
        """The current row is another one, or may have changed."""
        self._settle.start()

    def reload(self) -> None:
        """Fetch the list again, then the current row."""
        self._listing.reload()
        self._settle.start()

    def read(self, referral: bytes) -> None:
        """Fetch a hand-over for the pane."""
        self.drop()
        context = self._context

        def done(found: ReferralDetail) -> None:
            self._fetch = None
            self.found.emit(found)

        self._fetch = (
            self._background.read(self._owner, lambda: referral_lists.detail(context, referral))
            .on_success(done)
            .run()
        )

    def drop(self) -> None:
        """Forget what is being read."""
        if self._fetch is not None:
            self._fetch.drop()
            self._fetch = None

    def _on_settled(self) -> None:
        model = self._listing.model
        if model.counted() and not model.rowCount():
            self.drop()
            self.emptied.emit()
        else:
            self.settled.emit()

    def _on_tick(self) -> None:
        # Waiting goes on while nobody touches anything.
        if self._looked_at():
            self.reload()
