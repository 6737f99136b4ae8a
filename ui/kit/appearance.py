"""How this machine shows the program: theme and height of rows, kept beside the data, applied at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from ui.kit import table, theme
from ui.kit.table import Density
from ui.kit.theme import ThemeName

_THEME = "theme"
_DENSITY = "density"


class Appearance(QObject):
    """The look that somebody chose on this machine; without ``preferences`` it lasts as long as the window."""

    changed = Signal()

    def __init__(self, preferences: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = ThemeName.SYSTEM
        self._density = Density.NORMAL
        if preferences is not None:
            kept = str(preferences.value(_THEME, ""))
            self._theme = ThemeName(kept) if kept in list(ThemeName) else ThemeName.SYSTEM
            rows = str(preferences.value(_DENSITY, "")).upper()
            self._density = Density[rows] if rows in Density.__members__ else Density.NORMAL

    def theme(self) -> ThemeName:
        """Return the theme that was chosen."""
        return self._theme

    def density(self) -> Density:
        """Return the height of rows that was chosen."""
        return self._density

    def apply(self, app: QApplication) -> None:
        """Show the program in the look that was kept."""
        theme.apply_theme(app, self._theme)
        table.apply_density(self._density)

    def set_theme(self, name: ThemeName) -> None:
        """Show the program in another theme from now on."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, name)
        self._theme = name
        self._keep(_THEME, name.value)

    def set_density(self, density: Density) -> None:
        """Show lists with another height of rows from now on."""
        table.apply_density(density)
        self._density = density
        self._keep(_DENSITY, density.name.lower())

    def _keep(self, key: str, value: str) -> None:
        if self._preferences is not None:
            self._preferences.setValue(key, value)
        self.changed.emit()
