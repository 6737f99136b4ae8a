"""Saved views: one's own and everybody's, what they may hold, and what they count."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from municipality import make_office

from desktop_app.domain.case_views import LONGEST_NAME, MOST, Columns, SavedView
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.values import CaseState, Channel
from desktop_app.services import case_lists, case_views, cases
from desktop_app.services.case_filter import read_filter
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.settings import write_settings


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path / "data")
    for number in range(9):
        case = cases.open_case(
            made.console,
            cases.CaseForm(
                "Ruido", ("denuncia", "queja")[number % 2], Channel.PHONE, unit=(made.unit, None)[number % 2],
                place="Av. Lima", citizen=CitizenForm("Rosa Mora"),
            ),
        ).id  # fmt: skip
        if number % 4 == 0:
            cases.move_case(made.console, case, CaseState.RESOLVED, answer="x")
    yield made
    made.installation.close()


def test_views_are_kept_renamed_and_taken_away_by_who_saved_them(office):
    ctx = office.clerk
    made = case_views.save_view(
        ctx,
        SavedView(
            " Quejas  sin dueño ", "open", "tipo:queja", "citizen", descending=True, columns=("due", "number")
        ),
    ).view
    assert made.name == "Quejas sin dueño"
    second = case_views.save_view(ctx, SavedView("Otra", "all", "rosa mora")).view
    assert case_views.views(ctx) == (made, second)
    assert case_views.views(office.as_user("official")) == ()
    case_views.rename_view(ctx, made, "Quejas")
    assert [view.name for view in case_views.views(ctx)] == ["Quejas", "Otra"]
    assert case_views.own_views(ctx)[0] == replace(made, name="Quejas")
    case_views.remove_view(ctx, made)
    assert case_views.views(ctx) == (second,)
    with pytest.raises(NotFound):
        case_views.remove_view(ctx, made)
    with pytest.raises(NotFound):
        case_views.save_view(ctx, made)


def test_everybodys_views_are_supervisions_and_reach_everybody(office):
    view = SavedView("Vías, quejas", "open", "unidad:vias tipo:queja", shared=True)
    with pytest.raises(NotAllowed):
        case_views.save_view(office.clerk, view)
    supervisor = office.as_user("supervisor")
    made = case_views.save_view(supervisor, view).view
    assert case_views.views(office.clerk) == (made,)
    with pytest.raises(NotAllowed):
        case_views.remove_view(office.clerk, made)
    with pytest.raises(NotAllowed):
        case_views.rename_view(office.clerk, made, "x")
    case_views.save_view(office.clerk, replace(view, shared=False))  # the same name for oneself
    assert [each.shared for each in case_views.views(office.clerk)] == [False, True]
    case_views.remove_view(supervisor, made)
    assert case_views.shared_views(office.clerk) == ()


def test_who_reads_no_cases_has_no_views(office):
    for act in (case_views.views, lambda ctx: case_views.save_view(ctx, SavedView("x", "open"))):
        with pytest.raises(NotAllowed):
            act(office.as_user("administrator"))


@pytest.mark.parametrize(
    "typed", ["ciudadano:rosa", "45678912", '"rosa mora"', "lugar:lima", "-mora", "unidad:vias x", "hora:10"]
)
def test_what_may_name_somebody_never_travels(office, typed):
    supervisor = office.as_user("supervisor")
    with pytest.raises(InvalidInput, match="viaja a todos los equipos"):
        case_views.save_view(supervisor, SavedView("De todos", "open", typed, shared=True))
    case_views.save_view(supervisor, SavedView("Solo mía", "open", typed))
    written = office.console.store.rows("SELECT value FROM setting WHERE key LIKE 'case_view%'")
    assert written == []


def test_names_and_number_of_views_are_bounded(office):
    ctx = office.clerk
    for name in ("", "  "):
        with pytest.raises(InvalidInput, match="Escriba un nombre"):
            case_views.save_view(ctx, SavedView(name, "open"))
    with pytest.raises(InvalidInput):
        case_views.save_view(ctx, SavedView("x" * (LONGEST_NAME + 1), "open"))
    with pytest.raises(InvalidInput, match="demasiado largo"):
        case_views.save_view(ctx, SavedView("x", "open", "y" * 301))
    case_views.save_view(ctx, SavedView("Mía", "open"))
    with pytest.raises(InvalidInput, match="Ya hay una vista"):
        case_views.save_view(ctx, SavedView("mia", "open"))
    for number in range(MOST - 1):
        case_views.save_view(ctx, SavedView(f"v{number}", "open"))
    with pytest.raises(InvalidInput, match="Quite alguna"):
        case_views.save_view(ctx, SavedView("una más", "open"))


def test_what_another_desk_wrote_never_stops_anybody(office):
    odd = [
        None, 7, "x", [], {}, {"name": "a", "view": "nowhere"}, {"name": 3, "view": "open", "place": "x"},
        {"name": "", "view": "open"}, {"name": "a" * 999, "view": "open"}, {"name": "b", "view": ["open"]},
        {"name": "c", "view": "open", "filter": "ciudadano:x"},
        {"name": "d", "view": "open", "filter": 5, "sort": "'; DROP", "columns": ["due", 3, "due", "x y"]},
    ]  # fmt: skip
    with office.console.store.transaction() as transaction:
        write_settings(transaction, {f"case_view.{n}": each for n, each in enumerate(odd)}, 1, None)
    found = case_views.views(office.clerk)
    assert [(view.name, view.sort, view.columns) for view in found] == [("d", "", ("due",)), ("3", "", ())]
    case_views.counts(office.clerk, found)


@pytest.mark.parametrize("stored", ["", "{", "[1]", '{"a": 1}', '"x"', '{"shown": 3, "widths": []}'])
def test_what_stands_in_the_local_keep_never_stops_anybody(office, stored):
    ctx = office.clerk
    from desktop_app.domain.ids import ulid_text

    for key in ("cases.views.", "cases.columns."):
        ctx.store.set_local(key + ulid_text(ctx.actor.id), stored)
    assert case_views.own_views(ctx) == ()
    assert case_views.columns(ctx) == Columns()


def test_columns_are_kept_by_person(office):
    wanted = Columns(("number", "due"), {"number": 140, "due": 3, "x": 99_999})
    case_views.keep_columns(office.clerk, wanted)
    assert case_views.columns(office.clerk) == Columns(
        ("number", "due"), {"number": 140, "due": 40, "x": 1_200}
    )
    assert case_views.columns(office.as_user("official")) == Columns()
    assert json.loads(json.dumps({})) == {}


@pytest.mark.parametrize(
    "typed",
    ["", "tipo:queja", "-unidad:vias", "unidad:vias tipo:denuncia", "vence:semana", "responsable:nadie", "nivel:simple",
     "estado:resuelto", "sincontacto:1", "ingreso:hoy -tipo:queja"],
)  # fmt: skip
def test_counts_are_those_of_the_lists(office, typed):
    ctx = office.clerk
    saved = [
        replace(SavedView(view, view, typed), slot=view)
        for view in case_lists.VIEWS
        if view not in ("all", "closed")
    ]
    found = case_views.counts(ctx, saved)
    for view in saved:
        query = read_filter(ctx, typed, view.view).query
        assert found[view.slot] == case_lists.count(ctx, query), view.view


@pytest.mark.parametrize(
    ("view", "typed"),
    [("all", ""), ("closed", ""), ("open", "rosa"), ("open", "ciudadano:rosa"), ("open", "estado:cerrado")],
)
def test_what_takes_longer_is_counted_apart(office, view, typed):
    saved = replace(SavedView("x", view, typed), slot="s")
    found = case_views.counts(office.clerk, [saved, replace(SavedView("y", "open"), slot="t")])
    assert found["s"] is None
    assert found["t"] == found["open"] == 9
    query = read_filter(office.clerk, typed, view).query
    assert case_views.slow_count(office.clerk, saved) == case_lists.count(office.clerk, query)
