"""Exchanging through a folder: half-copied, damaged and lost files, wishes, who may take part."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from shared_folder import agree, flip, rounds
from sync_desks import MORNING, SyncDesk, lone_desk, municipality

from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.sync import export
from desktop_app.sync.bundle import unpack
from desktop_app.sync.carriers.folder import FolderCarrier
from desktop_app.sync.exchange import exchange
from desktop_app.sync.status import pending, status


def test_desks_meet_through_a_folder(desks: list[SyncDesk], share: Path) -> None:
    for desk in desks:
        desk.attend()
        assert pending(desk) > 0
    first = exchange(desks[0], share)
    assert (first.sent, first.received) == (4, 0)
    assert first.lines()[0] == "Cambios enviados: 4."
    second = exchange(desks[1], share)
    assert second.incoming == {"Ventanilla 1": 1}
    assert "Cambios recibidos: 1 (Ventanilla 1: 1)." in second.lines()
    rounds(desks, share)
    assert agree(desks)
    quiet = exchange(desks[2], share)
    assert quiet.lines() == ["No había cambios por enviar.", "No había cambios por recibir."]
    assert all(pending(desk) == 0 for desk in desks)
    found = status(desks[0])
    assert found.missing == {}
    assert [(d.name, d.state, d.held) for d in found.desks] == [
        ("Ventanilla 1", "certified", 4), ("Ventanilla 2", "certified", 1), ("Ventanilla 3", "certified", 1),
    ]  # fmt: skip
    assert found.as_dict()["digests"]["state"] == status(desks[1]).state


def test_nothing_is_written_when_nobody_has_news(desks: list[SyncDesk], share: Path) -> None:
    rounds(desks, share, 3)
    before = sorted(share.iterdir())
    for _ in range(3):
        rounds(desks, share)
        for desk in desks:
            desk.clock.advance(hours=2)
    assert sorted(share.iterdir()) == before


def test_many_small_exports_fit_into_one_file_for_a_new_stick(
    desks: list[SyncDesk], share: Path, tmp_path: Path
) -> None:
    one, two, _ = desks
    for _ in range(12):
        one.attend()
        exchange(one, share)
    exchange(two, share)
    stick = tmp_path / "stick"
    stick.mkdir()
    report = exchange(two, stick)
    assert (report.sent_files, report.relayed) == (1, 15)
    [file] = stick.iterdir()
    header = unpack(file.read_bytes()).header
    assert (header.desk, header.stream, header.lo, header.hi) == (two.name, one.store.journal.stream, 1, 15)
    third = desks[2]
    assert exchange(third, stick).received == 12
    assert third.digests() == one.digests()


def test_half_copied_files_wait_and_damaged_ones_are_set_aside(desks: list[SyncDesk], share: Path) -> None:
    one, two, _ = desks
    one.attend()
    exchange(one, share)
    [file] = share.iterdir()
    whole = file.read_bytes()
    for length in (0, 3, 9, 200, len(whole) - 1):
        file.write_bytes(whole[:length])
        report = exchange(two, share)
        assert [held.reason for held in report.waiting] == ["todavía no está completo: se está copiando"]
        assert report.received == 0
    file.write_bytes(whole)
    flip(file, len(whole) - 20)
    report = exchange(two, share)
    assert [(held.name, held.reason) for held in report.quarantined] == [
        (file.name, "su contenido está dañado")
    ]
    assert f"Apartado sin usar, {file.name}: su contenido está dañado." in report.lines()
    assert file.exists()
    assert status(two, digests=False).quarantined == 1
    # Copied anew, the same name is looked at again.
    file.write_bytes(whole)
    assert exchange(two, share).received == 1
    assert status(two, digests=False).quarantined == 0


def test_a_file_that_was_lost_is_asked_for_and_written_again(desks: list[SyncDesk], share: Path) -> None:
    one, two, three = desks
    exchange(one, share)
    for _ in range(2):
        one.attend()
        exchange(one, share)
    lost = min(share.iterdir(), key=lambda path: int(path.name.split("_")[1].split("-")[0]) != 4)
    flip(lost, lost.stat().st_size - 5)
    report = exchange(two, share)
    assert report.missing == 1
    assert "Faltan por llegar cambios de otras ventanillas: 1; ya se pidieron." in report.lines()
    assert status(two).missing == {one.store.journal.stream: [(4, 4)]}
    one.clock.advance(minutes=5)
    assert exchange(one, share).sent == 1
    two.clock.advance(minutes=10)
    assert exchange(two, share).missing == 0
    before = sorted(share.iterdir())
    rounds([one, three, two], share, 2)
    assert agree(desks)
    written = [unpack(path.read_bytes()).header for path in set(share.iterdir()) - set(before)]
    assert [header.stream for header in written if header.count] == []


def test_another_holder_answers_when_the_origin_is_away(desks: list[SyncDesk], share: Path) -> None:
    one, two, three = desks
    exchange(one, share)
    for _ in range(2):
        one.attend()
        exchange(one, share)
    exchange(three, share)
    for file in share.iterdir():
        if "_4-4_" in file.name:
            flip(file, file.stat().st_size - 5)
    assert exchange(two, share).missing == 1
    reports = []
    for _ in range(3):
        three.clock.advance(minutes=5)
        reports.append(exchange(three, share))
    assert [report.relayed for report in reports] == [0, 1, 0]
    two.clock.advance(minutes=20)
    assert exchange(two, share).missing == 0
    assert two.digests() == one.digests()


def test_what_was_not_encrypted_for_a_desk_is_asked_for(tmp_path: Path, share: Path) -> None:
    one, two, three = municipality(tmp_path / "desks", 3)
    rounds([one, two, three], share)
    one.attend()
    export.seal_own(one)
    packing = one.packing()
    blind = export.Packing(packing.desk, packing.seed, packing.recipients[:0], packing.have, packing.want)
    # The desk is written to by someone who had not heard of it.
    others = [key for key in packing.recipients if key != two_recipient(two)]
    blind = export.Packing(packing.desk, packing.seed, others, packing.have, packing.want)
    [item] = [i for i in export.exports(one, blind, {}, lambda _: 3, {}) if i.own]
    FolderCarrier(share).write(item.name, item.data)
    export.bundle_queries.record_bundle(one.store, item.row)
    report = exchange(two, share)
    assert [held.reason for held in report.waiting] == [
        "no está cifrado para este equipo; se pedirá de nuevo"
    ]
    assert report.missing == 1
    rounds([one, two, three], share)
    assert agree([one, two, three])
    assert exchange(two, share).waiting == []
    # What came in another file is not waited for any more.
    assert status(two).waiting == 0


def two_recipient(desk: SyncDesk) -> str:
    from desktop_app.sync.signing import age_recipient

    return age_recipient(desk.keys.age_identity)


def test_cancelling_keeps_what_came_in(desks: list[SyncDesk], share: Path) -> None:
    one, two, _ = desks
    exchange(one, share)
    for _ in range(5):
        one.attend()
        exchange(one, share)
    told: list[tuple[int, int]] = []
    report = exchange(two, share, lambda: len(told) >= 3, lambda done, total: told.append((done, total)))
    assert report.cancelled
    assert told == [(1, 6), (2, 6), (3, 6)]
    assert report.sent == 0
    assert "Se canceló" in report.lines()[-1]
    exchange(two, share)
    assert two.digests() == one.digests()


# -- enrolment -----------------------------------------------------------------------------------------


def test_a_desk_outside_any_municipality_is_told_so(tmp_path: Path, share: Path) -> None:
    desk = lone_desk(tmp_path / "new", "new", joined=False)
    with pytest.raises(InvalidInput, match="todavía no está inscrito"):
        exchange(desk, share)
    stranger = lone_desk(tmp_path / "stranger", "stranger")
    with pytest.raises(InvalidInput, match="ya no está inscrita"):
        exchange(stranger, share)


def test_certificates_that_expired_stop_the_export_in_words(desks: list[SyncDesk], share: Path) -> None:
    desks[0].clock.set(MORNING + timedelta(days=20_000))
    with pytest.raises(InvalidInput, match="han vencido"):
        exchange(desks[0], share)


def test_an_archive_is_needed_to_join(tmp_path: Path) -> None:
    from desktop_app.sync.enrolment import join

    desk = lone_desk(tmp_path / "new", "new", joined=False)
    path = tmp_path / "answer.zip"
    with pytest.raises(EnvironmentFault, match="No se puede leer la respuesta"):
        join(desk, path)
    path.write_bytes(b"PK nothing")
    with pytest.raises(InvalidInput, match="dañada"):
        join(desk, path)
    for manifest in ("[]", "{}", '{"kind": "ventanilla-answer", "format": 1, "root": "zz"}'):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("answer.json", manifest)
        with pytest.raises(InvalidInput, match="dañada"):
            join(desk, path)
