"""Files that somebody else made: every one is read as it is meant, or refused in a Spanish sentence."""

from __future__ import annotations

import io
import json
import random
import re
import tracemalloc
import zipfile
from datetime import datetime

import openpyxl
import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.domain.errors import InvalidInput
from desktop_app.services.imports.mapping import read_mapping
from desktop_app.services.imports.reading import read_cases
from desktop_app.system.profiles import load_profile

MAPPING = read_mapping(
    {
        "name": "prueba",
        "columns": {"key": "Número", "opened": "Ingreso", "closed": "Cierre", "topic": "Tipo"},
        "dates": {"formats": ["%d/%m/%Y"]},
    }
)
HEAD = "Número,Ingreso,Cierre,Tipo\n"
ROW = "1,05/03/2021,06/03/2021,Baches\n"
PERU = load_profile("pe")


def read(tmp_path, content, name="casos.csv", mapping=MAPPING, **options):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_cases(path, mapping, PERU, 20261103, **options)


def drafts(reading):
    return [draft for batch in reading.batches() for _, draft in batch]


def refusal(tmp_path, content, **options):
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, content, **options)
    sentence = str(caught.value)
    assert re.fullmatch(r".+[.?]", sentence, re.DOTALL)
    return sentence


def book(rows, change=None):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made.active)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def repack(content, replace):
    """Return a workbook with some parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, replace.get(part.filename, old.read(part)))
        for name in set(replace) - set(old.namelist()):
            new.writestr(name, replace[name])
    return out.getvalue()


DAY = datetime.fromisoformat("2021-03-05")
SHEET = "xl/worksheets/sheet1.xml"
TABLE = [["Número", "Ingreso", "Cierre", "Tipo"], [1, DAY, None, "Baches"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings_are_found_out(tmp_path, delimiter, encoding):
    text = (HEAD + '7,05/03/2021,,"Señalización, ""vía"""\n').replace(",", "\x00")
    text = text.replace("Señalización\x00", "Señalización,").replace("\x00", delimiter)
    reading = read(tmp_path, text.encode(encoding))
    (draft,) = drafts(reading)
    assert (draft.key, draft.topic, draft.opened.day) == ("7", 'Señalización, "vía"', 20210305)
    assert bool(reading.notices) == (encoding == "cp1252")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("first", ["", "sep=;\r\n"])
def test_line_ends_blank_lines_and_excels_remark(tmp_path, ending, first):
    delimiter = ";" if first else ","
    text = HEAD + "\n" + ROW + ",,,\n" + ROW.replace("1,", "2,", 1)
    reading = read(tmp_path, first + text.replace("\n", ending).replace(",", delimiter))
    assert [draft.key for draft in drafts(reading)] == ["1", "2"]
    assert reading.read == 2


def test_the_encoding_may_be_told(tmp_path):
    mapping = read_mapping(
        {"name": "x", "file": {"encoding": "cp850"}, "columns": {"key": "Número", "opened": "Año"}}
    )
    reading = read(tmp_path, "Número,Año\n1,2021-03-05\n".encode("cp850"), mapping=mapping)
    assert reading.usable == 1


def test_damaged_letters_refuse_their_row_alone(tmp_path):
    content = (HEAD + "1,05/03/2021,,Señal\n2,05/03/2021,,X\n3,05/03/2021,,Vía\n").encode()
    reading = read(tmp_path, content.replace(b",X\n", b",mal\xf1\n"))
    assert [draft.key for draft in drafts(reading)] == ["1", "3"]
    assert reading.refusals == [
        "Fila 3: la columna «Tipo» trae letras dañadas: la codificación del texto se mezcló."
    ]


