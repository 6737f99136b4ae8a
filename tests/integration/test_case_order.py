"""The orders of the case list: what people read, in pages that fit together, and none that a long list lacks."""

from __future__ import annotations

import pytest
from municipality import make_office

from desktop_app.domain.folded import folded
from desktop_app.domain.values import CaseState, Channel, Level
from desktop_app.services import case_lists, case_order, cases
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import CitizenForm

NAMES = ("Ñahui Óscar", "nahui ana", "Zúñiga Íñigo", "Álvarez Bea", "de la Cruz Ema", "")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = make_office(tmp_path_factory.mktemp("office") / "data")
    for number in range(18):
        name = NAMES[number % 6]
        case = cases.open_case(
            made.console,
            cases.CaseForm(
                f"asunto {number % 5}", ("denuncia", "queja")[number % 2], Channel.PHONE,
                (Level.SIMPLE, Level.COMPLEX)[number % 2], unit=(made.unit, None)[number % 2],
                citizen=CitizenForm(name, phone=f"9{number:08d}") if name else None,
            ),
        ).id  # fmt: skip
        if number % 4 == 0:
            cases.move_case(made.console, case, CaseState.RESOLVED, answer="x")
        made.clock.advance(minutes=7)
    yield made
    made.installation.close()


def _key(sort):
    return {
        "citizen": lambda line: folded(line.citizen),
        "unit": lambda line: folded(line.unit),
        "subject": lambda line: folded(line.subject),
        "number": lambda line: line.number,
        "opened": lambda line: line.opened,
        "due": lambda line: line.due,
        "level": lambda line: list(Level).index(line.level),
        "state": lambda line: list(CaseState).index(line.state),
    }[sort]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["citizen", "unit", "subject", "number", "opened", "due", "level", "state"])
@pytest.mark.parametrize("view", ["open", "all", "unassigned"])
def test_rows_stand_in_the_order_asked_for_and_the_empty_ones_last(office, view, sort, descending):
    query = CaseQuery(view, sort=sort, descending=descending)
    lines = case_lists.page(office.clerk, query, 0, 50)
    key = _key(sort)
    known = [line for line in lines if key(line) not in ("", None)]
    assert lines[: len(known)] == known
    assert [key(line) for line in known] == sorted(map(key, known), reverse=descending)
    plain = case_lists.page(office.clerk, CaseQuery(view), 0, 50)
    assert {line.number for line in lines} == {line.number for line in plain}
    arranged = case_order.arrange(office.clerk, query)
    assert arranged.count == len(lines)
    pieces = [case_order.page(office.clerk, arranged, offset, 4) for offset in range(0, 20, 4)]
    assert [line.number for piece in pieces for line in piece] == [line.number for line in lines]


def test_every_order_is_served_in_some_list_and_none_fails(office):
    for sort in case_order.SORTS:
        for view in case_lists.VIEWS:
            query = CaseQuery(view, sort=sort, descending=True)
            assert case_order.arrange(office.clerk, query).too_long is False
            case_lists.page(office.clerk, query, 0, 50)


def test_a_list_that_is_too_long_keeps_the_order_of_its_view_and_says_so(office, monkeypatch):
    monkeypatch.setattr("desktop_app.services.case_order.MOST_SORTED", 5)
    arranged = case_order.arrange(office.clerk, CaseQuery("all", sort="citizen"))
    assert arranged.too_long
    assert arranged.count == 18
    assert arranged.query == CaseQuery("all")
    assert case_order.arrange(office.clerk, CaseQuery("all", sort="opened")).too_long is False
    assert case_order.arrange(office.clerk, CaseQuery("all", sort="number")).numbers is None


def test_an_order_that_nobody_knows_is_the_views_own(office):
    query = CaseQuery("open", sort="nothing", descending=True)
    plain = case_lists.page(office.clerk, CaseQuery("open"), 0, 50)
    assert case_lists.page(office.clerk, query, 0, 50) == plain


def test_the_integers_of_a_list_stand_in_its_order(office):
    for query in (CaseQuery("all"), CaseQuery("open", sort="citizen"), CaseQuery("all", text="asunto")):
        arranged = case_order.arrange(office.clerk, query)
        numbers = case_order.numbers(office.clerk, arranged, 7)
        ids = case_order.ids(office.clerk, arranged, 7)
        assert len(numbers) == 7
        assert ids == [line.id for line in case_order.page(office.clerk, arranged, 0, 7)]


PLANS = {
    CaseQuery("all"): "case_list",
    CaseQuery("closed"): "case_list",
    CaseQuery("closed", sort="closed", descending=True): "case_closed_list",
    CaseQuery("all", sort="number"): "case_number",
    CaseQuery("open"): "case_open_urgent",
}


@pytest.mark.parametrize("query", PLANS, ids=lambda query: f"{query.view} {query.sort}")
def test_orders_of_long_lists_come_from_an_index(office, query):
    from desktop_app.services.case_rows import storage_filter
    from desktop_app.storage.queries import cases as queries

    chosen = storage_filter(office.clerk, query)
    where, values = queries.narrowing(office.clerk.store, chosen)
    sql = f"SELECT f.id FROM case_file f WHERE {where} ORDER BY {queries.order_of(chosen)}"
    plan = office.clerk.store.rows_named(f"EXPLAIN QUERY PLAN {sql}", values)
    told = " ".join(str(row[-1]) for row in plan)
    assert PLANS[query] in told
    assert "TEMP B-TREE" not in told
