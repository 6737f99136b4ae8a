"""Work beside the windows: nothing that touches disk or network runs on the UI thread.

``background.write(owner, work)`` and ``background.read(owner, work)`` build an operation; its
callbacks arrive on the UI thread and only while ``owner`` lives. Writes run one after another on one
thread, reads on a few others. An exception always surfaces: at ``on_failure``, else as a message.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from desktop_app.domain.errors import UserError
from desktop_app.system import logs
from desktop_app.system.progress import Cancelled, CancelToken, Progress

T = TypeVar("T")
_READERS = 3
_PROGRESS_SECONDS = 0.05
TURN_SECONDS = 0.0005
"""How long a thread may keep the interpreter when another waits for it.

Windows give it away at every call of Qt; with Python's own 5 ms, thirty such calls beside a busy worker
stopped them for 150 ms.
"""
_TYPING_SECONDS = 0.3
_REST = 9
_LONGEST_REST_SECONDS = 0.25
_LOG = logs.logger("ui.operations")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an operation failed, as a sentence to show; ``expected`` is false for a defect."""

    sentence: str
    error: Exception
    expected: bool

    @property
    def field(self) -> str:
        """Return the form field that the sentence belongs under, or an empty text."""
        return str(getattr(self.error, "field", ""))


def sentence_of(error: Exception) -> str:
    """Return the calm sentence for an error: its own when it has one, else a general one."""
    if isinstance(error, UserError):
        translated = QCoreApplication.translate("core", error.template)
        return translated.format(**error.params) if error.params else translated
    return QCoreApplication.translate(
        "Operations", "No se pudo completar la acción. Lo que escribió sigue aquí; inténtelo otra vez."
    )


class _StandingAside(CancelToken):
    """Has work rest nine times as long as it lasts while short reads come one after another: somebody is typing.

    The interpreter is one for all threads: without it each letter would wait for its turn again and again.
    """

    def __init__(self, typing: Callable[[], bool]) -> None:
        super().__init__()
        self._typing = typing
        self._since = time.monotonic()

    def check(self) -> None:
        """Rest if need be; raise Cancelled when somebody asked to stop."""
        if self._typing():
            self.rest(min(_REST * (time.monotonic() - self._since), _LONGEST_REST_SECONDS))
        self._since = time.monotonic()
        super().check()


class Operation(Generic[T]):
    """One piece of background work, described step by step and started by :meth:`run`."""

    def __init__(
        self,
        background: Background,
        owner: QObject,
        work: Callable[[Progress, CancelToken], T],
        *,
        writes: bool,
        long: bool = False,
    ) -> None:
        self._background = background
        self._owner = owner
        self._work = work
        self.writes = writes
        self.long = long
        self.token = CancelToken()
        self.text = ""
        self.cancellable = False
        self._success: Callable[[T], None] | None = None
        self._failure: Callable[[Failure], None] | None = None
        self._cancel: Callable[[], None] | None = None
        self._last_told = 0.0

    def on_success(self, callback: Callable[[T], None]) -> Operation[T]:
        """Call back with the result."""
        self._success = callback
        return self

    def on_failure(self, callback: Callable[[Failure], None]) -> Operation[T]:
        """Call back with the failure; without this it becomes a message of the window."""
        self._failure = callback
        return self

    def on_cancel(self, callback: Callable[[], None]) -> Operation[T]:
        """Call back when the person stopped the work."""
        self._cancel = callback
        return self

    def with_progress(self, text: str, *, cancellable: bool = True) -> Operation[T]:
        """Show ``text``, the advance and, where ``cancellable``, a button to stop."""
        self.text = text
        self.cancellable = cancellable
        return self

    def stand_aside(self) -> Operation[T]:
        """Have the work go slowly while somebody types; nothing may wait for what it holds meanwhile."""
        self.token = _StandingAside(self._background.typing)
        return self

    def run(self) -> Operation[T]:
        """Start; return itself, to be cancelled or dropped later."""
        self._background.start(self)
        return self

    def cancel(self) -> None:
        """Ask the work to stop; ``on_cancel`` follows when it has."""
        self.token.cancel()

    def drop(self) -> None:
        """Forget the work: it is asked to stop and nobody is called back."""
        self._success = self._failure = self._cancel = None
        self.token.cancel()

    # From here on the two sides of the fence: `execute` runs on a worker, the rest on the UI thread.

    def execute(self) -> Callable[[], None]:
        """Do the work on this thread; return what to do on the UI thread afterwards."""
        try:
            self.token.check()
            result = self._work(self._tell, self.token)
        except Cancelled:
            return self._deliver_cancel
        except Exception as error:  # whatever it is must reach the person
            if not isinstance(error, UserError):
                _LOG.error("background operation failed", exc_info=error)
            return partial(self._deliver_failure, error)
        return partial(self._deliver_success, result)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last_told >= _PROGRESS_SECONDS or done == total:
            self._last_told = now
            self._background.post(lambda: self._background.task_progressed.emit(self, done, total))

    def _owner_lives(self) -> bool:
        return shiboken6.isValid(self._owner)

    def _deliver_success(self, result: T) -> None:
        try:
            if self._success is not None and self._owner_lives():
                self._success(result)
        finally:
            changes = getattr(result, "changes", None)
            if self.writes and changes:
                self._background.changed.emit(frozenset(changes))

    def _deliver_cancel(self) -> None:
        if self._cancel is not None and self._owner_lives():
            self._cancel()

    def _deliver_failure(self, error: Exception) -> None:
        failure = Failure(sentence_of(error), error, isinstance(error, UserError))
        if self._failure is not None and self._owner_lives():
            self._failure(failure)
        elif not self.token.cancelled:
            self._background.failed.emit(failure)