def test_null_bytes_refuse_their_row_alone(tmp_path):
    reading = read(tmp_path, HEAD + ROW * 1 + "2,05/03/2021,,a\x00b\n" + "3,05/03/2021,,c\n" * 1)
    assert reading.refusals == ["Fila 3: la columna «Tipo» trae bytes nulos."]
    assert reading.usable == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "está vacío"),
        (HEAD, "ninguna fila"),
        ("\n\n \n", "no tiene encabezado"),
        (random.Random(1).randbytes(5000), "no es un archivo de texto"),
        (b"%PDF-1.7\n" + b"a,b\n" * 50, "no es un archivo de texto"),
        (HEAD.encode("utf-16-le"), "no es un archivo de texto"),
        ("a,b\n1,2\n", "faltan las columnas «Número», «Ingreso», «Cierre», «Tipo». El archivo trae: «a», «b»."),
        (HEAD.replace("Tipo", "CIERRE") + ROW, "repite «CIERRE», «Cierre»"),
        (",".join(f"c{n}" for n in range(1_000_000)) + "\n1\n", "1000000 columnas y se leen hasta 500"),
        (HEAD + ROW + '2,05/03/2021,,"abierta\n' + ROW * 50, "empieza en la línea 3 hay una comilla"),
        (HEAD + ROW + '2,05/03/2021,,"a" b\n', "empieza en la línea 3 hay una comilla"),
        (HEAD + ROW + '2,05/03/2021,,"' + "x" * 41_000_000, "línea 3 es demasiado larga"),
        ("x" * 41_000_000, "línea 1 es demasiado larga"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else None,
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path, content, words):
    assert words in refusal(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + b"x" * 500, "no es un libro de Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9, "contraseña"),
        (HEAD + ROW, "no es un libro de Excel aunque"),
        (b"\x00\x01" * 300, "no es un libro de Excel aunque"),
        (book([["a", "b"], [1, 2]]), "faltan las columnas"),
        (book([]), "no tiene encabezado"),
        (book(TABLE)[:-200], "no es un libro de Excel"),
        (repack(book(TABLE), {SHEET: b"<worksheet><sheetData><row"}), "no es un libro de Excel"),
        (repack(book(TABLE), {"[Content_Types].xml": b"<Types/>"}), "no es un libro de Excel"),
        (repack(book(TABLE), {SHEET: b"\x00" * (200 << 20)}), "mucho más de lo que un libro normal"),
        (
            repack(book(TABLE), {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'}),
            "no es un libro de Excel",
        ),
    ],
    ids=range(11),
)
def test_a_workbook_that_cannot_be_used_is_refused_in_words(tmp_path, content, words):
    assert words in refusal(tmp_path, content, name="casos.xlsx")


def test_an_old_workbook_is_named(tmp_path):
    assert "(.xls)" in refusal(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, name="casos.xls")


def test_a_workbook_is_read_like_a_table_of_texts(tmp_path):
    rows = [
        TABLE[0],
        [1, DAY, datetime.fromisoformat("2021-03-06 10:30"), "=1+1"],
        ["dos", 44260, 44261.25, None],
        [3.0, "05/03/2021", None, True],
        [None] * 4,
        [4, "2021-03-05", None, "x\r\ny 🙂 \u202eabc"],
    ]

    def as_text(sheet):
        sheet["D2"].data_type = "s"

    reading = read(tmp_path, book(rows, as_text), name="casos.xlsx")
    found = drafts(reading)
    assert [draft.key for draft in found] == ["1", "dos", "3", "4"]
    assert {draft.opened.day for draft in found} == {20210305}
    assert found[0].topic == "=1+1"
    assert found[0].closed.exact
    assert (found[1].closed.day, found[1].closed.exact, found[1].topic) == (20210306, True, None)
    assert found[2].topic == "VERDADERO"
    assert found[3].topic == "x y 🙂 \u202eabc"
    assert reading.refused == 0
    assert reading.flags == {"sin_tipo": 1}


def test_formulas_give_their_result_or_refuse_their_row(tmp_path):
    rows = [*TABLE, [2, DAY, None, "=B2"], [3, DAY, None, "#N/A"]]
    content = book(rows, lambda sheet: setattr(sheet["D4"], "data_type", "e"))
    reading = read(tmp_path, content, name="casos.xlsx")
    assert reading.refusals == [
        "Fila 3: la celda D3 tiene una fórmula sin su resultado: abra el libro en Excel y guárdelo otra vez.",
        "Fila 4: la celda D4 contiene un error de Excel (#N/A).",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET).decode()
    solved = re.sub(r"<f>B2</f><v\s*/?>(</v>)?", "<f>B2</f><v>77</v>", sheet)
    assert solved != sheet
    reading = read(tmp_path, repack(content, {SHEET: solved.encode()}), name="casos.xlsx")
    assert [draft.topic for draft in drafts(reading)] == ["Baches", "77"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "más filas de las que Excel admite"),
        ('<row r="99999999999"><c r="A1"><v>1</v></c></row>', "más filas de las que Excel admite"),
        ('<row r="3"><c r="A3" t="s"><v>99999</v></c></row>', "no es un libro de Excel"),
        ('<row r="x"><c><v>1</v></c></row>', "no es un libro de Excel"),
        ('<row r="3"><c r="A3" t="d"><v>ayer</v></c></row>', "no es un libro de Excel"),
    ],
)
def test_impossible_places_are_refused(tmp_path, cells, words):
    content = book(TABLE)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET).decode()
    crafted = sheet.replace("</sheetData>", cells + "</sheetData>")
    assert words in refusal(tmp_path, repack(content, {SHEET: crafted.encode()}), name="casos.xlsx")


