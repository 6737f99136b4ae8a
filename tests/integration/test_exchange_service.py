"""Exchanging as Ajustes does it: the folder is tried and kept, two desks meet in it, failures are remembered."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.values import Level, Role
from desktop_app.services import directory, exchange, settings
from desktop_app.services.access import Actor
from desktop_app.services.context import Context
from desktop_app.services.exchange import Exchanged


def run(data: Path, *words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(["--data", str(data), *words]) == 0


def swap(installation: Installation, ctx: Context | None = None) -> Exchanged:
    return installation.custody.exchange(
        ctx or installation.context(), lambda: False, lambda _done, _total: None
    )


@pytest.fixture
def desks(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    create_municipality(one, MunicipalityForm("Municipalidad de Prueba", "pe")).close()
    request, answer = str(tmp_path / "r.json"), str(tmp_path / "a.zip")
    run(two, "sync", "request", "--out", request, "--name", "Mesa Norte")
    run(one, "sync", "approve", request, "--out", answer, "--office-code", "2", "--office-name", "Sede Norte")
    run(two, "sync", "join", answer)
    opened = [open_installation(one), open_installation(two)]
    yield opened
    for installation in opened:
        installation.close()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "compartida"
    folder.mkdir()
    return folder


def test_two_desks_exchange_through_the_service(desks, share):
    first, second = desks
    terms = {Level.SIMPLE: LevelTerms(Term(7, TermUnit.ELAPSED_HOURS))}
    directory.save_user(first.context(), "nora", "Nora Ñique", frozenset({Role.CLERK}))
    settings.change_terms(first.context(), terms)
    assert second.context().profile.levels[Level.SIMPLE].resolution.amount == 48
    for installation in desks:
        assert exchange.set_folder(installation.context(), str(share)).folder == str(share)
    done = swap(first)
    assert done.sentences[0].startswith("Cambios enviados: ")
    there = swap(second)
    assert any("Ventanilla 1" in sentence for sentence in there.sentences)
    assert {"setting", "case", "user"} <= there.changes
    # The rules that came over hold at once.
    assert second.context().profile.levels[Level.SIMPLE].resolution.amount == 7
    assert second.actor("nora").name == "Nora Ñique"
    state = second.custody.state(second.context())
    assert (state.to_send, state.missing, state.problem, state.held) == (0, 0, "", ())
    assert state.last is not None
    assert [(desk.code, desk.own, desk.heard is not None) for desk in state.desks] == [
        ("01-01", False, True), ("02-01", True, False),
    ]  # fmt: skip
    assert state.desks[1].office == "Sede Norte"


def test_a_folder_that_does_not_answer_is_remembered_until_it_does(desks, share):
    first, _second = desks
    ctx = first.context()
    with pytest.raises(InvalidInput, match="Elija primero"):
        swap(first)
    exchange.set_folder(ctx, str(share))
    share.rename(share.with_name("otra"))
    with pytest.raises(EnvironmentFault, match="no responde"):
        swap(first)
    state = first.custody.state(ctx)
    assert "no responde" in state.problem
    assert state.problem_at is not None
    share.with_name("otra").rename(share)
    swap(first)
    assert first.custody.state(ctx).problem == ""


def test_a_file_that_is_not_ours_is_named_with_its_reason(desks, share):
    first, _second = desks
    exchange.set_folder(first.context(), str(share))
    name = f"{'0' * 26}-{'a' * 12}_1-9_{'b' * 8}.vnt"
    (share / name).write_bytes(b"nothing of ours")
    assert swap(first).apart == 1
    held = first.custody.state(first.context()).held
    assert [(each.name, each.waits) for each in held] == [(name, False)]
    assert held[0].reason


def test_one_exchange_at_a_time(desks, share):
    first, _second = desks
    exchange.set_folder(first.context(), str(share))
    for number in range(2):
        (share / f"{'0' * 26}-{'a' * 12}_1-{number + 2}_{'b' * 8}.vnt").write_bytes(b"nothing of ours")
    inside, go_on = threading.Event(), threading.Event()
    found: list[Exchanged] = []

    def hold() -> bool:
        inside.set()
        assert go_on.wait(20)
        return False

    def work() -> None:
        found.append(first.custody.exchange(first.context(), hold, lambda _done, _total: None))

    other = threading.Thread(target=work)
    other.start()
    assert inside.wait(20)
    with pytest.raises(InvalidInput, match="Ya se está sincronizando"):
        swap(first)
    go_on.set()
    other.join(20)
    assert len(found) == 1
    assert first.custody.state(first.context()).problem == ""


def test_a_folder_is_tried_before_it_is_kept(desks, share, tmp_path):
    ctx = desks[0].context()
    tried = exchange.try_folder(ctx, f" {share} ")
    assert (tried.folder, tried.files) == (str(share), 0)
    assert list(share.iterdir()) == []
    (tmp_path / "archivo").write_text("x", "utf-8")
    data = desks[0].folder
    for wrong, words in (
        ("", "ruta completa"),
        ("compartida", "ruta completa"),
        (str(tmp_path / "nada"), "No se encuentra"),
        (str(tmp_path / "archivo"), "No se encuentra"),
        (str(data), "carpeta de datos"),
        (str(data / "backups"), "carpeta de datos"),
    ):
        with pytest.raises(InvalidInput, match=words) as refused:
            exchange.try_folder(ctx, wrong)
        assert refused.value.field == "folder"
    with pytest.raises(InvalidInput):
        exchange.set_folder(ctx, str(tmp_path / "nada"))
    assert exchange.folder_of(ctx) == ""
    exchange.set_folder(ctx, str(share))
    assert exchange.folder_of(ctx) == str(share)
    exchange.set_folder(ctx, "")
    assert exchange.folder_of(ctx) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc refuses everybody's files, on Linux")
def test_a_folder_that_refuses_files_says_so(desks):
    with pytest.raises(InvalidInput, match="no se puede escribir"):
        exchange.try_folder(desks[0].context(), "/proc")


def test_who_may_not_synchronise_or_copy_does_not(desks, share):
    custody = desks[0].custody
    official = desks[0].context(Actor(None, "Luis", frozenset({Role.OFFICIAL})))
    clerk = desks[0].context(Actor(None, "Ana", frozenset({Role.CLERK})))
    for act in (
        lambda: custody.state(official),
        lambda: swap(desks[0], official),
        lambda: exchange.set_folder(official, str(share)),
        lambda: exchange.try_folder(official, str(share)),
        lambda: custody.back_up(clerk),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert exchange.set_folder(clerk, str(share)) is not None


def test_a_copy_through_the_custody_opens_with_the_desks_key(desks):
    copied = desks[0].custody.back_up(desks[0].context())
    assert copied.backup.path.parent == desks[0].folder / "backups"
    assert copied.backup.size == copied.backup.path.stat().st_size
    assert "backup" in copied.changes


@pytest.mark.parametrize("name", ["~nadie/x", "~", "/\0", "/" + "x" * 5_000, "/\ud800", "relativa", "  "])
def test_a_folder_that_is_none_is_refused_in_words(desks, name):
    with pytest.raises(InvalidInput) as refused:
        exchange.try_folder(desks[0].context(), name)
    assert refused.value.field == "folder"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_no_way_leads_into_the_data_folder(desks, share):
    installation = desks[0]
    link = share / "enlace"
    link.symlink_to(installation.folder, target_is_directory=True)
    for way in (link, share / ".." / installation.folder.name, link / "backups"):
        with pytest.raises(InvalidInput, match="carpeta de datos"):
            exchange.try_folder(installation.context(), str(way))
    assert not list(installation.folder.glob(".ventanilla-prueba-*"))
