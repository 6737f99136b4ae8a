"""An e-mail that somebody saved as a file (.eml), read without trusting anything in it.

Nothing is loaded from anywhere: of a body that is HTML only the words are taken. Broken headers, unknown character
sets, messages within messages and parts without a name are told as far as they can be read; reading is total, and
bounded in parts, depth and characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final

from desktop_app.domain.cleaning import clean_text
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.file_kinds import MIB, looks_like_mail
from desktop_app.domain.text import QT_TRANSLATE_NOOP

MOST_BYTES: Final = 25 * MIB
MOST_PARTS: Final = 200
MOST_TEXT: Final = 14_000
"""Characters of the words that are kept: what a note of the timeline holds, with room for the head."""

_LINE: Final = 300
_FAULTS: Final = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    MessageError,
)
"""What the standard library's parser lets through on hostile input; each means that a part cannot be read."""

_ADDRESS: Final = re.compile(r"[^\s<>,;:\"()\[\]@]{1,120}@[^\s<>,;:\"()\[\]@]{1,120}")
_MARKS: Final = re.compile(r"^(?:\s*(?:re|rv|fw|fwd|res|enc)\s*(?:\[\d+\])?\s*:)+", re.IGNORECASE)
_QUOTED_FROM: Final = re.compile(
    r"^(?:>.*|-{2,}\s*(?:Mensaje original|Original Message).*)$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class MailPart:
    """A file that came with a message, as it was called there; whether it may be kept is judged elsewhere."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. ``sent`` is aware or None; texts are clean, one line each but ``text``.

    ``notes`` say in words what could not be read.
    """

    subject: str
    sender: str
    address: str
    to: str
    sent: datetime | None
    message_id: str
    text: str
    parts: tuple[MailPart, ...]
    notes: tuple[str, ...] = ()


def read_mail(content: bytes) -> Mail:
    """Return what a message says. Raises InvalidInput for what is no message, and for one over the limit."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "El correo pesa más de {most} MB. Guarde aparte sus archivos, y el mensaje sin ellos, y agréguelos.",
            ),
            most=MOST_BYTES // MIB,
        )
    if not looks_like_mail(content):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "El archivo no es un correo .eml. En su programa de correo elija Guardar como, tipo «.eml». En Outlook "
                "clásico, que guarda «.msg», abra el mensaje en Outlook en la web y descárguelo desde allí.",
            )
        )
    message: Message
    try:
        message = message_from_bytes(content, policy=policy.default)
    except _FAULTS:
        message = message_from_bytes(content)
    reader = _Reader()
    reader.read(message)
    sender, address = _sender(message)
    return Mail(
        subject=_line(_header(message, "subject")),
        sender=sender,
        address=address,
        to=_line(_header(message, "to")),
        sent=_sent(message),
        message_id=_line(_header(message, "message-id")).strip("<> "),
        text=reader.text(),
        parts=tuple(reader.parts),
        notes=tuple(dict.fromkeys(reader.notes)),
    )


def numbers_in(mail: Mail) -> list[str]:
    """Return what looks like a case's number in the subject, then in the words, each once, in their order.

    The subject comes first: an answer bears the number there, an older one may be quoted below.
    """
    found = _NUMBER.findall(mail.subject) + _NUMBER.findall(mail.text)
    return list(dict.fromkeys(found))[:20]


_NUMBER: Final = re.compile(r"(?<![\d-])\d{2}-\d{2}-\d{2}-\d{5,7}-\d{2}(?![\d-])")


def own_subject(subject: str) -> str:
    """Return a subject without the marks of answers and forwards before it."""
    return _MARKS.sub("", subject).strip() or subject


def own_words(text: str) -> str:
    """Return what a message says itself, without the earlier ones that are quoted at its end."""
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTED_FROM.match(line):
            if line.lstrip().startswith(">"):
                continue
            break
        kept.append(line)
    return "\n".join(kept).strip() or text.strip()


class _Reader:
    """Walks through a message's parts and keeps words and files."""

    def __init__(self) -> None:
        self.parts: list[MailPart] = []
        self.notes: list[str] = []
        self._plain: list[str] = []
        self._html: list[str] = []
        self._left = MOST_PARTS

    def read(self, message: Message) -> None:
        for part in self._leaves(message, 0):
            try:
                self._take(part)
            except _FAULTS:
                self.notes.append(
                    QT_TRANSLATE_NOOP("core", "Una parte del correo está dañada y no se pudo leer.")
                )

    def _leaves(self, message: Message, depth: int) -> Iterator[Message]:
        if self._left <= 0 or depth > 20:
            self.notes.append(
                QT_TRANSLATE_NOOP("core", "El correo tiene demasiadas partes; no se leyeron todas.")
            )
            return
        self._left -= 1
        payload = message.get_payload()
        if message.is_multipart() and isinstance(payload, list) and _type(message) != "message/rfc822":
            for each in payload:
                if isinstance(each, Message):
                    yield from self._leaves(each, depth + 1)
        else:
            yield message

    def _take(self, part: Message) -> None:
        kind, name = _type(part), _name(part)
        attached = _disposition(part) == "attachment"
        if kind == "message/rfc822":
            self._take_message(part, name)
        elif kind in ("text/plain", "text/html") and not attached and not name:
            (self._plain if kind == "text/plain" else self._html).append(_words(part))
        elif kind.startswith("multipart/"):
            self.notes.append(
                QT_TRANSLATE_NOOP("core", "Una parte del correo está dañada y no se pudo leer.")
            )
        else:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                self._take_file(part, kind, name, content)

    def _take_file(self, part: Message, kind: str, name: str, content: bytes) -> None:
        if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
            self.notes.append(
                QT_TRANSLATE_NOOP(
                    "core",
                    "El correo trae sus archivos en «winmail.dat», que solo Outlook abre. Pida que se los reenvíen "
                    "como archivos corrientes.",
                )
            )
            return
        inline = _disposition(part) != "attachment" and part.get("content-id") and kind.startswith("image/")
        if inline and len(content) < 10_000:
            return  # a logo of the signature
        self.parts.append(MailPart(name, content))

    def _take_message(self, part: Message, name: str) -> None:
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, Message):
            title = name or f"{_line(_header(inner, 'subject')) or 'mensaje'}.eml"
            self.parts.append(MailPart(title, inner.as_bytes(policy=policy.compat32)))

    def text(self) -> str:
        """Return the words: plain ones, or those of the HTML where there are no others."""
        plain = "\n\n".join(each for each in (part.strip() for part in self._plain) if each)
        words = plain or "\n\n".join(html_words(part) for part in self._html).strip()
        words = clean_text(words).strip()
        if len(words) > MOST_TEXT:
            self.notes.append(
                QT_TRANSLATE_NOOP(
                    "core", "El texto es largo y se muestra cortado; está entero en el archivo .eml."
                )
            )
            words = words[: MOST_TEXT - 1].rstrip() + "…"
        return words


