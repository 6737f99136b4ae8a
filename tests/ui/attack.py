"""What somebody pastes into any field, and what must never come of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from counter import CTRL, KEY, Hands
from fits import describe, faults
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from desktop_app.domain.cleaning import LINE

MARK = '<b>Rosa</b><img src="file:///etc/hostname"> &lt;i&gt; &amp; {name} {0} %1 %s'
TEXTS = {
    "a megabyte": "Ñandú 42 " * 117_000,
    "a megabyte without a blank": "x" * 1_050_000,
    "a hundred thousand lines": "hola\n" * 100_000,
    "emoji": "Familia 👩🏽‍🚒👨‍👩‍👧‍👦🏳️‍🌈 🇵🇪 " * 8,
    "from right to left": "\u202eשלום\u202c عليكم \u2067אבג\u2069 Ana " * 8,
    "controls": "An\x00a\x07 \x1b[mRu\x7fiz\x85 \ufffe\u2028Mora",
    "half a character": "Ana \ud83d Ruiz \udc00",
    "marks on marks": "Z" + "\u0351" * 390,
    "one long word": "Ñ" * LINE,
    "tabs and lines": "Ana\tRosa\nQuispe\r\nMora",
    "markup": MARK,
    "a formula": '=HYPERLINK("http://x";"Ana")',
    "a path": "../../CON: <a>|b?.*\\c/d",
}  # fmt: skip

_SENTINEL = re.compile(
    r"[^<\n]*?(&lt;|<\s*/?\s*(a|b|i|u|p|s|img|br|h[1-6]|qt|html|body|table|div|span|pre|hr|li|ul|ol)\b[^<]*>)"
)
_TAG = re.compile(r"<(?!/?qt>|br>)", re.IGNORECASE)


def paste(hands: Hands, field: QWidget, text: str) -> float:
    """Paste into a field; return the longest time in s that the window stood still."""
    field.setFocus()
    QApplication.clipboard().setText(text)
    begun = time.perf_counter()
    hands.press(KEY.Key_A, mods=CTRL)
    hands.press(KEY.Key_V, mods=CTRL)
    longest = time.perf_counter() - begun
    return max(longest, turn(hands))


def turn(hands: Hands, most: float = 8.0) -> float:
    """Let workers and timers end; return the longest turn of the event loop in s."""
    longest, end, quiet = 0.0, time.monotonic() + most, time.monotonic()
    while time.monotonic() < end and time.monotonic() - quiet < 0.15:
        begun = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - begun)
        if hands.window.tools.background.busy():
            quiet = time.monotonic()
        time.sleep(0.002)
    return longest


def fields(root: QWidget) -> list[QWidget]:
    """Return the fields into which one can write now."""
    found = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [each for each in found if each.isVisible() and each.isEnabled() and not each.isReadOnly()]


def read_as_markup(text: str) -> bool:
    """Tell whether Qt takes a text for markup (Qt::mightBeRichText, which PySide does not offer)."""
    return _SENTINEL.match(text) is not None


def marked_up() -> Iterator[str]:
    """Yield what would be read as markup though somebody typed it: labels, tips, lists of choices."""
    for widget in QApplication.allWidgets():
        reads = isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.AutoText
        if reads and read_as_markup(widget.text()):
            yield f"{describe(widget)} is read as markup"
        if isinstance(widget, QMessageBox) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"a box reads markup: {widget.text()!r}"
        yield from _tip(describe(widget), widget.toolTip())
        if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 50)):
                for column in range(model.columnCount() if isinstance(widget, QTableView) else 1):
                    words = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                    yield from _tip(f"{describe(widget)} {row},{column}", words)


def _tip(where: str, words: object) -> Iterator[str]:
    if not isinstance(words, str) or not read_as_markup(words):
        return
    if not words.startswith("<qt>") or _TAG.search(words):
        yield f"the tip of {where} is read as markup: {words[:80]!r}"


def broken(hands: Hands) -> list[str]:
    """Return what does not fit, once everything is laid out, or is read as markup."""
    end = time.monotonic() + 3
    turn(hands)
    while (found := faults(hands.window)) and time.monotonic() < end:
        turn(hands)
    return found + list(marked_up())