def test_a_wrong_size_in_the_sheet_hides_no_row(tmp_path):
    content = book([*TABLE, [2, DAY, None, "Ruido"]])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET).decode()
    crafted = re.sub(r'<dimension ref="[^"]+"', '<dimension ref="A1:A1"', sheet)
    assert crafted != sheet
    assert read(tmp_path, repack(content, {SHEET: crafted.encode()}), name="casos.xlsx").usable == 2


def test_the_sheet_may_be_named(tmp_path):
    mapping = read_mapping({"name": "x", "file": {"sheet": "Otra"}, "columns": {"key": "a", "opened": "b"}})
    assert "no tiene la hoja «Otra». Tiene: Sheet." in refusal(
        tmp_path, book(TABLE), name="casos.xlsx", mapping=mapping
    )


def test_rows_of_another_width(tmp_path):
    text = HEAD + "1,05/03/2021\n2,05/03/2021,,Baches,,,\n3,05/03/2021,,Baches,sobra\n"
    reading = read(tmp_path, text)
    assert [draft.flags for draft in drafts(reading)] == [("sin_tipo", "fila_incompleta"), ()]
    assert reading.refusals == ["Fila 4: trae 5 celdas y el encabezado tiene 4 columnas."]


@pytest.mark.parametrize(
    "text",
    ["31/02/2021", "ayer", "0000-00-00", "2021-13-01", "44260", "1850-01-01", "05/03/3021", "1e400", "٢٠٢١"],
)
def test_a_date_nobody_understands_refuses_its_row(tmp_path, text):
    reading = read(tmp_path, f"{HEAD}1,{text},,Baches\n2,05/03/2021,{text},Baches\n")
    assert reading.refusals == [f"Fila {n}: la fecha «{text}» no se entiende." for n in (2, 3)]


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2021-03-05", 20210305, 12),
        ("2021-03-05 23:30", 20210305, 23),
        ("2021-03-05T23:30:00Z", 20210305, 18),
        ("05/03/2021", 20210305, 12),
    ],
)
def test_dates_keep_the_day_that_is_written(tmp_path, text, day, hour):
    (draft,) = drafts(read(tmp_path, f"{HEAD}1,{text},,Baches\n"))
    assert draft.opened.day == day
    assert datetime.fromtimestamp(draft.opened.epoch, PERU.zone).hour == hour