class _Words(HTMLParser):
    """Takes the words of a page: no scripts, no styles, nothing that would be loaded."""

    _SILENT: Final = frozenset(
        {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object"}
    )
    _BREAKS: Final = frozenset(
        {
            "p",
            "div",
            "br",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "ul",
            "ol",
            "blockquote",
            "hr",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "body":
            self._silent.clear()  # a head that nobody closed ends here
        elif tag in self._SILENT:
            self._silent.append(tag)
        elif tag in self._BREAKS:
            self.words.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in self._BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(re.sub(r"\s+", " ", data))


def html_words(page: str) -> str:
    """Return the words of a page, lines where it has paragraphs."""
    parser = _Words()
    try:
        parser.feed(page)
        parser.close()
    except (AssertionError, ValueError):
        pass  # what was read so far is what there is
    lines = (" ".join(line.split()) for line in "".join(parser.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(part: Message) -> str:
    if isinstance(part, EmailMessage):
        try:
            found = part.get_content()
        except _FAULTS:
            found = None
        if isinstance(found, str) and "\ufffd" not in found:
            return found
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    for charset in (part.get_content_charset("utf-8"), "utf-8", "cp1252"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _type(part: Message) -> str:
    try:
        return part.get_content_type().lower()
    except _FAULTS:
        return "application/octet-stream"


def _disposition(part: Message) -> str:
    try:
        return (part.get_content_disposition() or "").lower()
    except _FAULTS:
        return ""


def _name(part: Message) -> str:
    try:
        return _line(str(part.get_filename() or ""))
    except _FAULTS:
        return ""


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except _FAULTS:
        # A header that the newer parser stumbles over is read as it stands there.
        raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
        return str(raw)


def _line(text: str) -> str:
    """Return one clean line; characters that turn the direction around are gone."""
    plain = "".join(char if char.isprintable() else " " for char in clean_text(text))
    return " ".join(plain.split())[:_LINE]


def _sender(message: Message) -> tuple[str, str]:
    """Return name and address of who wrote; a reply address does not count, it may be a list's."""
    written = _header(message, "from")
    try:
        name, address = next(iter(getaddresses([written])), ("", ""))
    except _FAULTS:
        name, address = "", ""
    if not _ADDRESS.fullmatch(address):
        found = _ADDRESS.search(written)
        address = found[0] if found else ""
        name = name or written.replace(address, "").strip(" <>\"'")
    return _line(name).strip("\"'"), _line(address).lower()


def _sent(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "date"))
        return found if found.tzinfo is not None and 1990 < found.year < 2200 else found.replace(tzinfo=UTC)
    except (*_FAULTS, OverflowError):
        return None
