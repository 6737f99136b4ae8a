"""People recorded twice are found with the reason; saying that two are not one is remembered and taken back."""

from __future__ import annotations

import pytest
from municipality import Office

from desktop_app.domain.duplicates import Reason
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.services import citizens, duplicates, merging
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.duplicates import CandidateList
from desktop_app.system.progress import Cancelled, CancelToken


def add(office: Office, *form: str | None) -> bytes:
    office.clock.advance(minutes=1)
    return citizens.register_citizen(office.clerk, CitizenForm(*form)).id  # type: ignore[arg-type]


@pytest.fixture
def town(office: Office) -> dict[str, bytes]:
    return {
        "rosa": add(office, "Rosa Quispe Mamani", "dni", "45678912", "987 654 321"),
        "rosa2": add(office, "Quispe Mamani, Rosa", None, None, "987654321"),
        "juan": add(office, "Juan Pérez", "dni", "11112222"),
        "juan2": add(office, "JUAN PEREZ", "dni", "11112223"),
        "ana": add(office, "Ana Díaz", "dni", "33334444"),
        "ana2": add(office, "Anita", "dni", "3333-4444"),
        "solo": add(office, "Solo Uno"),
    }


def told(office: Office) -> list[tuple[str, str, tuple[str, ...]]]:
    listed = CandidateList(office.clerk, duplicates.search(office.clerk).pairs)
    found = listed.page(0, 50)
    assert len(found) == listed.count()
    return [(each.one.name, each.other.name, each.why) for each in found]


def test_each_pair_says_why_the_strongest_first(office: Office, town: dict[str, bytes]) -> None:
    assert told(office) == [
        ("Ana Díaz", "Anita", ("Mismo DNI",)),
        ("Juan Pérez", "JUAN PEREZ", ("Mismo nombre y documento casi igual",)),
        (
            "Rosa Quispe Mamani",
            "Quispe Mamani, Rosa",
            ("Mismo nombre y teléfono", "Mismo nombre en otro orden"),
        ),
    ]
    assert duplicates.between(office.clerk, town["ana2"], town["ana"]) == ("Mismo DNI",)
    assert duplicates.between(office.clerk, town["ana2"], town["solo"]) == ()


def test_not_the_same_person_is_remembered_and_taken_back(office: Office, town: dict[str, bytes]) -> None:
    ctx = office.clerk
    found = duplicates.search(ctx)
    saved = duplicates.tell_apart(ctx, town["juan2"], town["juan"])
    assert saved.changes == {"citizen"}
    after = duplicates.search(ctx)
    assert [pair.one for pair in after.pairs] == [town["ana"], town["rosa"]]
    assert [(pair.one, pair.other) for pair in after.apart] == [(town["juan"], town["juan2"])]
    assert after.apart[0].reasons == (Reason.DOCUMENT_SLIP,)
    assert duplicates.still_standing(ctx, found).pairs == after.pairs
    sql = "SELECT e.uid, distinct_from FROM citizen c JOIN entity e USING (id) WHERE distinct_from > ''"
    rows = ctx.store.rows(sql)
    assert rows == [(town["juan2"], f'["{ulid_text(town["juan"])}"]')]
    duplicates.tell_apart(ctx, town["juan"], town["juan2"])
    duplicates.forget_apart(ctx, town["juan"], town["juan2"])
    assert duplicates.search(ctx) == found
    duplicates.forget_apart(ctx, town["juan"], town["juan2"])


def test_who_was_told_apart_stays_so_after_a_merge(office: Office, town: dict[str, bytes]) -> None:
    ctx = office.as_user("supervisor")
    third = add(office, "Juan Pérez", "dni", "11112224")
    duplicates.tell_apart(ctx, town["juan2"], third)
    merging.merge(ctx, town["juan"], town["juan2"])
    pairs = {(pair.one, pair.other) for pair in duplicates.search(ctx).pairs}
    assert not any(third in pair or town["juan2"] in pair for pair in pairs)
    duplicates.forget_apart(ctx, town["juan"], third)
    assert (town["juan"], third) in {(pair.one, pair.other) for pair in duplicates.search(ctx).pairs}


def test_an_earlier_search_follows_what_was_done_since(office: Office, town: dict[str, bytes]) -> None:
    ctx = office.as_user("supervisor")
    found = duplicates.search(ctx)
    merging.merge(ctx, town["ana"], town["ana2"])
    citizens.update_citizen(ctx, town["juan2"], CitizenForm("Otro Nombre", "dni", "11112223"))
    left = duplicates.still_standing(ctx, found)
    assert [pair.one for pair in left.pairs] == [town["rosa"]]
    assert (left.total, found.total) == (1, 3)
    assert duplicates.search(ctx).pairs == left.pairs


def test_who_may_do_what(office: Office, town: dict[str, bytes]) -> None:
    official = office.as_user("official")
    assert len(duplicates.search(official).pairs) == 3
    with pytest.raises(NotAllowed):
        duplicates.tell_apart(official, town["juan"], town["juan2"])
    with pytest.raises(NotAllowed):
        duplicates.search(office.as_user("administrator"))
    with pytest.raises(NotFound):
        duplicates.tell_apart(office.clerk, town["juan"], bytes(16))
    with pytest.raises(InvalidInput):
        duplicates.tell_apart(office.clerk, town["juan"], town["juan"])


def test_a_search_can_be_stopped(office: Office, town: dict[str, bytes]) -> None:
    del town
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        duplicates.search(office.clerk, cancel=token)
