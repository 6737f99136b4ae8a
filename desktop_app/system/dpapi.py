"""Windows' data protection with the machine's key, through ctypes."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_LOCAL_MACHINE = 0x4
_UI_FORBIDDEN = 0x1


class _Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


def protect(plain: bytes) -> bytes:
    """Return ``plain`` wrapped so that only this machine unwraps it."""
    return _call("CryptProtectData", plain)


def unprotect(wrapped: bytes) -> bytes:
    """Return what ``protect`` wrapped; EnvironmentFault on another machine."""
    return _call("CryptUnprotectData", wrapped)


def _call(name: str, data: bytes) -> bytes:
    if sys.platform == "win32":
        return _call_windows(name, data)
    raise EnvironmentFault(
        QT_TRANSLATE_NOOP("core", "Esta llave solo se abre en el equipo Windows original.")
    )


def _call_windows(name: str, data: bytes) -> bytes:
    load: Any = vars(ctypes)["WinDLL"]
    buffer = ctypes.create_string_buffer(data, len(data))
    source = _Blob(len(data), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
    target = _Blob()
    function = getattr(load("crypt32"), name)
    done = function(
        ctypes.byref(source), None, None, None, None, _LOCAL_MACHINE | _UI_FORBIDDEN, ctypes.byref(target)
    )
    if not done:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core", "Windows no pudo abrir la llave de los datos: la carpeta viene de otro equipo."
            )
        )
    try:
        return ctypes.string_at(target.data, target.size)
    finally:
        load("kernel32").LocalFree(target.data)
