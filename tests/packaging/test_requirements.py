"""What pyproject.toml asks for, what is locked and what the walls know are the same packages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("app", "build", "test")
ALLOWED_IN_DOMAIN = {"stdnum"}


def asked(name: str) -> list[Requirement]:
    """Return the requirements of an .in file, without those that it includes."""
    text = (REQUIREMENTS / f"{name}.in").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


def locked(name: str) -> dict[str, tuple[Version, int]]:
    """Return each package of a lock with its version and the number of its hashes."""
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement = Requirement(line.partition("--hash")[0])
            version = Version(next(iter(requirement.specifier)).version)
            found[canonicalize_name(requirement.name)] = (version, line.count("--hash=sha256:"))
    return found


def as_text(requirements: Iterable[Requirement]) -> set[str]:
    return {str(requirement) for requirement in requirements}


def test_the_project_asks_for_what_is_compiled_into_the_lock() -> None:
    project = PROJECT["project"]

    assert as_text(map(Requirement, project["dependencies"])) == as_text(asked("app"))
    assert as_text(map(Requirement, project["optional-dependencies"]["hub"])) == as_text(asked("hub"))


@pytest.mark.parametrize(("lock", "sources"), [
    ("app", ["app"]), ("build", ["app", "hub", "build"]), ("test", ["app", "hub", "build", "test"]),
])
def test_a_lock_satisfies_what_was_asked_for(lock: str, sources: list[str]) -> None:
    versions = locked(lock)
    requirements = [requirement for source in sources for requirement in asked(source)]

    unsatisfied = [
        str(requirement) for requirement in requirements
        if canonicalize_name(requirement.name) not in versions
        or not requirement.specifier.contains(versions[canonicalize_name(requirement.name)][0])
    ]

    assert requirements
    assert unsatisfied == []


def test_what_is_tested_and_frozen_is_what_is_delivered() -> None:
    app, build, test = (locked(lock) for lock in LOCKS)

    assert app.items() <= build.items()
    assert build.items() <= test.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")

    assert [name for name, (_, hashes) in locked(lock).items() if not hashes] == []
    assert re.findall(r"https?://\S*|--index-url.*|--find-links.*|file:\S*", text) == []


def test_the_walls_know_every_package_of_the_program() -> None:
    walls = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    known = set(walls["domain"]["forbidden_modules"]) | ALLOWED_IN_DOMAIN
    direct = {canonicalize_name(requirement.name) for requirement in asked("app")}
    modules = {
        module for module, packages in packages_distributions().items()
        if direct & {canonicalize_name(package) for package in packages} and not module.startswith("_")
    }
    # Command-line tools, type stubs and raw bindings that lie beside the packages.
    tools = {"pwiz", "peewee-stubs", "pypdfium2_cfg", "pypdfium2_cli", "pypdfium2_raw", "Shiboken"}

    assert modules - tools - known == set()
