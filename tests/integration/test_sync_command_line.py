"""From nothing to two desks that agree, with the commands that IT types."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.ids import new_ulid
from desktop_app.sync.recovery import recovery_text

ROOT = Path(__file__).resolve().parents[2]


def ventanilla(data: Path, *words: str, code: int = 0) -> Any:
    """Run a command as a program of its own and return its JSON document."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--data", str(data), *words, "--json"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def here(data: Path, *words: str, code: int = 0) -> Any:
    """Run a command inside this program, which is quicker, and return its JSON document."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        assert main(["--data", str(data), *words, "--json"]) == code
    return json.loads(out.getvalue())


def record(folder: Path, subject: str) -> None:
    installation = open_installation(folder)
    note(installation, subject)
    installation.close()


def note(installation: Installation, subject: str) -> None:
    wall = installation.clock.milliseconds()
    with installation.store.transaction() as transaction:
        transaction.append(
            "attention",
            "attend",
            new_ulid(wall),
            {"lday": 20260721},
            {"subject": subject},
            wall_ms=wall,
            new=True,
        )


@pytest.fixture
def first(tmp_path: Path) -> Path:
    installation = create_municipality(tmp_path / "first", MunicipalityForm("Municipalidad de Prueba", "pe"))
    note(installation, "poda")
    installation.close()
    return tmp_path / "first"


def test_a_second_desk_joins_and_both_agree(first: Path, tmp_path: Path) -> None:
    second, share = tmp_path / "second", tmp_path / "share"
    share.mkdir()
    asked = ventanilla(second, "sync", "request", "--out", str(tmp_path / "r.json"), "--name", "Mesa Norte")
    again = ventanilla(second, "sync", "request", "--out", str(tmp_path / "r.json"), "--name", "Mesa Norte")
    assert asked == again
    assert len(asked["fingerprint"].split()) == 6
    approved = ventanilla(
        first, "sync", "approve", str(tmp_path / "r.json"), "--out", str(tmp_path / "a.zip"), "--office-code", "2",
        "--office-name", "Sede Norte", "--fingerprint", asked["fingerprint"],
    )  # fmt: skip
    assert (approved["name"], approved["office_code"], approved["desk_code"]) == ("Mesa Norte", 2, 1)
    assert approved["fingerprint"] == asked["fingerprint"]
    joined = ventanilla(second, "sync", "join", str(tmp_path / "a.zip"))
    assert joined["municipality"] == approved["municipality"]
    assert joined["digests"] == ventanilla(first, "sync", "status")["digests"]
    repeated = ventanilla(second, "sync", "join", str(tmp_path / "a.zip"))
    assert repeated["digests"] == joined["digests"]

    record(first, "bache")
    record(second, "ruidos")
    assert ventanilla(first, "sync", "run", "--folder", str(share))["received"] == 0
    there = ventanilla(second, "sync", "run", "--folder", str(share))
    assert (there["sent"], there["incoming"]) == (1, {"Ventanilla 1": 1})
    back = ventanilla(first, "sync", "run", "--folder", str(share))
    assert back["incoming"] == {"Mesa Norte": 1}
    one, two = (ventanilla(folder, "sync", "status") for folder in (first, second))
    assert one["digests"] == two["digests"]
    assert one["vector"] == two["vector"]
    assert (one["pending"], two["pending"], one["missing"]) == (0, 0, {})
    assert [(d["office_code"], d["desk_code"], d["held"]) for d in two["desks"]] == [
        (1, 1, one["digests"]["count"] - 1), (2, 1, 1),
    ]  # fmt: skip
    assert one["last"]["folder"] == str(share)
    installation = open_installation(second)
    desk = installation.context().rules.desk
    assert (desk.office_code, desk.office_name, desk.desk_code, desk.name) == (
        2,
        "Sede Norte",
        1,
        "Mesa Norte",
    )
    assert installation.store.rows("SELECT subject FROM attention ORDER BY subject") == [
        ("bache",), ("poda",), ("ruidos",),
    ]  # fmt: skip
    assert installation.keys.root_seed is None
    installation.close()


def test_approval_says_what_is_wrong(first: Path, tmp_path: Path) -> None:
    second, request, answer = tmp_path / "second", tmp_path / "r.json", tmp_path / "a.zip"
    here(second, "sync", "request", "--out", str(request))

    def refused(*more: str) -> str:
        return str(here(first, "sync", "approve", str(request), "--out", str(answer), *more, code=2)["error"])

    assert "no es la que le dictaron" in refused("--fingerprint", "00000 00000 00000 00000 00000 00000")
    assert "No hay una oficina con el código 7" in refused("--office-code", "7")
    assert "ya tiene una ventanilla 1" in refused("--desk-code", "1")
    assert "van de 1 a 99" in refused("--desk-code", "100")
    assert not answer.exists()
    body = json.loads(request.read_text("utf-8"))
    changes = (
        {"age": body["age"][:-1] + "b"},
        {"name": "Otra"},
        {"desk": "0" * 26},
        {"kind": "x"},
        {"proof": "00"},
    )
    for change in changes:
        request.write_text(json.dumps(body | change), "utf-8")
        assert "no es una solicitud" in refused()
    request.write_text("[" * 10_000, "utf-8")
    assert "no es una solicitud" in refused()


def test_the_root_key_comes_back_from_paper(first: Path, tmp_path: Path) -> None:
    second, request, answer = tmp_path / "second", tmp_path / "r.json", tmp_path / "a.zip"
    here(second, "sync", "request", "--out", str(request))
    installation = open_installation(first)
    seed = installation.keys.root_seed
    assert seed is not None
    installation.save_keys(installation.keys.with_root(installation.keys.root_public))
    installation.close()
    sheet = tmp_path / "sheet.txt"
    words = ("sync", "approve", str(request), "--out", str(answer))
    assert "hoja de recuperación" in here(first, *words, code=2)["error"]
    good = recovery_text(seed)
    sheet.write_text(good[:-1] + ("0" if good[-1] != "0" else "1"), "utf-8")
    assert "no cuadra" in here(first, *words, "--root-key", str(sheet), code=2)["error"]
    sheet.write_text(recovery_text(bytes(32)), "utf-8")
    assert "otra municipalidad" in here(first, *words, "--root-key", str(sheet), code=2)["error"]
    sheet.write_text(recovery_text(seed).lower().replace("-", " "), "utf-8")
    assert here(first, *words, "--root-key", str(sheet))["desk_code"] == 2
    assert here(second, "sync", "join", str(answer))["desk_code"] == 2


def test_the_sheet_that_is_printed_enrols_a_desk(first: Path, tmp_path: Path) -> None:
    second, request, sheet = tmp_path / "second", tmp_path / "r.json", tmp_path / "hoja.txt"
    here(second, "sync", "request", "--out", str(request))
    here(first, "sync", "recovery", "--out", str(sheet))
    assert "ya existe" in here(first, "sync", "recovery", "--out", str(sheet), code=2)["error"]
    if os.name == "posix":
        assert sheet.stat().st_mode & 0o077 == 0
    installation = open_installation(first)
    installation.save_keys(installation.keys.with_root(installation.keys.root_public))
    installation.close()
    assert "no está en este equipo" in here(first, "sync", "recovery", "--out", str(tmp_path / "b"), code=2)["error"]
    assert not (tmp_path / "b").exists()
    words = ("sync", "approve", str(request), "--out", str(tmp_path / "a.zip"), "--root-key", str(sheet))
    assert here(first, *words)["desk_code"] == 2


def test_a_place_that_was_given_once_is_never_given_again(first: Path, tmp_path: Path) -> None:
    moved, other = tmp_path / "moved.json", tmp_path / "other.json"
    here(tmp_path / "second", "sync", "request", "--out", str(moved))
    here(tmp_path / "third", "sync", "request", "--out", str(other))
    answer = ("--out", str(tmp_path / "a.zip"))
    assert here(first, "sync", "approve", str(moved), *answer)["desk_code"] == 2
    # Its first answer may be in use: numbers with 01-02 may have been printed.
    here(first, "sync", "approve", str(moved), *answer, "--office-code", "2", "--office-name", "Norte")
    taken = here(first, "sync", "approve", str(other), *answer, "--desk-code", "2", code=2)
    assert "ya tiene una ventanilla 2" in taken["error"]
    assert here(first, "sync", "approve", str(other), *answer)["desk_code"] == 3


def test_another_desks_answer_is_told_apart_from_a_damaged_one(first: Path, tmp_path: Path) -> None:
    for name in ("second", "third"):
        here(tmp_path / name, "sync", "request", "--out", str(tmp_path / f"{name}.json"))
        here(first, "sync", "approve", str(tmp_path / f"{name}.json"), "--out", str(tmp_path / f"{name}.zip"))
    # The second desk is certified in the third one's answer, but cannot open what it brings.
    refused = here(tmp_path / "second", "sync", "join", str(tmp_path / "third.zip"), code=2)["error"]
    assert "no es para la solicitud" in refused
    assert here(tmp_path / "second", "sync", "join", str(tmp_path / "second.zip"))["desk_code"] == 2


def test_an_answer_is_for_one_desk_alone(first: Path, tmp_path: Path) -> None:
    second, third = tmp_path / "second", tmp_path / "third"
    request, answer = tmp_path / "r.json", tmp_path / "a.zip"
    here(third, "sync", "request", "--out", str(tmp_path / "other.json"))
    here(second, "sync", "request", "--out", str(request))
    here(first, "sync", "approve", str(request), "--out", str(answer))
    assert "no es para la solicitud" in here(third, "sync", "join", str(answer), code=2)["error"]
    here(second, "sync", "join", str(answer))
    assert "ya está inscrito" in here(second, "sync", "request", "--out", str(request), code=2)["error"]
    other = create_municipality(tmp_path / "other", MunicipalityForm("Otra", "cr"))
    other.close()
    assert "otra municipalidad" in here(tmp_path / "other", "sync", "join", str(answer), code=2)["error"]
    assert "no responde" in here(first, "sync", "run", "--folder", str(tmp_path / "no"), code=3)["error"]


def test_a_damaged_answer_loses_nothing(first: Path, tmp_path: Path) -> None:
    second, request, answer = tmp_path / "second", tmp_path / "r.json", tmp_path / "a.zip"
    here(second, "sync", "request", "--out", str(request))
    here(first, "sync", "approve", str(request), "--out", str(answer))
    good = answer.read_bytes()
    for broken in (good[: len(good) // 2], good[:3000] + b"XX" + good[3002:], b""):
        answer.write_bytes(broken)
        assert "dañada" in here(second, "sync", "join", str(answer), code=2)["error"]
    answer.write_bytes(good)
    joined = here(second, "sync", "join", str(answer))
    assert joined["digests"] == here(first, "sync", "status")["digests"]
