"""Late transcription: the form's number, the real time, both people, and clocks that ran meanwhile."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from municipality import LIMA, MARIA, Office, make_office

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.blanks import BlankState
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import (
    Channel,
    CriticalCriterion,
    Level,
    ReferralState,
    Result,
    Role,
)
from desktop_app.services import attentions, drafts, late, paper, statistics
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context, epoch
from desktop_app.services.late import Transcription
from desktop_app.services.paper import Form
from desktop_app.services.reception import AttentionForm
from desktop_app.storage import projection
from desktop_app.system.clock import FixedClock

THURSDAY = datetime(2026, 10, 1, 7, 45, tzinfo=LIMA)
"""When the forms are printed: a working day whose month is another one than that of the transcription."""
OUTAGE = datetime(2026, 9, 30, 9, 5, tzinfo=LIMA)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data", OUTAGE - timedelta(hours=1))
    paper.print_forms(made.clerk, 4)
    made.clock.set(datetime(2026, 10, 5, 10, 0, tzinfo=LIMA))
    yield made
    made.installation.close()


def user(office: Office, role: Role) -> bytes:
    ctx = office.as_user(role.value)
    assert ctx.actor.id is not None
    return ctx.actor.id


def filled(office: Office, at: int = 0, **changes: Any) -> Transcription:
    """Return a form as it was filled by the clerk during the outage: seven minutes from 9:05."""
    started = changes.pop("started", OUTAGE)
    ended = changes.pop("ended", started + timedelta(minutes=7))
    writer = changes.pop("writer", user(office, Role.CLERK))
    values = {
        "channel": Channel.IN_PERSON,
        "started": started,
        "query_type": "informacion",
        "topic": office.hours,
    }
    return Transcription(forms(office)[at].id, writer, ended, AttentionForm(**(values | changes)))


def forms(office: Office) -> list[Form]:
    return paper.forms(office.clerk)


def row(office: Office, saved: bytes, columns: str) -> tuple[Any, ...]:
    found = office.console.store.row(
        f"SELECT {columns} FROM attention a JOIN entity e ON e.id = a.id "
        "LEFT JOIN user_account w ON w.id = a.writer LEFT JOIN user_account u ON u.id = a.author "
        "LEFT JOIN entity b ON b.id = a.blank WHERE e.uid = ?",
        (saved,),
    )
    assert found is not None
    return tuple(found)


def test_everything_is_as_it_really_was(office: Office) -> None:
    supervisor = office.as_user(Role.SUPERVISOR.value)
    form = forms(office)[0]
    drafts.save_draft(supervisor, "paper-form", {"any": "thing"})
    saved = late.transcribe(supervisor, filled(office, detail="Preguntó el horario"), draft="paper-form")
    assert saved.number == form.number
    assert saved.changes == {"attention", "blank"}
    assert row(
        office, saved.id,
        "a.number, a.started, a.ended, a.duration, a.lday, a.lhour, a.recorded, w.login, u.login, b.uid, a.detail",
    ) == (
        form.number, epoch(OUTAGE), epoch(OUTAGE) + 420, 420, 20260930, 9, epoch(office.clock.now()), "clerk",
        "supervisor", form.id, "Preguntó el horario",
    )  # fmt: skip
    assert drafts.open_drafts(supervisor) == []
    now = forms(office)[0]
    assert now.state is BlankState.TRANSCRIBED
    (use,) = now.uses
    assert (use.writer, use.author, use.started, use.attention) == ("Clerk", "Supervisor", OUTAGE, saved.id)
    read = attentions.get_attention(office.clerk, saved.id)
    assert (read.author, read.writer) == ("Supervisor", "Clerk")


def test_it_is_counted_on_the_day_it_happened(office: Office) -> None:
    supervisor = office.as_user(Role.SUPERVISOR.value)
    late.transcribe(supervisor, filled(office))
    september, october = (
        statistics.month_figures(supervisor, Month(2026, month)).attentions.total for month in (9, 10)
    )
    assert (september, october) == (1, 0)


def test_what_took_less_than_a_minute_is_recorded_and_counted(office: Office) -> None:
    saved = late.transcribe(office.clerk, filled(office, ended=OUTAGE))
    assert row(office, saved.id, "a.started, a.ended, a.duration") == (epoch(OUTAGE), epoch(OUTAGE), 0)
    assert (
        statistics.month_figures(office.as_user(Role.SUPERVISOR.value), Month(2026, 9)).attentions.total == 1
    )


def test_a_form_is_used_once(office: Office) -> None:
    late.transcribe(office.as_user(Role.SUPERVISOR.value), filled(office))
    with pytest.raises(
        InvalidInput, match=r"ya se transcribió el 05/10/2026 10:00 \(Supervisor\)"
    ) as refusal:
        late.transcribe(office.clerk, filled(office))
    assert refusal.value.field == "number"
    assert len(office.console.store.rows("SELECT 1 FROM attention")) == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"started": OUTAGE + timedelta(days=30)}, "started", "futuro"),
        ({"started": OUTAGE - timedelta(days=1)}, "started", "no pudo empezar antes"),
        ({"ended": OUTAGE - timedelta(minutes=1)}, "ended", "no puede ser anterior"),
        ({"ended": OUTAGE + timedelta(hours=12, minutes=1)}, "ended", "12 horas"),
        ({"writer": None}, "writer", "quién atendió"),
        ({"writer": bytes(16)}, "writer", "quién atendió"),
        ({"topic": None}, "subject", "consulta"),
        ({"result": Result.CASE_OPENED}, "citizen", "nombre del ciudadano"),
        ({"result": Result.REFERRED}, "unit", "unidad"),
        ({"result": Result.CRITICAL_CASE, "citizen": MARIA}, "criterion", "crítico"),
    ],
)
def test_what_cannot_have_been_is_refused(office: Office, changes: Any, field: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refusal:
        late.transcribe(office.clerk, filled(office, **changes))
    assert refusal.value.field == field
    assert forms(office)[0].open
    assert office.console.store.rows("SELECT 1 FROM attention") == []
    assert office.console.store.rows("SELECT 1 FROM citizen") == []


def test_officials_do_not_transcribe(office: Office) -> None:
    with pytest.raises(NotAllowed):
        late.transcribe(office.as_user(Role.OFFICIAL.value), filled(office))


def test_a_cases_clocks_ran_meanwhile(office: Office) -> None:
    opening = {
        "query_type": "denuncia", "topic": office.pothole, "unit": office.unit, "citizen": MARIA,
        "result": Result.CASE_OPENED,
    }  # fmt: skip
    saved = late.transcribe(office.clerk, filled(office, **opening))
    assert saved.case is not None
    number, opened, oday, due, state = office.console.store.rows(
        "SELECT c.number, c.opened, c.oday, c.due_internal, c.state FROM case_file c "
        "JOIN entity e ON e.id = c.id WHERE e.uid = ?", (saved.case,)
    )[0]  # fmt: skip
    assert (number, opened, oday, state) == (forms(office)[0].number, epoch(OUTAGE), 20260930, "registered")
    # 48 elapsed hours from the real start: long over when it is typed in.
    assert due == epoch(OUTAGE) + 48 * 3600 < epoch(office.clock.now())
    terms = late.terms(office.clerk, Level.SIMPLE, "denuncia", OUTAGE)
    assert (epoch(terms.due), terms.over) == (due, True)
    critical = filled(
        office, 1, **(opening | {"result": Result.CRITICAL_CASE}), criterion=CriticalCriterion.RISK
    )
    urgent = late.transcribe(office.clerk, critical)
    first = office.console.store.rows(
        "SELECT c.due_first FROM case_file c JOIN entity e ON e.id = c.id WHERE e.uid = ?", (urgent.case,)
    )
    assert first == [(epoch(OUTAGE) + 2 * 3600,)]


def test_who_was_here_before_is_known_by_their_document(office: Office) -> None:
    told = CitizenForm("maria fernandez ñahui", "dni", "45.678.912")
    for at, person in enumerate((MARIA, told, CitizenForm("Otro Nombre", "dni", "45678912"))):
        late.transcribe(office.clerk, filled(office, at, citizen=person))
    rows = office.console.store.rows("SELECT citizen, count(*) FROM attention GROUP BY 1 ORDER BY 1")
    assert [count for _, count in rows] == [2, 1]
    late.transcribe(office.clerk, filled(office, 3, who="45678912 María Fernández Ñahui"))
    assert office.console.store.rows("SELECT count(*) FROM citizen") == [(3,)]


def test_a_hand_over_was_sent_when_it_was(office: Office) -> None:
    handed = filled(
        office, result=Result.REFERRED, unit=office.unit, official=office.official,
        referral_state=ReferralState.CONFIRMED_BY_PHONE, detail="Licencia",
    )  # fmt: skip
    saved = late.transcribe(office.clerk, handed)
    rows = office.console.store.rows("SELECT number, sent, lday, state FROM referral")
    assert rows == [(saved.number, epoch(OUTAGE) + 420, 20260930, "confirmed_by_phone")]


def test_taken_back_it_can_be_transcribed_again(office: Office) -> None:
    saved = late.transcribe(office.clerk, filled(office))
    undone = late.take_back(office.clerk, saved)
    assert undone.changes == {"attention", "blank"}
    assert forms(office)[0].state is BlankState.BLANK
    again = late.transcribe(office.clerk, filled(office))
    assert again.number == saved.number
    assert [use.attention for use in forms(office)[0].uses] == [again.id]
    assert office.console.store.rows("SELECT 1 FROM review") == []


def test_a_lost_form_that_turns_up_is_transcribed(office: Office) -> None:
    blank = forms(office)[0].id
    paper.spoil(office.clerk, [blank], "Perdido")
    saved = late.transcribe(office.clerk, filled(office))
    now = forms(office)[0]
    assert (now.state, now.spoiled, now.uses[0].attention) == (BlankState.TRANSCRIBED, None, saved.id)
    with pytest.raises(ForbiddenTransition, match="ya está transcrito"):
        paper.spoil(office.clerk, [blank], "Perdido otra vez")


def test_the_holes_are_told_from_what_is_still_in_the_drawer(office: Office) -> None:
    late.transcribe(office.clerk, filled(office, 2))
    assert [form.state for form in forms(office)] == [
        BlankState.MISSING, BlankState.MISSING, BlankState.TRANSCRIBED, BlankState.BLANK,
    ]  # fmt: skip


def test_refolding_makes_the_same_rows(office: Office) -> None:
    paper.spoil(office.clerk, [forms(office)[1].id], "Se mojó")
    late.transcribe(office.clerk, filled(office))
    before = forms(office)
    with office.console.store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert forms(office) == before


def run(data: Path, *words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["--data", str(data), *words]) == 0


class Apart:
    """Two desks of one municipality which hear of each other only when they ``meet``."""

    def __init__(self, folder: Path) -> None:
        one, two, self.share = folder / "one", folder / "two", folder / "share"
        self.share.mkdir()
        form = MunicipalityForm("Prueba", "pe", users=(("ana", "Ana Rojas", frozenset({Role.CLERK})),))
        create_municipality(one, form).close()
        request, answer = str(folder / "r.json"), str(folder / "a.zip")
        run(two, "sync", "request", "--out", request, "--name", "Mesa Norte")
        run(
            one,
            "sync",
            "approve",
            request,
            "--out",
            answer,
            "--office-code",
            "2",
            "--office-name",
            "Sede Norte",
        )
        run(two, "sync", "join", answer)
        self.folders = (one, two)
        self.meet()
        self.clocks = [FixedClock(datetime.now(LIMA).replace(microsecond=0)) for _ in self.folders]
        self.desks = [
            open_installation(folder, clock) for folder, clock in zip(self.folders, self.clocks, strict=True)
        ]

    def meet(self) -> None:
        for folder in (*self.folders, *self.folders):
            run(folder, "sync", "run", "--folder", str(self.share))

    def come_together(self) -> None:
        self.close()
        self.meet()
        self.desks = [
            open_installation(folder, clock) for folder, clock in zip(self.folders, self.clocks, strict=True)
        ]

    def people(self) -> list[Context]:
        return [desk.context(desk.actor("ana")) for desk in self.desks]

    def pass_time(self) -> None:
        for clock in self.clocks:
            clock.advance(hours=2)

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Apart]:
    made = Apart(tmp_path)
    yield made
    made.close()


def at_desk(ctx: Context, form: Form, subject: str) -> Transcription:
    assert ctx.actor.id is not None
    started = form.printed + timedelta(minutes=10)
    attention = AttentionForm(Channel.IN_PERSON, started, "informacion", subject=subject)
    return Transcription(form.id, ctx.actor.id, started + timedelta(minutes=5), attention)


def test_another_desk_transcribes_what_it_has_heard_of(apart: Apart) -> None:
    first, _ = apart.people()
    made = paper.print_forms(first, 2)
    apart.pass_time()
    apart.come_together()
    first, second = apart.people()
    form = paper.find_form(second, made.numbers[0])
    saved = late.transcribe(second, at_desk(second, form, "Horario"))
    apart.come_together()
    first, second = apart.people()
    assert paper.forms(first)[0].uses[0].attention == saved.id
    # It counts for the office whose form it was, whoever typed it in.
    rows = first.store.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.office")
    assert rows == [(first.desk.office,)]
    assert first.desk.office != second.desk.office
    again = paper.reprint(second, made.key)
    assert again.numbers == made.numbers


def test_one_form_transcribed_at_two_desks_is_kept_twice_and_told(apart: Apart) -> None:
    first, _ = apart.people()
    paper.print_forms(first, 1)
    apart.come_together()
    apart.pass_time()
    for ctx, subject in zip(apart.people(), ("Poda", "Horario"), strict=True):
        late.transcribe(ctx, at_desk(ctx, paper.forms(ctx)[0], subject))
    apart.come_together()
    seen = []
    for ctx in apart.people():
        (form,) = paper.forms(ctx)
        assert sorted(use.topic for use in form.uses) == ["Horario", "Poda"]
        seen.append(ctx.store.rows("SELECT id, kind, entity, facts FROM review"))
        with pytest.raises(InvalidInput, match="ya se transcribió"):
            late.transcribe(ctx, at_desk(ctx, form, "Otra vez"))
    assert seen[0] == seen[1]
    ((_id, kind, entity, _facts),) = seen[0]
    assert (kind, entity) == ("field", "blank")
    form = paper.forms(apart.people()[0])[0]
    kept = form.uses[0]
    late.keep_one(apart.people()[0], form.id, kept.attention)
    apart.come_together()
    for ctx in apart.people():
        (form,) = paper.forms(ctx)
        assert form.uses == (replace(kept, author=form.uses[0].author),)
        assert ctx.store.rows("SELECT 1 FROM review") == []