class Background(QObject):
    """The workers behind the windows. One object, handed to whoever needs it."""

    changed = Signal(object)
    """frozenset[str]: the kinds of things that a write changed."""
    failed = Signal(object)
    """Failure that no caller took care of."""
    task_started = Signal(object)
    """Operation with a text to show."""
    task_progressed = Signal(object, int, int)
    """Operation, done, total."""
    task_ended = Signal(object)
    """Operation with a text to show."""
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_SECONDS)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="read")
        self._running: set[Operation[object]] = set()
        self._closed = False
        self._asked = -_TYPING_SECONDS
        self._posting = threading.Lock()
        self._actions: deque[Callable[[], None]] = deque()
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def write(self, owner: QObject, work: Callable[[], T]) -> Operation[T]:
        """Describe work that changes data; writes run one after another."""
        return Operation(self, owner, lambda _progress, _token: work(), writes=True)

    def read(self, owner: QObject, work: Callable[[], T]) -> Operation[T]:
        """Describe work that only looks; reads run beside each other and beside writes."""
        return Operation(self, owner, lambda _progress, _token: work(), writes=False)

    def long_write(self, owner: QObject, work: Callable[[Progress, CancelToken], T]) -> Operation[T]:
        """Describe a write that tells its advance and looks at its token."""
        return Operation(self, owner, work, writes=True, long=True)

    def long_read(self, owner: QObject, work: Callable[[Progress, CancelToken], T]) -> Operation[T]:
        """Describe a read that tells its advance and looks at its token."""
        return Operation(self, owner, work, writes=False, long=True)

    def busy(self) -> bool:
        """Tell whether anything is under way or waits to be delivered."""
        return bool(self._running)

    def typing(self) -> bool:
        """Tell whether something was asked for a moment ago that takes but a moment, as each letter does."""
        return time.monotonic() - self._asked < _TYPING_SECONDS

    def start(self, operation: Operation[T]) -> None:
        """Start an operation; after :meth:`close` nothing starts any more."""
        if self._closed:
            return
        self._running.add(operation)  # type: ignore[arg-type]
        if not operation.long:
            self._asked = time.monotonic()
        if operation.text:
            self.task_started.emit(operation)
        pool = self._writer if operation.writes else self._readers
        pool.submit(self._work, [operation])

    def close(self) -> None:
        """Finish: reads and long work stop, plain writes are done to the last, nobody is called back."""
        with self._posting:
            self._closed = True
        for operation in list(self._running):
            if operation.cancellable or not operation.writes:
                operation.token.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._running.clear()
        self._actions.clear()

    def post(self, action: Callable[[], None]) -> None:
        """Have ``action`` called on the UI thread; callable from any thread."""
        with self._posting:
            if not self._closed:
                self._actions.append(action)
                self._posted.emit()

    def _work(self, hand: list[Operation[T]]) -> None:
        """Run on a worker. What an operation refers to are windows, and these may end on their own thread only.

        So a worker is never the last to let go of one: ``hand`` alone refers to the operation here, and the
        UI thread empties it.
        """
        delivery = [hand[0].execute()]
        self.post(partial(self._finish, hand, delivery))

    def _finish(self, hand: list[Operation[T]], delivery: list[Callable[[], None]]) -> None:
        operation, deliver = hand.pop(), delivery.pop()
        self._running.discard(operation)
        if operation.text:
            self.task_ended.emit(operation)
        deliver()

    @Slot()
    def _on_posted(self) -> None:
        if not self._closed:
            self._actions.popleft()()
