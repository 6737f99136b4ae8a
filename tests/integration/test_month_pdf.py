"""The printed month: what each page says, how it is built, and what it must never do."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import figures_sample
import pytest
from pypdf import PdfReader

from desktop_app.domain import spanish
from desktop_app.domain.figures import MonthFigures
from desktop_app.reports import pdf
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.month import render_month
from desktop_app.reports.pdf.text import LONGEST, clean, fitted

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def pages(content: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in read(content).pages]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def full() -> MonthFigures:
    return figures_sample.full()


@pytest.fixture(scope="module")
def printed(full) -> bytes:
    return render_month(full)


def beside(text: str, label: str, figure: str) -> bool:
    """Tell whether a figure follows its label with nothing but blanks between them."""
    return re.search(rf"{re.escape(label)}\s*{re.escape(plain(figure))}(?!\d)", text) is not None


def test_the_cover_names_the_month_and_its_key_figures(full, printed):
    cover = pages(printed)[0]
    assert "Municipalidad Distrital de San Isidro" in cover
    assert "Octubre de 2026" in cover
    for label, figure in (
        ("Atenciones", spanish.integer(full.attentions.total)),
        ("Casos abiertos", "438"),
        ("Casos cerrados", "412"),
        ("Vencidos al terminar el mes", "12"),
        ("Cumplimiento de plazos", "91 %"),
        ("Satisfacción, de 1 a 5", "4,4"),
    ):
        assert beside(cover, label, figure), label
    for sentence in full.sentences:
        assert plain(sentence) in cover


def test_the_contents_give_the_page_of_each_chapter(printed):
    texts = pages(printed)
    chapters = ["Atenciones", "Casos y cumplimiento", "Casos críticos", "Vinculaciones", "Satisfacción",
                "Método y definiciones"]  # fmt: skip
    for number, title in enumerate(chapters, 1):
        found = re.search(rf"{number}\s*{title}\s*(\d+)", texts[0])
        assert found, title
        assert re.search(rf"{number}\s*{title}", texts[int(found[1]) - 1])


def test_every_breakdown_shows_each_figure_beside_its_label(full, printed):
    text = " ".join(pages(printed)[1:])
    rows = [*full.attentions.by_channel, *full.attentions.by_type, *full.attentions.by_result]
    rows += full.attentions.by_topic
    for row in rows:
        assert beside(text, row.label, spanish.integer(row.count)), row
    for level in full.cases.by_level:
        counts = (
            level.closed_on_time,
            level.closed_late,
            level.open_overdue,
            level.open_on_time,
            level.open_solved,
        )
        assert beside(text, level.label, " ".join(map(spanish.integer, counts))), level
    for unit in full.cases.by_unit:
        counts = (
            unit.closed_on_time,
            unit.closed_late,
            unit.open_overdue,
            unit.open_on_time,
            unit.open_solved,
        )
        assert beside(text, unit.label, " ".join(map(spanish.integer, counts))), unit
    for unit in full.referrals.by_unit:
        assert beside(text, unit.label, f"{unit.sent} {unit.wrong}"), unit
    for row in full.referrals.returned:
        assert beside(text, f"Devuelta: {row.label}", str(row.count)), row
    for label, count in zip(("1 Muy mala", "5 Muy buena"), (4, 149), strict=True):
        assert beside(text, label, str(count))


def test_the_heat_map_shows_its_numbers_and_their_sums(full, printed):
    text = " ".join(pages(printed))
    monday = full.attentions.by_weekday_hour[0]
    shown = [monday[hour] for hour in range(8, 17)]
    assert beside(text, "Lunes", " ".join(str(count) for count in [*shown, sum(shown)] if count))


def test_critical_cases_are_told_one_by_one(full, printed):
    text = " ".join(pages(printed))
    for case in full.cases.criticals:
        assert case.number in text
    late = next(case for case in full.cases.criticals if case.answered_at is None)
    assert re.search(rf"{late.number}.*?Sin respuesta", text)


def test_what_is_compared_says_when_there_is_no_data(full, printed):
    text = " ".join(pages(printed))
    assert "sep 2026" in text
    assert "oct 2025 Variación" in text
    assert re.search(r"Total 2829 100,0 % 2615 \+214 \(\+8 %\) sin datos", text)
    assert all(plain(note) in text for note in full.missing)


def test_every_definition_is_printed_and_signatures_have_their_lines(full, printed):
    text = " ".join(pages(printed)).rpartition("Datos que faltan")[2]
    for item in full.definitions:
        assert plain(item.text) in text
    for signer in ("Elaborado por", "Revisado por (Supervisión)", "Visto bueno"):
        assert signer in text


def test_pages_are_numbered_and_bear_the_running_head(printed):
    texts = pages(printed)
    for number, text in enumerate(texts, 1):
        assert text.count(f"Página {number} de {len(texts)}") == 1
    for text in texts[1:]:
        assert "Oficina central" in text
        assert "Informe mensual de atención al ciudadano · octubre de 2026" in text


def test_the_file_says_what_it_is(printed):
    reader = read(printed)
    assert reader.metadata is not None
    assert reader.metadata.title == "Informe mensual de atención al ciudadano · octubre de 2026"
    assert reader.metadata.author == "Municipalidad Distrital de San Isidro"
    assert reader.metadata.creation_date_raw == "D:20261101083000-05'00'"
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_the_outline_leads_to_the_chapters(printed):
    reader = read(printed)
    outline = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [entry.title for entry in outline] == [
        "Portada", "1 Atenciones", "2 Casos y cumplimiento", "3 Casos críticos", "4 Vinculaciones", "5 Satisfacción",
        "6 Método y definiciones",
    ]  # fmt: skip
    texts = pages(printed)
    for entry in outline[1:]:
        page = reader.get_destination_page_number(entry)
        assert (
            plain(entry.title.replace(" ", "", 1)) in texts[page].replace(" ", "", 1)
            or entry.title in texts[page]
        )


def test_all_fonts_are_embedded(printed):
    for page in read(printed).pages:
        for font in page["/Resources"]["/Font"].values():
            found = font.get_object()
            assert "OpenSans" in found["/BaseFont"]
            assert "/FontFile2" in found["/FontDescriptor"].get_object()


def test_the_same_figures_give_the_same_bytes(full, printed):
    assert render_month(full) == printed


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("carta", LETTER)])
def test_the_paper(full, paper, size):
    for page in read(render_month(full, paper=paper)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


def test_an_empty_month_reads_well():
    text = " ".join(pages(render_month(figures_sample.empty())))
    for sentence in (
        "Sin atenciones registradas en este mes.",
        "Sin casos abiertos ni cerrados en este mes.",
        "Sin casos críticos en este mes.",
        "Sin vinculaciones en este mes.",
        "Sin opiniones registradas en este mes.",
    ):
        assert sentence in text
    assert "None" not in text


def test_a_month_in_course_says_so(full):
    now = full.generated_at.replace(month=10, day=20)
    cover = pages(render_month(replace(full, generated_at=now)))[0]
    assert "Mes en curso: datos registrados hasta el mar 20/10/2026 08:30" in cover
    assert beside(cover, "Vencidos hoy", "12")


@pytest.mark.parametrize("paper", ["a4", "carta"])
def test_hostile_words_are_shown_as_they_are(paper):
    content = render_month(figures_sample.hostile(), paper=paper)
    text = "".join(pages(content)).replace(" ", "")  # a cell may break its line anywhere
    assert "<b>Sin&cerrar<imgsrc='file:///etc/passwd'/>" in text
    assert '=HYPERLINK("http://x.test","clic")<para>' in text
    assert "</para><ahref='http://x.test'>clic</a>" in text
    for page in read(content).pages:
        assert "/Annots" not in page  # no link came out of the text
        width = float(page.mediabox.width)
        page.extract_text(
            visitor_text=lambda words, _user, matrix, _font, _size, width=width: _within(words, matrix, width)
        )


def _within(words: str, matrix: list[float], width: float) -> None:
    if words.strip():
        assert 0 <= matrix[4] < width, words


def test_a_month_of_many_rows_repeats_its_heads(full):
    unit = full.cases.by_unit[0]
    many = replace(
        full.cases, by_unit=tuple(replace(unit, code=str(n), label=f"Unidad {n}") for n in range(120))
    )
    texts = pages(render_month(replace(full, cases=many)))
    with_rows = [text for text in texts if re.search(r"Unidad \d+ 62 3 3", text)]
    assert len(with_rows) >= 3
    for text in with_rows:
        assert "a tiempo tarde vencidos en plazo resueltos Sin plazo" in text
    assert "Y 106 unidades más con menor carga, en la tabla." in " ".join(texts)


def test_no_heading_ends_a_page(full):
    heads = (
        r"(\d (Atenciones|Casos críticos|Casos y cumplimiento|Vinculaciones|Satisfacción|Método y definiciones)"
        r"|Por (canal|día|resultado|unidad)|Definiciones|Consultas más frecuentes|Firmas|Cumplimiento por unidad)"
    )
    for criticals in range(0, 60, 7):
        row = full.cases.criticals[0]
        cases = replace(full.cases, criticals=(row,) * criticals)
        for text in pages(render_month(replace(full, cases=cases)))[1:]:
            assert not re.search(rf"{heads}$", text.strip()), text[-80:]


def test_work_can_be_stopped_between_pieces(full):
    class StopError(Exception):
        pass

    calls = []

    def step() -> None:
        calls.append(1)
        if len(calls) == 10:
            raise StopError

    with pytest.raises(StopError):
        render_month(full, step=step)


def test_the_file_is_sound(printed, tmp_path, program):
    file = tmp_path / "month.pdf"
    file.write_bytes(printed)
    done = subprocess.run([program("qpdf"), "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_paragraphs_are_made_behind_one_door():
    # A Paragraph reads markup, so raw text must not reach it: text.py alone may name the class.
    for file in Path(pdf.__file__).parent.glob("*.py"):
        names = {
            node.id for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Name)
        }
        imported = {
            alias.name
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert file.name == "text.py" or "Paragraph" not in names | imported, file.name


def test_text_is_cleaned_before_it_is_drawn():
    assert clean("a\x00b\tc\n d\u202e") == "a b c d"
    assert clean("uno\xa0dos") == "uno\xa0dos"
    assert clean("x\ud800") == "x\ufffd"
    assert len(clean("palabra " * 1000)) <= LONGEST


def test_text_is_fitted_into_a_width():
    style.register_fonts()
    assert fitted("corto", style.REGULAR, 10, 200) == "corto"
    long = fitted("largo " * 100, style.REGULAR, 10, 100)
    assert long.endswith("…")
    assert fitted("imposible", style.REGULAR, 10, 1) == "…"


def test_ink_on_the_heat_map_can_be_read():
    for step in range(101):
        background = style.tint(step / 100)
        light, dark = sorted(
            (style._luminance(background), style._luminance(style.readable_on(background))), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5
