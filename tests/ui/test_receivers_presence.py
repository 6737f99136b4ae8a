"""Presence in words: in whose place somebody receives, that nobody does and who is back when."""

from __future__ import annotations

from datetime import timedelta

from counter import NOW

from desktop_app.services import availability, directory
from ui.kit.receivers import first_receiver, presence, proposal_words, receiver_choices


def away(counter, official, **until):
    directory.save_absence(
        counter.console, official, NOW - timedelta(hours=1), NOW + timedelta(**until), "Comisión"
    )


def replace(counter, official, substitute):
    found = next(each for each in directory.officials(counter.console) if each.id == official)
    directory.save_official(counter.console, found.name, found.unit, substitute=substitute, official=official)


def words(counter, official):
    ctx = counter.console
    return presence(ctx, next(each for each in directory.officials(ctx) if each.id == official))


def test_a_substitute_is_named_only_while_they_are_there(qapp, counter):
    replace(counter, counter.away, counter.paola)
    assert words(counter, counter.away) == "En reunión hasta 11:42; reemplaza Paola Núñez"
    replace(counter, counter.paola, counter.chief)
    away(counter, counter.paola, hours=3)
    assert words(counter, counter.away) == "En reunión hasta 11:42; reemplaza Luis Paredes Ñaupa"
    replace(counter, counter.paola, counter.away)  # in a circle
    assert words(counter, counter.away) == "En reunión hasta 11:42; su reemplazo tampoco está"


def test_who_stands_in_is_proposed_with_the_reason(qapp, counter):
    replace(counter, counter.away, counter.chief)
    away(counter, counter.paola, hours=3)
    found = first_receiver(counter.console, counter.urban)
    assert (found.official, found.unit_name) == (counter.chief, "Obras y Vías")
    assert found.note == "En reemplazo de Ana Arce: En reunión hasta 11:42"


def test_nobody_there_says_who_is_back_first(qapp, counter):
    away(counter, counter.paola, days=2)
    found = first_receiver(counter.console, counter.urban)
    assert (found.official, found.text()) == (None, "Desarrollo Urbano")
    assert found.note == "Nadie de Desarrollo Urbano puede recibir ahora: Ana Arce atiende desde 11:42."
    listed = {choice.title: choice.detail for choice in receiver_choices(counter.console, "desarrollo")}
    assert listed["Desarrollo Urbano"] == "Piso 2, oficina 207 · nadie presente ahora"


def test_after_hours_the_next_day_is_told(qapp, counter):
    counter.clock.set(NOW.replace(hour=21))
    proposal = availability.propose(counter.console, counter.urban)
    said = proposal_words(counter.console, proposal, "Desarrollo Urbano")
    assert said.startswith("Nadie de Desarrollo Urbano puede recibir ahora: ")
    assert "mié 25/11 08:00" in said


def test_a_unit_without_people_says_so(qapp, counter):
    unit = directory.save_unit(counter.console, "Archivo").id
    assert first_receiver(counter.console, unit).note == "Nadie de Archivo puede recibir ahora."
