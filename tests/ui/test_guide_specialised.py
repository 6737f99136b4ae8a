"""Whoever keeps the catalogue says to which unit a topic's critical cases go; units are told apart by name."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, screen
from guide_hands import add_numbering, come, texts, topic, walk_to

from desktop_app.domain.errors import InvalidInput
from desktop_app.services import directory


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, add_numbering(counter), "marta")


def test_the_unit_for_critical_cases_is_chosen_and_shown(supervisor, counter):
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    field = form.field("specialised")
    assert field.value() is None
    field.setFocus()
    supervisor.write("Obras")
    assert field.value() == counter.roads
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    assert topic(counter, counter.numbering).specialised == counter.roads
    assert topic(counter, counter.numbering).unit == counter.urban
    sheet = screen(supervisor).detail.sheet
    supervisor.rest(lambda: "Los casos críticos van a Obras y Vías." in texts(sheet))


def test_a_unit_has_a_name_of_its_own(counter):
    with pytest.raises(InvalidInput, match="Ya hay una unidad «Obras y Vías»") as refused:
        directory.save_unit(counter.console, "OBRAS Y VIAS ")
    assert refused.value.field == "name"
    with pytest.raises(InvalidInput, match="Ya hay una unidad"):
        directory.save_unit(counter.console, "obras y vías", unit=counter.urban)
    directory.save_unit(counter.console, "Obras y Vías", place="Piso 3", unit=counter.roads)
