"""Where the rows of the case list come from: pages fit together however far one jumps."""

from __future__ import annotations

import pytest
from cases_hands import Folder

from desktop_app.services import case_order
from ui.cases import source as module
from ui.cases.source import Asked, CaseSource


@pytest.fixture
def context(counter):
    folder = Folder(counter)
    for number in range(20):
        counter.clock.advance(minutes=1)
        folder.open(f"Poste {number}", "Otra Persona")
    return counter.console


@pytest.mark.parametrize(
    ("asked", "read_whole"),
    [
        (Asked("all"), False),
        (Asked("all", sort="number"), False),
        (Asked("all", "poste"), True),
        (Asked("open", "tipo:denuncia"), True),
        (Asked("open", "", "citizen"), False),
    ],
)
def test_far_pages_are_those_that_come_after_the_near_ones(context, monkeypatch, asked, read_whole):
    monkeypatch.setattr(module, "_NEAR", 4)
    read = []
    settled = case_order.settled
    monkeypatch.setattr(case_order, "settled", lambda *args: read.append(1) or settled(*args))
    source = CaseSource(context, asked, None)
    count = source.count()
    pages = [source.page(offset, 3) for offset in range(0, count, 3)]
    rows = [row.id for page in pages for row in page]
    assert len(set(rows)) == len(rows) == count
    assert rows == source.ids(0, 100)
    assert source.ids(2, 3) == rows[2:5]
    assert len(read) == (1 if read_whole else 0)


def test_after_counting_again_what_is_new_is_there(context, counter, monkeypatch):
    monkeypatch.setattr(module, "_NEAR", 0)
    source = CaseSource(context, Asked("all", "poste"), None)
    assert (source.count(), len(source.page(0, 50))) == (20, 20)
    counter.clock.advance(minutes=1)
    Folder.open(type("At", (), {"counter": counter})(), "Poste nuevo", "Otra Persona")
    assert len(source.page(0, 50)) == 20
    assert (source.count(), source.page(0, 50)[0].subject) == (21, "Poste nuevo")


def test_the_problem_and_the_view_that_is_shown_are_told(context):
    source = CaseSource(context, Asked("open", "estado:cerrado unidad:nadie"), None)
    assert source.shown_view() == "open"
    source.count()
    assert source.shown_view() == "all"
    assert source.problem.startswith("No hay «nadie» en «unidad»")
