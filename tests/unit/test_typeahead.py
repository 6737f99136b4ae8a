"""Type-ahead: what is found, what is forgiven, and in which order it stands."""

from __future__ import annotations

import string
from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.typeahead import (
    SHOWN,
    Document,
    Index,
    alike,
    build_index,
    fits,
    fold,
    kind_spelling,
    one_typo,
    words_of,
)

CATALOGUE = (
    Document("work", "Licencia de funcionamiento", "negocio tienda bodega local", first=True),
    Document("build", "Licencia de edificación", "construir obra permiso"),
    Document("trees", "Poda de árboles", "ramas jardín"),
    Document("bins", "Recojo de basura", "camión residuos desmonte"),
    Document("pothole", "Bache o calle dañada", "hueco pista"),
    Document("old", "Amnistía tributaria", offered=False),
    Document("number", "Certificado de numeración", "puerta", body="Plano de ubicación y DNI"),
)
LETTERS = string.ascii_lowercase + "ñáéíóúü"
word = st.text(LETTERS, min_size=1, max_size=9)
phrase = st.lists(word, min_size=1, max_size=4).map(" ".join)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Document]:
    """Catalogues whose words are often alike."""
    pool = draw(st.lists(word, min_size=2, max_size=8))
    stems = [*pool, *(each[:4] + "a" for each in pool), *(each + "s" for each in pool)]
    text = st.lists(st.sampled_from(stems), min_size=1, max_size=3).map(" ".join)
    lines = draw(st.lists(st.tuples(text, text | st.just(""), st.booleans()), min_size=1, max_size=14))
    return [Document(at, title, other, first=first) for at, (title, other, first) in enumerate(lines)]


def naive(document: Document, typed: str) -> int | None:
    """Say how a document fits: 0 exactly, 1 by ear, 2 with one typo in one word, None not at all."""
    named = words_of(f"{document.title} {document.synonyms}")
    worst = []
    for each in words_of(typed):
        heard = kind_spelling(each)
        if any(one.startswith(each) for one in named):
            worst.append(0)
        elif len(heard) >= 3 and any(kind_spelling(one).startswith(heard) for one in named):
            worst.append(1)
        elif any(fits(each, one) for one in named):
            worst.append(2)
        else:
            return None
    return None if worst.count(2) > 1 else max(worst)


def stands(documents: Sequence[Document], key: Hashable) -> Document:
    return next(each for each in documents if each.key == key)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lic fun", "work"), ("arbol", "trees"), ("ARBÓL", "trees"), ("basra", "bins"), ("vasura", "bins"),
        ("edifikacion", "build"), ("lisensia edif", "build"), ("camoin", "bins"), ("ueco", "pothole"),
        ("bodga", "work"), ("bache", "pothole"), ("bahce", "pothole"), ("bace", "pothole"), ("numerasion", "number"),
        ("permizo", "build"), ("danada", "pothole"), ("recogo", "bins"),
    ],
)  # fmt: skip
def test_what_people_type_finds_what_they_mean(typed: str, found: str) -> None:
    assert build_index(CATALOGUE).suggest(typed)[0] == found


@pytest.mark.parametrize("typed", ["", "  ", "·!?", "xyz", "podx", "funcionariado", "amnistia", "dni"])
def test_what_fits_no_title_and_no_synonym_suggests_nothing(typed: str) -> None:
    assert build_index(CATALOGUE).suggest(typed) == []


def test_the_whole_sheet_is_searched_after_titles_and_synonyms() -> None:
    index = build_index([*CATALOGUE, Document("dni", "DNI extraviado")])
    assert index.find("dni") == ["dni", "number"]
    assert index.find("plano ubicasion") == ["number"]
    assert index.find("amnistia") == []
    assert index.find("amnistia", every=True) == ["old"]


def test_a_pinned_topic_stands_first_among_equals_and_a_title_before_a_synonym() -> None:
    index = build_index([Document(1, "Licencia B"), Document(2, "Licencia A"), Document(3, "Licencia C", first=True),
                         Document(4, "Aval de licencia"), Document(5, "Obra", "licencia")])  # fmt: skip
    assert index.suggest("licencia") == [3, 2, 1, 4, 5]


def test_one_typo_is_forgiven_and_no_second_one() -> None:
    index = build_index(CATALOGUE)
    assert index.suggest("lisencia funcionameinto") == ["work"]
    assert index.suggest("licemcia funcionameinto") == []
    assert index.suggest("licemmia") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("bacha", "vacha"), ("cielo", "sielo"), ("zapato", "sapato"), ("hoja", "oja"), ("calle", "caye")],
)
def test_spelling_by_ear_counts_as_no_mistake(one: str, other: str) -> None:
    assert kind_spelling(one) == kind_spelling(other)
    assert alike(one, other)


@given(st.text(max_size=12), st.text(max_size=3))
def test_the_sound_of_a_beginning_begins_the_sound(head: str, tail: str) -> None:
    assert kind_spelling(fold(head) + fold(tail)).startswith(kind_spelling(fold(head)))


