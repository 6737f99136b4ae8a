"""Everything that is kept about one person, on paper for them: nothing is cut, whoever they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Spacer,
    Table,
    TableStyle,
)

from desktop_app.domain import spanish
from desktop_app.domain.person_record import PersonRecord, RecordedAttention, RecordedCase, RecordedPerson
from desktop_app.domain.protocol_words import with_article
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.long_table import MANY, LongTable, Rows, heights_of
from desktop_app.reports.pdf.page import BandedDocument, CountedCanvas, Face
from desktop_app.reports.pdf.text import para

_LONGEST: Final = 20_000
_FACE: Final = Face(style.SIDE, band=19 * mm, above=7 * mm, below=17 * mm)
_AFTER: Final = 6
_LAID: Final = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), style.REGULAR, 8.5, 11.5),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.RULE),
    ]
)
_LAID_UNDER_HEAD: Final = TableStyle([("LINEBELOW", (0, 0), (-1, 0), 0.9, style.INK2)], parent=_LAID)
_NARROW: Final = style.NOTE.clone("person-note", splitLongWords=1)


def render_person(
    record: PersonRecord, *, paper: str = "a4", check: Callable[[], None] = lambda: None
) -> bytes:
    """Return the document; ``paper`` is ``a4`` or ``carta``. The same record, the same bytes.

    ``check`` is called at every part and page, and may raise to cancel.
    """
    return _PersonDocument(record, paper, check).render()


class _PersonDocument(BandedDocument):
    """Pages that say whose data it is and that it is personal."""

    canvas_kind = CountedCanvas

    def __init__(self, record: PersonRecord, paper: str, check: Callable[[], None]) -> None:
        self.record = record
        self.check = check
        self.heading = QT_TRANSLATE_NOOP("core", "Datos personales de {name}").format(
            name=_named(record.person.name)
        )
        super().__init__(
            style.PAPERS[paper], _FACE, title=self.heading, author=record.municipality, made_at=record.made_at
        )

    def paint_face(self, canvas: Canvas) -> None:
        """Paint the municipality, whose data it is, and who handed it out."""
        self.check()
        height = self.paper_size[1]
        record = self.record
        canvas.setFillColor(style.WHITE)
        self.write_line(canvas, record.municipality, 12, height - 9 * mm, font=style.SEMIBOLD)
        canvas.setFillColor(style.SOFT)
        self.write_line(canvas, self.heading, 8.5, height - 14.5 * mm)
        canvas.setFillColor(style.INK2)
        words = QT_TRANSLATE_NOOP("core", "Documento con datos personales · {moment} · {who}").format(
            moment=_moment(record.made_at), who=record.made_by
        )
        self.write_line(canvas, words, 7.5, 10 * mm, room=self.room - 80)
        canvas.doForm(f"number{canvas.getPageNumber()}")

    def story(self) -> list[Flowable]:
        """Return the person's facts, then the lists."""
        record = self.record
        title = style.H1.clone("person-title", splitLongWords=1)
        made = QT_TRANSLATE_NOOP(
            "core",
            "Todo lo que {municipality} guarda de esta persona. Entregado el {moment} por {who}, en {office}.",
        ).format(
            municipality=with_article(record.municipality),
            moment=_moment(record.made_at),
            who=record.made_by,
            office=record.office,
        )
        story: list[Flowable] = [para(self.heading, title), para(made, style.BODY), Spacer(1, 4)]
        story += self._facts(_person_facts(record.person))
        for each in record.merged:
            name = QT_TRANSLATE_NOOP("core", "Ficha reunida con la anterior: {name}").format(
                name=_named(each.name)
            )
            story += [self._part(name), *self._facts(_person_facts(each))]
        story += self._attentions()
        story += self._cases()
        story += self._contacts()
        story += self._hand_overs()
        story += self._end()
        return story

    def _part(self, title: str, count: int | None = None) -> Flowable:
        words = title if count is None else f"{title} ({spanish.integer(count)})"
        return para(words, style.H2)

    def _facts(self, facts: Sequence[tuple[str, str]]) -> list[Flowable]:
        rows = [[para(name, style.CELL_NOTE), _cell(text)] for name, text in facts if text]
        if not rows:
            return []
        return [self._table(rows, (22, 78), head=False)]

    def _table(self, rows: list[list[Any]], shares: Sequence[int], *, head: bool = True) -> Flowable:
        whole = sum(shares)
        wide = [self.room * share / whole for share in shares]

        def make(some: Rows, high: Sequence[float] | None) -> Table:
            made = Table(
                some, colWidths=wide, rowHeights=high, repeatRows=int(head), hAlign="LEFT", splitInRow=1
            )
            made.setStyle(_LAID_UNDER_HEAD if head else _LAID)
            made.spaceAfter = _AFTER
            return made

        heights = heights_of(make, rows) if head and len(rows) >= MANY else None
        return make(rows, None) if heights is None else LongTable(make, rows[0], rows[1:], heights, _AFTER)

    def _listed(
        self, title: str, heads: Sequence[str], rows: list[list[Any]], shares: Sequence[int]
    ) -> list[Flowable]:
        self.check()
        story: list[Flowable] = [CondPageBreak(70), self._part(title, len(rows))]
        if not rows:
            return [*story, para(QT_TRANSLATE_NOOP("core", "Nada registrado."), style.NOTE)]
        return [*story, self._table([[para(head, style.HEAD) for head in heads], *rows], shares)]

    def _attentions(self) -> list[Flowable]:
        rows = [
            [
                _cell(_moment(each.at), each.number),
                _cell(each.channel, each.query_type),
                _cell(each.topic, each.detail, *_told(each), each.preferential),
                _cell(QT_TRANSLATE_NOOP("core", "Anulada") if each.voided else each.result, each.unit),
                _cell(each.attended_by, each.office),
            ]
            for each in self.record.attentions
        ]
        heads = (
            QT_TRANSLATE_NOOP("core", "Cuándo"),
            QT_TRANSLATE_NOOP("core", "Canal y tipo"),
            QT_TRANSLATE_NOOP("core", "Consulta"),
            QT_TRANSLATE_NOOP("core", "Resultado"),
            QT_TRANSLATE_NOOP("core", "Atendió"),
        )
        return self._listed(QT_TRANSLATE_NOOP("core", "Atenciones"), heads, rows, (20, 16, 34, 15, 15))

    def _cases(self) -> list[Flowable]:
        cases = self.record.cases
        story: list[Flowable] = [
            CondPageBreak(70),
            self._part(QT_TRANSLATE_NOOP("core", "Casos"), len(cases)),
        ]
        if not cases:
            return [*story, para(QT_TRANSLATE_NOOP("core", "Nada registrado."), style.NOTE)]
        for case in cases:
            story += self._case(case)
        return story

    def _case(self, case: RecordedCase) -> list[Flowable]:
        self.check()
        strong = style.CELL_STRONG.clone("person-case", spaceBefore=6, spaceAfter=2, splitLongWords=1)
        number = case.number or QT_TRANSLATE_NOOP("core", "Sin número")
        score = "" if case.satisfaction is None else f"{case.satisfaction}/5"
        facts = (
            (QT_TRANSLATE_NOOP("core", "Descripción"), case.description),
            (QT_TRANSLATE_NOOP("core", "Lugar"), case.place),
            (QT_TRANSLATE_NOOP("core", "Tema"), " · ".join(p for p in (case.topic, case.request_type) if p)),
            (QT_TRANSLATE_NOOP("core", "Estado"), " · ".join(p for p in (case.state, case.level) if p)),
            (QT_TRANSLATE_NOOP("core", "A cargo"), " · ".join(p for p in (case.unit, case.responsible) if p)),
            (QT_TRANSLATE_NOOP("core", "Vence"), _moment(case.due)),
            (QT_TRANSLATE_NOOP("core", "Satisfacción"), score),
            (QT_TRANSLATE_NOOP("core", "Archivos"), " · ".join(each.name for each in case.files)),
        )
        steps = [
            [_cell(_moment(step.at)), _cell(step.what, step.text), _cell(step.by)] for step in case.timeline
        ]
        story: list[Flowable] = [CondPageBreak(90), para(f"{number} · {case.subject}", strong, _LONGEST)]
        story += self._facts(facts)
        if steps:
            heads = (
                QT_TRANSLATE_NOOP("core", "Cuándo"),
                QT_TRANSLATE_NOOP("core", "Qué se hizo"),
                QT_TRANSLATE_NOOP("core", "Quién"),
            )
            story.append(self._table([[para(head, style.HEAD) for head in heads], *steps], (20, 60, 20)))
        return story

    def _contacts(self) -> list[Flowable]:
        rows = [
            [
                _cell(_moment(each.at)),
                _cell(each.channel, "" if each.reached else QT_TRANSLATE_NOOP("core", "No se le encontró")),
                _cell(each.text, each.case),
                _cell(each.by),
            ]
            for each in self.record.contacts
        ]
        heads = (
            QT_TRANSLATE_NOOP("core", "Cuándo"),
            QT_TRANSLATE_NOOP("core", "Canal"),
            QT_TRANSLATE_NOOP("core", "Qué se le dijo, y en qué caso"),
            QT_TRANSLATE_NOOP("core", "Quién"),
        )
        return self._listed(QT_TRANSLATE_NOOP("core", "Contactos"), heads, rows, (20, 18, 44, 18))

    def _hand_overs(self) -> list[Flowable]:
        rows = [
            [
                _cell(_moment(each.sent), each.number),
                _cell(each.need, each.comment),
                _cell(each.to),
                _cell(each.state),
            ]
            for each in self.record.hand_overs
        ]
        heads = (
            QT_TRANSLATE_NOOP("core", "Cuándo"),
            QT_TRANSLATE_NOOP("core", "Necesidad"),
            QT_TRANSLATE_NOOP("core", "Con quién"),
            QT_TRANSLATE_NOOP("core", "Estado"),
        )
        return self._listed(QT_TRANSLATE_NOOP("core", "Vinculaciones"), heads, rows, (20, 40, 24, 16))

    def _end(self) -> list[Flowable]:
        record = self.record
        story: list[Flowable] = []
        if record.numbers:
            title = QT_TRANSLATE_NOOP("core", "Números impresos en constancias y comprobantes")
            story += [self._part(title), para(" · ".join(record.numbers), _NARROW, _LONGEST)]
        if record.earlier:
            lines = [f"{_moment(each.at)} · {each.by}" for each in record.earlier]
            title = QT_TRANSLATE_NOOP("core", "Entregas anteriores de estos datos")
            story += [self._part(title), *(para(line, style.NOTE) for line in lines)]
        if record.notice:
            words = f"{record.notice} ({record.legal_basis})" if record.legal_basis else record.notice
            title = QT_TRANSLATE_NOOP("core", "Sobre sus datos")
            story += [CondPageBreak(60), self._part(title), para(words, style.BODY)]
        return story


