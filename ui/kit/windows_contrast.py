"""Windows' contrast themes, asked of Windows: Qt tells of them only from 6.10 on."""

from __future__ import annotations

import sys

_SPI_GETHIGHCONTRAST = 0x42
_HCF_HIGHCONTRASTON = 0x1


def is_on() -> bool:
    """Tell whether Windows shows a contrast theme; always False elsewhere."""
    return sys.platform == "win32" and _ask()


def _ask() -> bool:
    import ctypes

    class HighContrast(ctypes.Structure):
        """HIGHCONTRASTW of the Windows API."""

        _fields_ = (
            ("cbSize", ctypes.c_uint),
            ("dwFlags", ctypes.c_uint32),
            ("lpszDefaultScheme", ctypes.c_wchar_p),
        )

    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return False
    answer = HighContrast(cbSize=ctypes.sizeof(HighContrast))
    asked = windll.user32.SystemParametersInfoW(_SPI_GETHIGHCONTRAST, answer.cbSize, ctypes.byref(answer), 0)
    return bool(asked) and bool(answer.dwFlags & _HCF_HIGHCONTRASTON)
