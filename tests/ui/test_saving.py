"""Where a file is saved: an ending that is added leads to no file that would be replaced unasked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.saving import ask_where


@pytest.fixture
def ask(monkeypatch, qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)

    def asked(*answers):
        left, proposals = list(answers), []

        def dialog(_parent, _title, proposed, _kinds):
            proposals.append(proposed)
            return (left.pop(0), "")

        monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
        return ask_where(parent, "Guardar", tmp_path / "datos.pdf", "PDF (*.pdf)", ".pdf"), proposals

    return asked


@pytest.mark.parametrize(
    ("typed", "saved"), [("a.pdf", "a.pdf"), ("a.PDF", "a.PDF"), ("a", "a.pdf"), ("a.v2", "a.v2.pdf")]
)
def test_the_ending_is_added_where_it_lacks(ask, tmp_path, typed, saved):
    path, proposals = ask(str(tmp_path / typed))
    assert path == tmp_path / saved
    assert proposals == [str(tmp_path / "datos.pdf")]


def test_a_file_that_only_the_ending_leads_to_is_asked_about(ask, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"")
    path, proposals = ask(str(tmp_path / "a"), str(tmp_path / "a.pdf"))
    assert path == tmp_path / "a.pdf"
    assert proposals == [str(tmp_path / "datos.pdf"), str(tmp_path / "a.pdf")]


def test_nobody_wants_to_after_all(ask, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"")
    assert ask(str(tmp_path / "a"), "")[0] is None


def test_a_name_that_no_disk_takes_is_left_to_the_writing(ask, tmp_path):
    long = tmp_path / ("a" * 300)
    assert ask(str(long))[0] == long.with_name(f"{long.name}.pdf")
