"""What Ajustes writes: names, users, calendar, terms; who may, and what another desk may send instead."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from municipality import LIMA, MONDAY, Office, make_office, opening

from desktop_app import bootstrap
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.domain.level_terms import LONGEST
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.values import CriticalCriterion, Level, Result, Role
from desktop_app.services import case_lists, directory, health, office, reception, settings, users
from desktop_app.services.office import OfficeForm, SpecialDay
from desktop_app.services.users import UserForm
from desktop_app.storage.schema import MIGRATIONS

SIMPLE = LevelTerms(Term(3, TermUnit.BUSINESS_DAYS))
FORM = OfficeForm("Municipalidad de Ñaupe", "Sede Sur", "jr. Unión 120", "01 555 0101", "Mesa 2")


@pytest.fixture
def town(tmp_path: Path):
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def due_of_new_case(town: Office, **changes: object) -> case_lists.CaseDetail:
    saved = reception.register_attention(town.clerk, opening(town, **changes))
    assert saved.case is not None
    return case_lists.detail(town.clerk, saved.case)


# Names.


def test_names_are_written_together_and_read_by_everyone(town):
    admin = town.as_user("administrator")
    office.save_office(admin, FORM)
    assert office.read_office(admin).form == FORM
    assert town.clerk.rules.municipality == "Municipalidad de Ñaupe"
    assert (town.clerk.desk.office_name, town.clerk.desk.name) == ("Sede Sur", "Mesa 2")
    town.installation.close()
    town.installation = bootstrap.open_installation(town.installation.folder, town.clock)
    assert office.read_office(town.as_user("administrator")).form == FORM


def test_an_empty_name_is_refused_and_nothing_is_written(town):
    admin = town.as_user("administrator")
    before = office.read_office(admin).form
    with pytest.raises(InvalidInput) as refused:
        office.save_office(admin, OfficeForm("Otra", "  ", desk="Mesa"))
    assert refused.value.field == "office"
    assert office.read_office(admin).form == before


def test_what_nobody_has_verified_is_named(town):
    unverified = office.read_office(town.console).unverified
    assert "Reclamo" in unverified
    assert "feriados nacionales" in unverified


@pytest.mark.parametrize("login", ["clerk", "official", "supervisor"])
def test_only_administration_writes(town, login):
    ctx = town.as_user(login)
    special = SpecialDay(date(2026, 12, 24), "Nochebuena", "", whole_municipality=True)
    user = directory.users(town.console)[0].id
    for act in (
        lambda: office.save_office(ctx, FORM),
        lambda: office.save_day(ctx, special),
        lambda: office.make_ordinary(ctx, special),
        lambda: settings.change_week(ctx, {0: "08:00-12:00"}),
        lambda: settings.change_terms(ctx, {Level.SIMPLE: SIMPLE}),
        lambda: users.everyone(ctx),
        lambda: users.save_user(ctx, UserForm("x", "X", frozenset(Role))),
        lambda: users.set_active(ctx, user, active=False),
    ):
        with pytest.raises(NotAllowed):
            act()


# Users.


def by_login(town, login):
    return next(row for row in users.everyone(town.console) if row.login == login)


def test_the_last_administrator_stays_one(town):
    admin = town.as_user("administrator")
    only = by_login(town, "administrator")
    with pytest.raises(InvalidInput, match="única persona"):
        users.set_active(admin, only.id, active=False)
    form = UserForm("administrator", "Administrator", frozenset({Role.CLERK}))
    for save in (
        lambda: users.save_user(admin, form, only.id),
        lambda: directory.save_user(admin, form.login, form.name, form.roles, user=only.id),
    ):
        with pytest.raises(InvalidInput) as refused:
            save()
        assert refused.value.field == "roles"
    assert by_login(town, "administrator") == only
    second = users.save_user(admin, UserForm("jefa", "Julia Arias", frozenset({Role.ADMINISTRATOR}))).id
    users.set_active(admin, only.id, active=False)
    with pytest.raises(InvalidInput, match="única persona"):
        users.set_active(admin, second, active=False)
    users.set_active(admin, only.id, active=True)
    users.set_active(admin, second, active=False)
    assert not by_login(town, "jefa").active


def test_who_was_deactivated_is_listed_last_and_cannot_open_the_program(town):
    users.set_active(town.console, by_login(town, "clerk").id, active=False)
    assert users.everyone(town.console)[-1].login == "clerk"
    assert "clerk" not in {user.login for user in directory.users(town.console)}


def test_two_people_do_not_share_a_login(town):
    with pytest.raises(InvalidInput) as refused:
        users.save_user(town.console, UserForm("CLERK", "Otra", frozenset({Role.CLERK})))
    assert refused.value.field == "login"
    gone = by_login(town, "clerk")
    users.set_active(town.console, gone.id, active=False)
    users.save_user(town.console, UserForm("clerk", "Otra persona", frozenset({Role.CLERK})))
    with pytest.raises(InvalidInput, match="Otra persona"):
        users.set_active(town.console, gone.id, active=True)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (UserForm("", "Ana", frozenset({Role.CLERK})), "login"),
        (UserForm("ana rojas", "Ana", frozenset({Role.CLERK})), "login"),
        (UserForm("ana", " ", frozenset({Role.CLERK})), "name"),
        (UserForm("ana", "Ana", frozenset()), "roles"),
    ],
)
def test_what_is_missing_of_a_user_is_named(town, form, field):
    with pytest.raises(InvalidInput) as refused:
        users.save_user(town.console, form)
    assert refused.value.field == field


def test_a_user_is_linked_to_an_official(town):
    form = UserForm("official", "Martín Núñez", frozenset({Role.OFFICIAL}), town.official)
    users.save_user(town.console, form, by_login(town, "official").id)
    row = by_login(town, "official")
    assert (row.official, row.official_name) == (town.official, "Martín Núñez")


# Calendar.


def test_the_week_holds_for_new_cases_and_not_for_open_ones(town):
    before = due_of_new_case(town, level=Level.COMPLEX)
    settings.change_week(town.console, dict.fromkeys(range(4), "09:00-12:00"))
    after = due_of_new_case(town, level=Level.COMPLEX)
    # Five days on which it opens after Monday the 5th; Thursday the 8th is a national holiday.
    assert after.internal_due == datetime(2026, 10, 14, 12, 0, tzinfo=LIMA)
    assert case_lists.detail(town.clerk, before.line.id).internal_due == before.internal_due


def test_hours_that_cannot_be_read_are_told_by_their_day(town):
    with pytest.raises(InvalidInput) as refused:
        settings.change_week(town.console, {0: "08:00-16:30", 3: "de ocho a dos"})
    assert refused.value.field == "day3"
    with pytest.raises(InvalidInput) as refused:
        settings.change_week(town.console, {})
    assert refused.value.field == "day0"


def test_a_special_day_moves_and_becomes_ordinary_again(town):
    eve = SpecialDay(date(2026, 12, 24), "Nochebuena", "08:00-12:00", whole_municipality=True)
    office.save_day(town.console, eve)
    here = SpecialDay(date(2026, 12, 23), "Mudanza", "", whole_municipality=False)
    office.save_day(town.console, here, eve)
    days = {each.day: each for each in office.special_days(town.console, 2026)}
    assert date(2026, 12, 24) not in days
    assert days[date(2026, 12, 23)] == here
    assert days[date(2026, 12, 25)].hours == ""
    office.make_ordinary(town.console, days[date(2026, 12, 25)])
    assert date(2026, 12, 25) not in {each.day for each in office.special_days(town.console, 2026)}
    assert date(2026, 12, 25) not in town.console.calendar.rules
    with pytest.raises(InvalidInput) as refused:
        office.save_day(town.console, SpecialDay(date(2026, 12, 24), " ", "", whole_municipality=True))
    assert refused.value.field == "name"


# Terms.


def test_a_new_case_runs_on_the_new_term_and_an_open_one_keeps_its_own(town):
    before = due_of_new_case(town)
    assert before.internal_due == MONDAY + timedelta(hours=48)
    settings.change_terms(town.console, {Level.SIMPLE: SIMPLE})
    after = due_of_new_case(town)
    # Thursday the 8th is a national holiday.
    assert after.internal_due == datetime(2026, 10, 9, 16, 30, tzinfo=LIMA)
    assert case_lists.detail(town.clerk, before.line.id).internal_due == MONDAY + timedelta(hours=48)
    assert settings.terms_in_force(town.console).profile[Level.SIMPLE].resolution.amount == 48


def test_a_critical_case_takes_both_of_its_terms(town):
    terms = LevelTerms(Term(10, TermUnit.ELAPSED_HOURS), Term(1, TermUnit.ELAPSED_HOURS))
    settings.change_terms(town.console, {Level.CRITICAL: terms})
    found = due_of_new_case(
        town, result=Result.CRITICAL_CASE, level=Level.CRITICAL, criterion=CriticalCriterion.RISK
    )
    assert found.first_due == MONDAY + timedelta(hours=1)
    assert found.internal_due == MONDAY + timedelta(hours=10)


@pytest.mark.parametrize(
    ("level", "terms", "field"),
    [
        (Level.CRITICAL, LevelTerms(Term(3, TermUnit.BUSINESS_DAYS)), "critical"),
        (
            Level.CRITICAL,
            LevelTerms(Term(2, TermUnit.ELAPSED_HOURS), Term(3, TermUnit.ELAPSED_HOURS)),
            "critical_first",
        ),
        (Level.SIMPLE, LevelTerms(Term(9_000, TermUnit.ELAPSED_HOURS)), "simple"),
        (Level.COMPLEX, LevelTerms(Term(251, TermUnit.BUSINESS_DAYS)), "complex"),
    ],
)
def test_a_term_that_cannot_be_is_refused(town, level, terms, field):
    before = town.console.profile.levels
    with pytest.raises(InvalidInput) as refused:
        settings.change_terms(town.console, {Level.SIMPLE: SIMPLE, level: terms})
    assert refused.value.field == field
    assert town.console.profile.levels == before


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_TERM = st.fixed_dictionaries(
    {"amount": st.integers(-5, 10_000) | st.booleans() | st.text(max_size=3), "unit": st.sampled_from(
        [*TermUnit, "weeks", "", 7]
    )},
    optional={"first_answer": _ANYTHING},
)  # fmt: skip


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    made = make_office(tmp_path_factory.mktemp("lasting") / "data")
    yield made
    made.installation.close()


@limits(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(stored={"amount": 3, "unit": "business_days"}, level=Level.SIMPLE)
@example(stored={"amount": True, "unit": "elapsed_hours"}, level=Level.CRITICAL)
@given(stored=_TERM | _ANYTHING, level=st.sampled_from(Level))
def test_whatever_another_desk_wrote_every_level_has_a_term(lasting, stored, level):
    ctx = lasting.console
    settings.change_settings(ctx, {f"terms.{level.value}": stored})
    rules = settings.load_rules(ctx.store, ctx.desk)
    found, profile = rules.profile.levels[level], settings.terms_in_force(ctx).profile[level]
    assert set(rules.profile.levels) == set(Level)
    assert found.resolution.amount <= LONGEST[found.resolution.unit]
    if found != profile:
        assert (stored["amount"], stored["unit"]) == (found.resolution.amount, found.resolution.unit)
        assert level is not Level.CRITICAL or found.resolution.elapsed
    for other in set(Level) - {level}:
        settings.change_settings(ctx, {f"terms.{other.value}": None})
    assert case_lists.view_counts(ctx)["overdue"] == 0


def test_a_readable_term_of_another_desk_holds(lasting):
    stored = {"amount": 6, "unit": "business_hours"}
    settings.change_settings(lasting.console, {"terms.complex": json.loads(json.dumps(stored))})
    assert lasting.console.profile.levels[Level.COMPLEX].resolution == Term(6, TermUnit.BUSINESS_HOURS)


# State.


def test_the_facts_a_technician_asks_for(town):
    found = health.facts(town.clerk)
    assert (found.desk_code, found.schema) == ("01-01", len(MIGRATIONS))
    assert found.folder == str(town.installation.folder)
    assert found.size >= (town.installation.folder / "ventanilla.db").stat().st_size > 0
