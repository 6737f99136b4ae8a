"""The bar at the top: begin an attention, search, notices, and who works at which desk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.buttons import Button, Kind
from ui.kit.operations import Background
from ui.kit.surfaces import text_label
from ui.kit.tips import tip
from ui.shell import commands
from ui.shell.search import SearchField

HEIGHT = 44
_PERSON, _DESK = 240, 110
"""Longer names would push the search out of the bar."""


class TopBar(QFrame):
    """Made from the declared actions; what is not bound in this window does not appear."""

    def __init__(
        self,
        actions: ActionRegistry,
        background: Background,
        *,
        starts: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar-top")
        self.setFixedHeight(HEIGHT)
        self._actions = actions
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 1)
        row.setSpacing(8)
        self.name = text_label(
            QCoreApplication.translate("Shell", "Ventanilla"), theme.Size.LEAD, strong=True
        )
        row.addWidget(self.name)
        self._starts: list[Button] = []
        if starts:
            for action_id in (commands.IN_PERSON, commands.PHONE):
                row.addWidget(self._start_button(action_id))
        self.search = SearchField(background, actions)
        search = actions.spec(commands.SEARCH)
        self._long_prompt = QCoreApplication.translate(
            "Shell", "Buscar persona, caso, trámite, funcionario o acción  {keys}"
        ).format(keys=search.hint())
        self._short_prompt = QCoreApplication.translate("Shell", "Buscar  {keys}").format(keys=search.hint())
        self.search.setPlaceholderText(self._long_prompt)
        row.addWidget(self.search, 1)
        self.bell = Button("0", icon="bell")
        self.bell.setToolTip(actions.spec(commands.NOTICES).tooltip())
        row.addWidget(self.bell)
        self.account = Button("", kind=Kind.QUIET)
        row.addWidget(self.account)
        self.set_notice_count(0)

    def _start_button(self, action_id: str) -> Button:
        spec = self._actions.spec(action_id)
        button = Button(spec.label(), icon=spec.icon, hint=spec.hint())
        button.setToolTip(spec.tooltip())
        # Begun with the mouse, the focus belongs to the form, not to this button.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._actions.trigger(action_id))
        self._starts.append(button)
        return button

    def set_notice_count(self, count: int) -> None:
        """Show how many notices wait."""
        self.bell.setText(str(count))
        if count == 1:
            name = QCoreApplication.translate("Shell", "1 aviso")
        else:
            name = QCoreApplication.translate("Shell", "{count} avisos").format(count=count)
        self.bell.setAccessibleName(name)

    def set_person(self, person: str, desk: str) -> None:
        """Show who works at which desk."""
        whole = f"{person} · {desk}" if desk else person
        elide, cut = self.account.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
        shown = elide(person, cut, _PERSON)
        if desk:
            shown = f"{shown} · {elide(desk, cut, _DESK)}"
        # Qt underlines the letter after an ampersand.
        self.account.setText(shown.replace("&", "&&"))
        self.account.setToolTip(tip(whole) if shown != whole else "")
        self.account.setAccessibleName(
            QCoreApplication.translate("Shell", "Sesión de {person}").format(person=whole)
        )

    def set_menu(self, menu: QMenu) -> None:
        """Give the person's name its menu."""
        self.account.setMenu(menu)

    def menu(self) -> QMenu:
        """Return the person's menu."""
        menu = self.account.menu()
        assert menu is not None  # noqa: S101 - the window gives it before anybody asks
        return menu

    def set_narrow(self, *, narrow: bool) -> None:
        """Give up the program's name, and part of the prompt, for room."""
        self.name.setVisible(not narrow)
        self.search.setPlaceholderText(self._short_prompt if narrow else self._long_prompt)