@given(catalogues(), st.data())
def test_every_topic_is_found_by_any_beginning_of_its_words(
    documents: list[Document], data: st.DataObject
) -> None:
    document = data.draw(st.sampled_from(documents))
    each = data.draw(st.sampled_from(words_of(f"{document.title} {document.synonyms}")))
    typed = each[: data.draw(st.integers(1, len(each)))]
    assert build_index([document]).suggest(typed) == [document.key]
    assert document.key in build_index(documents).find(typed)


@st.composite
def slips(draw: st.DrawFn, original: str) -> str:
    """One slip of the finger."""
    at = draw(st.integers(0, len(original) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase + string.digits))
    return draw(
        st.sampled_from(
            [
                original[:at] + original[at + 1 :],
                original[:at] + letter + original[at:],
                original[:at] + letter + original[at + 1 :],
                original[:at] + original[at + 1 : at + 2] + original[at : at + 1] + original[at + 2 :],
                original + letter,
            ]
        )
    )


@given(catalogues(), st.text(LETTERS, min_size=5, max_size=12), st.data())
def test_one_slip_in_a_word_of_five_letters_is_forgiven(
    documents: list[Document], long: str, data: st.DataObject
) -> None:
    meant = Document("meant", f"Sobre {long}")
    typed = data.draw(slips(fold(long)))
    assert build_index([meant]).suggest(typed) == ["meant"]
    assert "meant" in build_index([*documents, meant]).find(typed)
    # The rest of the question may stand around the word.
    assert build_index([meant]).suggest(f"sobre {typed}") == ["meant"]


@given(catalogues(), phrase)
def test_the_rows_are_those_that_fit_and_the_exact_ones_come_first(
    documents: list[Document], typed: str
) -> None:
    index = build_index(documents)
    kinds = {each.key: naive(each, typed) for each in documents}
    fitting = {key for key, kind in kinds.items() if kind is not None}
    assert set(index.find(typed)) == fitting
    rows = index.suggest(typed)
    assert len(rows) == min(len(fitting), SHOWN)
    order = [kinds[key] for key in rows]
    assert None not in order
    assert order == sorted(order, key=lambda kind: kind or 0)
    if len(fitting) > len(rows):
        left = [kinds[key] or 0 for key in fitting - set(rows)]
        assert min(left) >= max(kind or 0 for kind in order)


@given(catalogues(), st.data())
def test_one_more_letter_never_swaps_rows_that_still_fit_as_well(
    documents: list[Document], data: st.DataObject
) -> None:
    index = build_index(documents)
    source = data.draw(st.sampled_from(documents))
    typed = data.draw(st.sampled_from([fold(source.title), fold(source.synonyms) or "a", data.draw(phrase)]))
    for end in range(1, len(typed)):
        before, after = index.suggest(typed[:end]), index.suggest(typed[: end + 1])
        kind = {each.key: naive(each, typed[: end + 1]) for each in documents}
        for best in (0, 1, 2):
            stay = [key for key in after if key in before and kind[key] == best]
            assert stay == [key for key in before if key in stay]


@settings(max_examples=60)
@given(catalogues(), st.lists(phrase, min_size=1, max_size=5))
def test_the_same_letters_give_the_same_rows_whatever_was_typed_before(
    documents: list[Document], others: list[str]
) -> None:
    used, turned = build_index(documents), build_index(list(reversed(documents)))
    *before, typed = others
    for each in before:
        used.suggest(each)
    fresh = build_index(documents).suggest(typed)
    assert used.suggest(typed) == fresh == turned.suggest(typed) == used.suggest(f"  {typed.upper()} ")


@given(st.text(LETTERS, max_size=7), st.text(LETTERS, max_size=7))
def test_one_typo_is_what_one_edit_does(one: str, other: str) -> None:
    assert one_typo(one, other) is (distance(one, other) <= 1)
    assert one_typo(one, other) is one_typo(other, one)


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by its textbook definition."""
    rows = [[max(a, b) if not a or not b else 0 for b in range(len(other) + 1)] for a in range(len(one) + 1)]
    for a in range(1, len(one) + 1):
        for b in range(1, len(other) + 1):
            cost = int(one[a - 1] != other[b - 1])
            best = min(rows[a - 1][b] + 1, rows[a][b - 1] + 1, rows[a - 1][b - 1] + cost)
            if a > 1 and b > 1 and one[a - 1] == other[b - 2] and one[a - 2] == other[b - 1]:
                best = min(best, rows[a - 2][b - 2] + 1)
            rows[a][b] = best
    return rows[-1][-1]


@pytest.mark.parametrize(
    "typed",
    ["x" * 1_000_000, "licencia " * 100_000, "👩‍👩‍👧 licencia", "\u202elicencia", "a\x00b", "ß" * 200],
)
def test_whatever_is_pasted_is_answered(typed: str) -> None:
    index: Index = build_index(CATALOGUE)
    assert isinstance(index.suggest(typed), list)
    assert isinstance(index.find(typed), list)
