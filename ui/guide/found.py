"""Where in a sheet the words stand that somebody looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.domain.guide_sheet import FIELDS
from desktop_app.domain.snippets import Snippet, find_snippet
from desktop_app.services.catalogue import Topic
from ui.guide.words import part, part_title
from ui.kit import theme


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a sheet that has the words, and the piece around them."""

    title: str
    snippet: Snippet


def where_found(topic: Topic, typed: str) -> Found | None:
    """Return where the typed words were found, None when the title alone has them or nothing is typed."""
    if not typed.strip():
        return None
    missing = [word for word in typed.split() if find_snippet(topic.title, word) is None]
    if not missing:
        return None
    wanted = " ".join(missing)
    for title, text in _parts(topic):
        snippet = find_snippet(text, wanted)
        if snippet is not None:
            return Found(title, snippet)
    return None


def _parts(topic: Topic) -> Iterator[tuple[str, str]]:
    yield QCoreApplication.translate("Guide", "Sinónimos"), topic.synonyms
    for name in FIELDS:
        yield part_title(name), part(topic, name)
    yield QCoreApplication.translate("Guide", "Unidad"), topic.unit_name


class FoundLabel(QLabel):
    """A piece of a sheet with the words that were looked for in bold."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setText(_marked(found.snippet))
        self.setAccessibleName(f"{found.title}: {found.snippet.text}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_text(self, theme.Size.BODY)


def _marked(snippet: Snippet) -> str:
    """Return the piece as markup; what somebody wrote is never read as such."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [escape(snippet.text[at:start]), f"<b><u>{escape(snippet.text[start:end])}</u></b>"]
        at = end
    return "".join(pieces) + escape(snippet.text[at:])
