"""A file of topics whose headings and cells nobody should have written: refused row by row, and in sight."""

from __future__ import annotations

import csv
import time

import pytest
from attack import TEXTS, broken, turn
from counter import CTRL, KEY, screen
from guide_hands import come

SIZES = ((1366, 690), (910, 432))


@pytest.mark.parametrize("kind", ["a megabyte without a blank", "from right to left", "markup", "a formula"])
def test_headings_and_cells(qtbot, counter, tmp_path, kind):
    text = TEXTS[kind][:200_000]
    path = tmp_path / "Copia <b>2026<b>, de un nombre larguísimo que nadie va a leer hasta su final.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Trámite", "Área", "Tipo", "Costo", text])
        rows.writerow(["Nuevo", "Obras y Vías", "Trámite", "10", text])
        rows.writerow([text, text, text, text, text])
    hands = come(qtbot, counter, "marta")
    hands.press(KEY.Key_I)
    hands.rest()
    page = screen(hands).excel.page()
    page.ask_open = lambda _parent, _title: path
    begun = time.perf_counter()
    hands.press(KEY.Key_A)
    stood = max(time.perf_counter() - begun, turn(hands))
    hands.rest(lambda: page.steps.currentWidget() is page.rows)
    assert stood < 1
    found = []
    for step in ((KEY.Key_End, None), (KEY.Key_C, None), (KEY.Key_Escape, None), (KEY.Key_Return, CTRL)):
        begun = time.perf_counter()
        hands.press(step[0], **({"mods": step[1]} if step[1] else {}))
        stood = max(time.perf_counter() - begun, turn(hands))
        found += [f"stood still for {stood:.1f} s"] if stood > 1 else []
        for size in SIZES:
            hands.window.resize(*size)
            found += [f"{step} {size}: {fault}"[:300] for fault in broken(hands)]
    assert found == []
    assert len(page.rows.detail.text()) <= 240
