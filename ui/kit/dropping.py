"""Files that are dropped on a part of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_OUTLOOK = "FileGroupDescriptor"
"""In the formats of what a mail program drags that gives no file."""

_KINDS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}
MOST = 50
"""Files of one drop; who drops a whole folder's worth did not mean it."""


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files of what is dragged or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()][:MOST]


class FileDrops(QObject):
    """Takes files that are dropped on a widget, and on those inside it that take no drops themselves."""

    dropped = Signal(list)
    """Paths, in the order in which they were dragged."""
    nameless = Signal()
    """A mail program dragged something that is no file: it must be saved first."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        self._watch(widget)
        # Fields take drops themselves, and would write the file's address where one types.
        for inside in widget.findChildren(QWidget):
            if inside.acceptDrops():
                self._watch(inside)

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().setAcceptDrops(True)
            widget.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files; leave everything else to the widget."""
        if event.type() not in _KINDS or not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        paths = dropped_paths(data)
        nameless = not paths and any(_OUTLOOK in name for name in data.formats())
        if not paths and not nameless:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            if nameless:
                self.nameless.emit()
            else:
                self.dropped.emit(paths)
        return True
