"""What hangs on a case: links, files, who was told; the same whatever arrives, and from whomever."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.case_attached import DUE, MOST_FILES, MOST_LINKS, WARNING
from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState

CASE = ulid_text(bytes(15) + b"\x01")
OTHER = ulid_text(bytes(15) + b"\x02")
SHA = "ab" * 32
DUE_AT = 1_784_812_800


def entry(at: int, kind: str, personal: dict[str, Any] | None = None, **facts: Any) -> Entry:
    return Entry(
        ulid_text(at.to_bytes(16)), at << 16, kind, None, {"at": 1_784_640_000 + at, **facts}, personal or {}
    )


def folded(*entries: Entry) -> Case:
    return fold_case(CASE, [entry(1, "open", {"subject": "Poste"}, opened=1_784_640_000), *entries])


def test_a_link_is_there_until_it_is_taken_away() -> None:
    linked = entry(2, "link", other=OTHER, relation="related")
    assert folded(linked).attached.links == {OTHER: "related"}
    assert folded(linked, entry(3, "unlink", other=OTHER)).attached.links == {}


def test_a_file_is_there_until_it_is_taken_away() -> None:
    added = entry(2, "attach", {"name": "foto.png"}, sha=SHA, size=4, type="image/png")
    found = folded(added).attached.files[SHA]
    assert (found.name, found.type, found.size) == ("foto.png", "image/png", 4)
    assert folded(added, entry(3, "detach", sha=SHA)).attached.files == {}


def test_what_two_desks_wrote_of_one_due_moment_counts_once() -> None:
    case = folded(
        *(entry(at, "escalate", cause=DUE, mark=DUE_AT) for at in (2, 3)),
        entry(4, "escalate", cause="person"),
    )
    assert [counted for _, counted in case.timeline] == [True, True, False, True]
    assert case.attached.told == {DUE: DUE_AT}


def test_another_due_moment_is_told_of_again() -> None:
    case = folded(*(entry(at, "escalate", cause=WARNING, mark=DUE_AT + at) for at in (2, 3)))
    assert all(counted for _, counted in case.timeline)
    assert case.attached.told == {WARNING: DUE_AT + 3}


def test_a_duplicate_names_the_other_until_it_is_reopened() -> None:
    voided = entry(2, "move", to="voided", duplicate_of=OTHER)
    assert folded(voided).values["duplicate_of"] == OTHER
    again = folded(voided, entry(3, "move", to="reopened", parents=[voided.uid]))
    assert (again.state, again.values["duplicate_of"], again.reopened) == (CaseState.REOPENED, None, 1)


def test_forged_thousands_are_bounded() -> None:
    links = [entry(2 + n, "link", other=ulid_text((n + 9).to_bytes(16))) for n in range(MOST_LINKS + 9)]
    files = [entry(2 + n, "attach", sha=f"{n:064x}", size=1) for n in range(MOST_FILES + 9)]
    case = folded(*links, *files)
    assert (len(case.attached.links), len(case.attached.files)) == (MOST_LINKS, MOST_FILES)


_ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=70), st.just(OTHER), st.just(SHA),
    st.lists(st.integers()), st.sampled_from(["extension", "internal", "legal", "critical", "related", "duplicate"]),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip
_NAMES = st.sampled_from(
    ["other", "relation", "sha", "size", "type", "cause", "mark", "to", "duplicate_of", "contact", "score", "clock",
     "until", "due", "set", "level", "waits", "cure"]
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["link", "unlink", "attach", "detach", "escalate", "letter", "mail", "move", "rate", "due", "amend",
                 "level"]
            ),
            st.dictionaries(_NAMES, _ANYTHING),
            st.dictionaries(st.sampled_from(["name", "text"]), _ANYTHING),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_any_facts_give_a_case_whatever_their_order(events: list[tuple[str, Any, Any]], chance: Any) -> None:
    entries = [entry(at, kind, personal, **facts) for at, (kind, facts, personal) in enumerate(events, 2)]
    case = folded(*entries)
    chance.shuffle(entries)
    again = folded(*entries)
    assert (again.attached, again.timeline, again.values) == (case.attached, case.timeline, case.values)
    assert (again.extensions, again.level) == (case.extensions, case.level)
    assert all(isinstance(each.name, str) and len(each.sha) == 64 for each in case.attached.files.values())
