"""Two topics of one title: refused where it is written, told apart where it came from two desks."""

from __future__ import annotations

import pytest
from excel_samples import bring_in, counted, plan, write_rows

from desktop_app.domain.columns import Subject
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import new_ulid
from desktop_app.domain.values import Level
from desktop_app.services import catalogue, questions
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.imports.catalogue import written_topics
from desktop_app.services.imports.exporting import write_export
from desktop_app.services.imports.sheets_plan import State
from desktop_app.storage import records


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def save(ctx, title, topic=None, seen=None, **changes):
    return catalogue.save_topic(ctx, TopicForm(title, "informacion", **changes), topic, seen).id


def from_another_desk(ctx, title, **values):
    """Write a topic as a desk does that has not heard of the other one."""
    id_ = new_ulid(ctx.clock.milliseconds())
    with ctx.store.transaction() as transaction:
        registers = {"title": title, "query_type": "informacion", "level": "simple", "outside": 0,
                     "result": "oriented", "active": 1, **values}  # fmt: skip
        wall, author = ctx.clock.milliseconds(), ctx.actor.id
        records.create_record(transaction, "topic", id_, registers, wall_ms=wall, author=author)
    return id_


def test_a_second_topic_of_the_same_title_is_refused_under_its_field(ctx):
    save(ctx, "Poda de árbol en la vía pública")
    before = len(catalogue.every_topic(ctx))
    with pytest.raises(InvalidInput, match="Ya hay un tema «Poda de árbol en la vía pública»") as refused:
        save(ctx, " PODA de arbol, en la via publica ")
    assert refused.value.field == "title"
    with pytest.raises(InvalidInput, match="Ya hay un tema"):
        questions.make_topic(ctx, TopicForm("Poda de arbol en la via publica", "informacion"), ["poda"])
    assert len(catalogue.every_topic(ctx)) == before


def test_a_topic_keeps_its_title_and_may_take_that_of_one_out_of_use(ctx):
    poda, tala = save(ctx, "Poda de árbol"), save(ctx, "Tala de árbol")
    save(ctx, "Poda de árbol", poda, level=Level.COMPLEX)
    with pytest.raises(InvalidInput, match="Ya hay un tema"):
        save(ctx, "Tala de árbol", poda)
    save(ctx, "Tala de árbol", tala, active=False)
    save(ctx, "Tala de árbol", poda)
    seen = next(each for each in catalogue.every_topic(ctx) if each.id == tala)
    with pytest.raises(InvalidInput, match="Ya hay un tema"):
        save(ctx, "Tala de árbol", tala, seen)


def test_two_of_one_title_that_met_can_still_be_edited(ctx):
    first = save(ctx, "Poda de árbol")
    from_another_desk(ctx, "Poda de arbol")
    seen = next(each for each in catalogue.topics(ctx) if each.id == first)
    save(ctx, "Poda de árbol", first, seen, synonyms="ramas")
    assert next(each for each in catalogue.topics(ctx) if each.id == first).synonyms == "ramas"


def test_what_goes_out_with_shared_titles_comes_in_again_and_changes_the_right_one(ctx, tmp_path):
    first = save(ctx, "Poda de árbol", sheet={"cost": "Gratuito"})
    other = from_another_desk(ctx, "Poda de arbol", sheet={"cost": "S/ 12.00"})
    from_another_desk(ctx, "Poda de árbol", active=0)
    path = write_export(ctx, Subject.CATALOGUE, tmp_path / "temas.xlsx")
    found = plan(ctx, path)
    assert {row.state for row in found.rows} == {State.SAME}
    assert len({row.target for row in found.rows}) == len(found.rows) == len(written_topics(ctx))
    rows = write_rows(
        tmp_path / "temas.csv",
        ("Tema", "Costo", "Plazo"),
        ("Poda de arbol", "S/ 12.00", "5 días"),
        ("Poda de árbol", "Gratuito", "2 días"),
        ("Poda de árbol", "S/ 1.00", "9 días"),
    )
    assert counted(plan(ctx, rows)) == (0, 2, 0, 1)
    two = write_rows(
        tmp_path / "dos.csv",
        ("Tema", "Costo", "Plazo"),
        ("Poda de arbol", "S/ 12.00", "5 días"),
        ("Poda de árbol", "Gratuito", "2 días"),
    )
    bring_in(ctx, two)
    terms = {each.id: each.sheet.get("term") for each in catalogue.topics(ctx)}
    assert (terms[first], terms[other]) == ("2 días", "5 días")