def _named(name: str) -> str:
    return name or QT_TRANSLATE_NOOP("core", "persona sin nombre")


def _told(attention: RecordedAttention) -> tuple[str, str]:
    """Return how the person could be reached, and why the attention was taken back."""
    contact = QT_TRANSLATE_NOOP("core", "Sin contacto") if attention.without_contact else attention.contact
    reason = QT_TRANSLATE_NOOP("core", "Anulada: {reason}").format(reason=attention.voided)
    return contact, reason if attention.voided else ""


def _person_facts(person: RecordedPerson) -> tuple[tuple[str, str], ...]:
    return (
        (QT_TRANSLATE_NOOP("core", "Nombre"), person.name),
        (
            QT_TRANSLATE_NOOP("core", "Documento"),
            " ".join(p for p in (person.document_type, person.document) if p),
        ),
        (QT_TRANSLATE_NOOP("core", "Teléfono"), person.phone),
        (QT_TRANSLATE_NOOP("core", "Correo"), person.email),
        (QT_TRANSLATE_NOOP("core", "Dirección"), person.address),
        (QT_TRANSLATE_NOOP("core", "Registrada"), _moment(person.registered)),
        (QT_TRANSLATE_NOOP("core", "Reunida"), _moment(person.merged)),
    )


def _cell(first: str, *more: str) -> list[Flowable]:
    """Return paragraphs: the first in ink, what follows fainter; a text's own lines stay lines."""
    cell = [para(line, style.CELL, _LONGEST) for line in first.split("\n") if line.strip()]
    cell += [
        para(line, style.CELL_NOTE, _LONGEST) for text in more for line in text.split("\n") if line.strip()
    ]
    return cell


def _moment(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment is not None else ""
