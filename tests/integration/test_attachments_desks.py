"""Files and letters between desks: the events arrive, the contents stay where they are, and everybody agrees."""

from __future__ import annotations

import pytest
from shared_folder import agree
from small_desk import rules_of
from sync_desks import OFFICE, SyncDesk, share_all

from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.values import Channel
from desktop_app.services import attachments, case_lists, cases, letters, mails
from desktop_app.services.access import CONSOLE
from desktop_app.services.attachments import new_file
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, Desk, RulesCache

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(80)
MESSAGE = b"From: Ana <ana@example.org>\r\nSubject: Poste\r\nMessage-ID: <1@example.org>\r\n\r\nHola"


def context(desk: SyncDesk, code: int) -> Context:
    own = Desk(ulid_bytes(OFFICE), 1, "Sede central", desk.id, code, f"Ventanilla {code}")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(own)))


@pytest.fixture
def two(desks: list[SyncDesk]) -> tuple[Context, Context]:
    return context(desks[0], 1), context(desks[1], 2)


def open_case(ctx: Context) -> bytes:
    return cases.open_case(ctx, CaseForm("Poste caído", "reclamo", Channel.PHONE)).id


def names(ctx: Context, case: bytes) -> list[tuple[str, bool]]:
    return [(file.name, file.here) for file in attachments.files_of(ctx, case)]


def test_another_desk_knows_the_file_and_says_where_it_is(
    desks: list[SyncDesk], two: tuple[Context, Context]
) -> None:
    here, there = two
    case = open_case(here)
    sha = attachments.add_files(here, case, [new_file("foto.png", PHOTO)]).first or b""
    share_all(desks)
    assert names(there, case) == [("foto.png", False)]
    assert attachments.missing(there) == [(sha, len(PHOTO))]
    with pytest.raises(NotFound, match="ventanilla que lo agregó"):
        attachments.content_of(there, case, sha)
    saved = attachments.add_files(there, case, [new_file("la misma.png", PHOTO)])
    assert (saved.added, saved.already) == ((), ("foto.png",))
    assert names(there, case) == [("foto.png", True)], "whoever has it can bring it to this desk"
    assert attachments.missing(there) == []
    assert agree(desks)


def test_contents_of_two_desks_are_sealed_apart(desks: list[SyncDesk], two: tuple[Context, Context]) -> None:
    here, there = two
    for ctx in (here, there):
        attachments.add_files(ctx, open_case(ctx), [new_file("foto.png", PHOTO)])
    first, second = (list(ctx.store.blobs.files()) for ctx in (here, there))
    assert first[0].name != second[0].name
    assert first[0].read_bytes() != second[0].read_bytes()
    del desks


def test_rivals_that_add_and_take_away_end_in_one_state(
    desks: list[SyncDesk], two: tuple[Context, Context]
) -> None:
    here, there = two
    case = open_case(here)
    share_all(desks)
    sha = attachments.add_files(here, case, [new_file("foto.png", PHOTO)]).first or b""
    attachments.add_files(there, case, [new_file("la misma.png", PHOTO), new_file("nota.txt", b"hola")])
    share_all(desks)
    assert agree(desks)
    assert len(attachments.files_of(here, case)) == 2
    attachments.remove_file(here, case, sha, "de otra persona")
    attachments.remove_file(there, case, sha, "equivocada")
    letters.record_letter(there, case, "Estimada señora.")
    share_all(desks)
    assert agree(desks)
    assert "nota.txt" in dict(names(here, case))
    assert len(attachments.files_of(here, case)) == 2
    kinds = [entry.kind for entry in case_lists.detail(here, case).timeline]
    assert kinds.count("detach") == 2, "both reasons stay in the log"


def test_a_message_joined_at_another_desk_is_not_joined_again(
    desks: list[SyncDesk], two: tuple[Context, Context]
) -> None:
    here, there = two
    case = open_case(here)
    mails.join_case(here, case, MESSAGE)
    share_all(desks)
    with pytest.raises(InvalidInput, match="ya tiene este correo"):
        mails.join_case(there, case, MESSAGE)
    assert mails.look(there, MESSAGE, case).cases[0].already


def test_the_limits_of_a_case_count_what_others_added(
    desks: list[SyncDesk], two: tuple[Context, Context]
) -> None:
    here, there = two
    case = open_case(here)
    attachments.add_files(here, case, [new_file(f"{at}.txt", f"hoja {at}".encode()) for at in range(99)])
    share_all(desks)
    with pytest.raises(InvalidInput, match="caben 100"):
        attachments.add_files(there, case, [new_file("a.txt", b"a"), new_file("b.txt", b"b")])
    attachments.add_files(there, case, [new_file("a.txt", b"a")])
