"""Identity documents: normalised, and looked at for slips. A check warns, it never blocks.

The digits are what the profile says; python-stdnum supplies check digits and forms where it knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.domain.dates import enumeration
from desktop_app.domain.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop_app.domain.profile import DocumentType

_SEPARATORS = re.compile(r"[\s.\-/–]+")
_DNI = 8
_PLAIN = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """The number as it is stored and searched, and a Spanish warning, or "" when nothing is odd."""

    normalised: str
    warning: str

    @property
    def is_odd(self) -> bool:
        """Tell whether the clerk should look at the number again."""
        return bool(self.warning)


def normalise_document(text: str, validator: str = "digits") -> str:
    """Return the number in capitals without blanks, dots, dashes or slashes.

    A Peruvian DNI loses the check character that is printed beside its eight digits, so that the same
    person is found either way. A Costa Rican cédula gets its nine digits: the leading zero that
    registries add is dropped and parts written without their zeros ("1-613-584") are filled.
    """
    text = text.strip().upper()
    if validator == "cr_cedula":
        parts = [part for part in re.split(r"[\s\-]+", text) if part]
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            text = parts[0].lstrip("0")[:2] + parts[1].zfill(4) + parts[2].zfill(4)
        plain = _SEPARATORS.sub("", text)
        return plain[1:] if len(plain) == 10 and plain.startswith("0") else plain
    plain = _SEPARATORS.sub("", text)
    if validator == "pe_dni" and len(plain) == _DNI + 1 and _pe_dni(plain):
        return plain[:_DNI]
    return plain


def check_document(kind: DocumentType, text: str) -> DocumentCheck:
    """Normalise a number and warn about what looks wrong for its kind; an empty one is no slip."""
    number = normalise_document(text, kind.validator)
    if not number:
        return DocumentCheck("", "")
    return DocumentCheck(number, _warning(kind, number))


def _warning(kind: DocumentType, number: str) -> str:
    if kind.validator == "free":
        return ""
    if kind.validator == "letters":
        plain = _PLAIN.fullmatch(number) and number.isascii()
        return "" if plain else QT_TRANSLATE_NOOP("core", "Revise el documento: solo lleva letras y cifras.")
    digits = number[:_DNI] if _with_check(kind, number) else number
    if not (digits.isascii() and digits.isdigit()):
        return QT_TRANSLATE_NOOP("core", "Revise el documento: {label} solo lleva cifras.").format(
            label=kind.label
        )
    if kind.digits and len(number) not in kind.digits and not _with_check(kind, number):
        return QT_TRANSLATE_NOOP(
            "core", "Revise el documento: {label} tiene {digits} cifras y se escribieron {count}."
        ).format(label=kind.label, digits=_digits(kind.digits), count=len(number))
    check = VALIDATORS[kind.validator]
    if check is not None and not check(number):
        return QT_TRANSLATE_NOOP("core", "Revise el documento: el número no corresponde a {label}.").format(
            label=kind.label
        )
    return ""


def _with_check(kind: DocumentType, number: str) -> bool:
    # A check character that fits is gone by now: this one does not fit.
    return kind.validator == "pe_dni" and len(number) == _DNI + 1


def _digits(digits: tuple[int, ...]) -> str:
    if len(digits) > 2 and digits == tuple(range(digits[0], digits[-1] + 1)):
        return QT_TRANSLATE_NOOP("core", "de {low} a {high}").format(low=digits[0], high=digits[-1])
    return enumeration([str(number) for number in digits], QT_TRANSLATE_NOOP("core", "o"))


# stdnum is imported where it is used: the check is needed once in a while, the start is every day.


def _pe_dni(number: str) -> bool:
    from stdnum.pe import cui

    return cui.is_valid(number)


def _pe_ruc(number: str) -> bool:
    from stdnum.pe import ruc

    return ruc.is_valid(number)


def _cr_cedula(number: str) -> bool:
    from stdnum.cr import cpf

    return cpf.is_valid(number)


def _cr_juridica(number: str) -> bool:
    from stdnum.cr import cpj

    return cpj.is_valid(number)


def _cr_dimex(number: str) -> bool:
    from stdnum.cr import cr

    return cr.is_valid(number)


VALIDATORS: Final[dict[str, Callable[[str], bool] | None]] = {
    "pe_dni": _pe_dni,
    "pe_ruc": _pe_ruc,
    "cr_cedula": _cr_cedula,
    "cr_juridica": _cr_juridica,
    "cr_dimex": _cr_dimex,
    "digits": None,
    "letters": None,
    "free": None,
}
"""Checks that a profile may name; None where the digits are all there is to check."""