def test_serial_numbers_in_a_text_are_dates_only_where_the_mapping_says_so(tmp_path):
    mapping = read_mapping(
        {"name": "x", "columns": {"key": "a", "opened": "b"}, "dates": {"formats": ["excel"]}}
    )
    found = drafts(read(tmp_path, "a,b\n1,44260\n2,44260.5\n3,60\n", mapping=mapping))
    assert [(draft.opened.day, draft.opened.exact) for draft in found[:2]] == [
        (20210305, False),
        (20210305, True),
    ]


def test_control_characters_go_and_texts_are_kept_whole(tmp_path):
    long = "Árbol " * 200
    reading = read(tmp_path, f'{HEAD}1,05/03/2021,,"a\x07b\r\nc"\n2,05/03/2021,,{long}\n')
    first, second = drafts(reading)
    assert first.topic == "ab c"
    assert second.flags == ("texto_recortado",)
    assert len(second.subject) == 400
    assert second.row["Tipo"] == long.strip()


def test_the_limit_of_messages(tmp_path):
    text = (
        HEAD
        + "".join(f"{n},malo,,x\n" for n in range(30))
        + "".join(f"a{n},05/03/2021,,\n" for n in range(30))
    )
    reading = read(tmp_path, text, limit=5)
    assert (reading.refused, reading.flagged) == (30, 30)
    assert len(reading.messages()) == 5
    assert all("malo" in message for message in reading.messages())


def test_memory_stays_bounded(tmp_path):
    path = tmp_path / "grande.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(30):
            file.write(f"{number},05/03/2021,,{'x' * 3_000_000}\n")
    tracemalloc.start()
    try:
        reading = read_cases(path, MAPPING, PERU, 20261103)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reading.refused == 30
    assert peak < 40 << 20 < path.stat().st_size


def test_codes_come_from_a_column(tmp_path):
    mapping = read_mapping(
        {
            "name": "x",
            "columns": {"key": "a", "opened": "b"},
            "channel": {"column": "c", "values": {"Llamada": "teléfono", "web": "app"}},
            "level": {"column": "c", "values": {"web": "complejo"}},
            "query_type": {"value": "queja"},
        }
    )
    found = drafts(
        read(tmp_path, "a,b,c\n1,2021-01-01,LLAMADA\n2,2021-01-01,web\n3,2021-01-01,\n", mapping=mapping)
    )
    assert [(draft.channel, draft.level, draft.query_type) for draft in found] == [
        ("phone", "simple", "queja"), ("app", "complex", "queja"), (None, "simple", "queja"),
    ]  # fmt: skip
    unknown = read_mapping(
        {"name": "x", "columns": {"key": "a", "opened": "b"}, "query_type": {"value": "milagro"}}
    )
    assert "no tiene el tipo «milagro»" in refusal(tmp_path, "a,b\n1,2021-01-01\n", mapping=unknown)


# The command line never shows a traceback, and what is there stays.


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("import") / "data"
    create_municipality(folder, MunicipalityForm("Prueba", "pe")).close()
    return folder


@pytest.mark.parametrize(
    "content",
    [
        None, "folder", b"", b"\x00" * 100, b"PK\x03\x04", "a,b\n1,2", HEAD + '1,"', HEAD + "1,malo,,x",
        book(TABLE)[:900],
    ],
    ids=range(9),
)  # fmt: skip
def test_bad_files_end_in_a_sentence(capsys, tmp_path, data, content):
    path = tmp_path / "casos.csv"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        "name='x'\n[columns]\nkey='Número'\nopened='Ingreso'\nclosed='Cierre'\ntopic='Tipo'\n", "utf-8"
    )
    before = (data / "ventanilla.db").read_bytes()
    code = main(["import", "cases", str(path), "--mapping", str(mapping), "--data", str(data), "--json"])
    out, err = capsys.readouterr()
    assert code == 2
    assert json.loads(out)["error"] == err.strip()
    assert "Traceback" not in err
    assert (data / "ventanilla.db").read_bytes() == before
