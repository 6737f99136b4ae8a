"""What is to be said about a file as a whole is seen whatever row one stands on, in every window."""

from __future__ import annotations

import pytest
from counter import KEY
from guide_hands import add_numbering, come
from test_excel_page import choose, page


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, add_numbering(counter), "marta")


@pytest.mark.parametrize("size", [(1366, 690), (910, 432)])
def test_unused_columns_and_a_doubtful_encoding_are_told_beside_the_row(supervisor, tmp_path, size):
    path = tmp_path / "t.csv"
    lines = "N.°;Trámite;Área;Obs.\r\n1;Licencia de obra;Catastro;ninguna\r\n"
    path.write_bytes(lines.encode("cp1252"))
    supervisor.window.resize(*size)
    choose(supervisor, path)
    step = page(supervisor).rows
    assert step.notice.isVisible()
    told = "No se usan estas columnas: «N.°», «Obs.». El archivo no está en UTF-8"
    assert step.notice.toolTip().startswith(told)
    assert step.notice.text().startswith("No se usan estas columnas: «N.°», «Obs.».")
    assert step.detail.text() == "Fila 2: la unidad «Catastro» no existe; se creará."


def test_a_file_of_which_all_is_used_is_told_nothing_of(supervisor, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Trámite,Costo\nLicencia de obra,S/ 10\n", encoding="utf-8")
    choose(supervisor, path)
    assert not page(supervisor).rows.notice.isVisible()
    supervisor.press(KEY.Key_Escape)
