"""A review says that a sheet is right: it neither begins a new one nor closes what was asked after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.services import catalogue
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.topic_history import topic_history, topic_on

SHEET = {"cost": "S/ 12.00", "valid_from": "01/01/2026"}


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def test_a_sheet_that_was_only_reviewed_rules_since_it_did(office, ctx):
    began = ctx.now().date()
    topic = catalogue.save_topic(ctx, TopicForm("Certificado", "tramite", sheet=SHEET)).id
    office.clock.set(office.clock.now() + timedelta(days=10))
    reviewed = catalogue.mark_reviewed(ctx, topic)
    office.clock.set(office.clock.now() + timedelta(days=1))
    was = topic_on(ctx, topic, ctx.now().date())
    assert (was.since, was.until) == (began, None)
    assert topic_on(ctx, topic, began + timedelta(days=3)).until is None
    catalogue.take_back_review(ctx, reviewed)
    assert topic_on(ctx, topic, ctx.now().date()).since == began
    told = [change.part for version in topic_history(ctx, topic).versions for change in version.changes]
    assert told[:2] == ["reviewed_on", "reviewed_on"]


def test_a_sheet_that_says_something_else_begins_on_its_day(office, ctx):
    began = ctx.now().date()
    topic = catalogue.save_topic(ctx, TopicForm("Certificado", "tramite", sheet=SHEET)).id
    office.clock.set(office.clock.now() + timedelta(days=10))
    catalogue.save_topic(ctx, TopicForm("Certificado", "tramite", sheet={**SHEET, "cost": "S/ 15.00"}), topic)
    was = topic_on(ctx, topic, ctx.now().date())
    assert was.since == began + timedelta(days=10)
    assert topic_on(ctx, topic, began).until == began + timedelta(days=9)


def test_what_somebody_wrote_meanwhile_stays_when_a_review_is_taken_back(ctx):
    topic = catalogue.save_topic(ctx, TopicForm("Certificado", "tramite", sheet=SHEET)).id
    reviewed = catalogue.mark_reviewed(ctx, topic)
    changed = {**reviewed.after, "cost": "S/ 15.00"}
    catalogue.save_topic(ctx, TopicForm("Certificado", "tramite", sheet=changed), topic)
    catalogue.take_back_review(ctx, reviewed)
    stored = next(each for each in catalogue.topics(ctx) if each.id == topic)
    assert stored.sheet == {**SHEET, "cost": "S/ 15.00"}
