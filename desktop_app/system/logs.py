"""The log: enough to find a defect, nothing about a person.

A line names the moment, the module, the kind of the error and the places it passed through. Messages
of exceptions and arguments of log calls may hold what somebody typed: they are never written.
"""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType

FILE_NAME = "ventanilla.log"
_BYTES = 1_000_000
_FILES = 5
_ROOT = "ventanilla"
_PLACES = 12


class _Redacted(logging.Formatter):
    """Writes the constant text of a log call and the places of an error, no values."""

    def format(self, record: logging.LogRecord) -> str:
        moment = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        # The template stands in the source; only its arguments could be somebody's data.
        text = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line = f"{moment} {record.levelname} {record.name} {record.module}:{record.lineno} {text}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{describe(error)}"


class _Rotating(logging.handlers.RotatingFileHandler):
    """A full or read-only disk must not become a second error while the first is written."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - overrides the library's name
        del record


def describe(error: BaseException) -> str:
    """Return kinds and places of an error and of what caused it, without messages or values."""
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        kind = type(link)
        lines.append(f"  {kind.__module__}.{kind.__qualname__}")
        lines.extend(_places(link.__traceback__))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_PLACES:]
    return [f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def logger(name: str) -> logging.Logger:
    """Return the logger of one part of the program ("ui.operations")."""
    return logging.getLogger(f"{_ROOT}.{name}")


def start(folder: Path) -> logging.Handler:
    """Write the log to ``folder`` from now on, at most 5 files of 1 MB; return what to :func:`stop`.

    Raises OSError when the folder cannot be made. The file appears with its first line.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _Rotating(
        folder / FILE_NAME, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Redacted())
    root = logging.getLogger(_ROOT)
    root.setLevel(logging.INFO)
    root.propagate = False
    root.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    """Close what :func:`start` opened."""
    logging.getLogger(_ROOT).removeHandler(handler)
    handler.close()
