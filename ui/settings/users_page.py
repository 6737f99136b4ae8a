"""Usuarios: who works with the program, in what role; people are deactivated, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.labels import label
from desktop_app.domain.values import Role
from desktop_app.services import directory, users
from desktop_app.services.context import Context
from desktop_app.services.directory import Official
from desktop_app.services.users import UserForm, UserRow, UserSaved
from ui.kit.breaking import shortened
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.kit.tips import tip
from ui.settings.actions import USER_ACTIVE, USER_EDIT, USER_NEW
from ui.settings.list_form import ListFormPage
from ui.settings.page import Rows, small

_NAME = 36
_ROLES = (Role.CLERK, Role.OFFICIAL, Role.SUPERVISOR, Role.ADMINISTRATOR)


def role_words(role: Role) -> str:
    """Return what a role is called."""
    return QCoreApplication.translate("core", label(role))


def role_meaning(role: Role) -> str:
    """Return what a role may do, in few words."""
    return {
        Role.CLERK: QCoreApplication.translate("Settings", "atiende, vincula y sigue casos"),
        Role.OFFICIAL: QCoreApplication.translate("Settings", "recibe personas y casos en su unidad"),
        Role.SUPERVISOR: QCoreApplication.translate("Settings", "además asigna, informa y edita la guía"),
        Role.ADMINISTRATOR: QCoreApplication.translate("Settings", "ajustes y usuarios, sin leer casos"),
    }[role]


def _roles_text(row: UserRow) -> str:
    return ", ".join(role_words(role) for role in _ROLES if role in row.roles)


class RoleBoxes(QWidget):
    """One box for each role, with what it may do."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.boxes: dict[Role, QCheckBox] = {}
        for role in _ROLES:
            box = QCheckBox(f"{role_words(role)}: {role_meaning(role)}")
            self.boxes[role] = box
            column.addWidget(box)
        self.setFocusProxy(self.boxes[_ROLES[0]])

    def roles(self) -> frozenset[Role]:
        """Return the chosen roles."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: frozenset[Role]) -> None:
        """Show roles as chosen."""
        for role, box in self.boxes.items():
            box.setChecked(role in roles)


class UsersPage(ListFormPage[UserRow]):
    """A list, and in its place the form of one person."""

    id = "users"
    icon = "citizens"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._user: bytes | None = None
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        spec = self.tools.actions.spec
        self.new = Button(
            QCoreApplication.translate("Settings", "Nuevo"), icon="person-add", hint=spec(USER_NEW).hint()
        )
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(USER_EDIT).hint()
        )
        self.toggle = Button(
            QCoreApplication.translate("Settings", "Desactivar"), icon="lock", hint=spec(USER_ACTIVE).hint()
        )
        for button in (self.new, self.edit, self.toggle):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        self.table = TableView(
            QCoreApplication.translate("Settings", "Usuarios"),
            empty=QCoreApplication.translate("Settings", "Todavía no hay usuarios."),
        )
        self.table.setMinimumHeight(120)
        self.model = PagedTableModel[UserRow](
            self.background, _columns(), key=lambda row: row.id, parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.login, self.name = QLineEdit(), QLineEdit()
        self.roles, self.official = RoleBoxes(), QComboBox()
        hint = QCoreApplication.translate(
            "Settings", "Con él abre el programa; sin espacios, por ejemplo «arojas»."
        )
        self.form.add(
            FormRow("login", QCoreApplication.translate("Settings", "&Usuario"), self.login, hint=hint)
        )
        self.form.add(FormRow("name", QCoreApplication.translate("Settings", "N&ombre"), self.name))
        self.form.add(FormRow("roles", QCoreApplication.translate("Settings", "&Roles"), self.roles))
        hint = QCoreApplication.translate(
            "Settings", "Así le llegan las vinculaciones y los casos de su unidad."
        )
        self.form.add(
            FormRow(
                "official", QCoreApplication.translate("Settings", "&Funcionario"), self.official, hint=hint
            )
        )
        note = QCoreApplication.translate(
            "Settings", "Los cambios valen desde la próxima vez que la persona abra el programa."
        )
        return self.form_card(small(note))

    def _bind(self) -> None:
        self.bind_acts(
            (USER_NEW, self.new, self.open_new),
            (USER_EDIT, self.edit, self.open_current),
            (USER_ACTIVE, self.toggle, self.toggle_current),
        )
        self.table.row_changed.connect(lambda _row: self._show_toggle())
        self.model.loaded.connect(lambda _count: self._show_toggle())
        self.login.textChanged.connect(self.on_typed)
        self.name.textChanged.connect(self.on_typed)
        self.official.currentIndexChanged.connect(self.on_typed)
        for box in self.roles.boxes.values():
            box.toggled.connect(self.on_typed)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Usuarios")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Quién trabaja con el programa y en qué rol. Se desactivan; lo que registraron queda."
        )

    def fit(self, space: Space) -> None:
        """Leave the official's name to the form where the window is narrow."""
        self.table.setColumnHidden(3, space.narrow)

    def first_field(self) -> QWidget:
        """Return the name to sign in with."""
        return self.login

    def concerns(self, changes: frozenset[str]) -> bool:
        """Tell whether users or officials may have changed."""
        return not changes or bool(changes & {"user", "directory"})

    def load(self) -> None:
        """Read users and officials."""

        def work() -> tuple[list[UserRow], list[Official]]:
            return users.everyone(self.context), directory.officials(self.context)

        self.background.read(self, work).on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: tuple[list[UserRow], list[Official]]) -> None:
        rows, officials = found
        self._show_officials(officials)
        self._list.show(rows)

    def _show_officials(self, officials: list[Official]) -> None:
        chosen = self.official.currentData()
        self.official.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.official.clear()
        self.official.addItem(QCoreApplication.translate("Settings", "Nadie del directorio"), None)
        for each in officials:
            self.official.addItem(shortened(each.name, _NAME), each.id)
            self.official.setItemData(self.official.count() - 1, tip(each.name), Qt.ItemDataRole.ToolTipRole)
        self.official.setCurrentIndex(max(self.official.findData(chosen), 0))
        self.official.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    # The list.

    def _show_toggle(self) -> None:
        user = self.current()
        self.edit.setEnabled(user is not None)
        self.toggle.setEnabled(user is not None)
        if user is not None and not user.active:
            self.toggle.setText(QCoreApplication.translate("Settings", "Reactivar"))
            self.toggle.set_icon_name("check")
        else:
            self.toggle.setText(QCoreApplication.translate("Settings", "Desactivar"))
            self.toggle.set_icon_name("lock")

    def toggle_current(self) -> None:
        """Deactivate the user, or have them back."""
        user = self.current()
        if user is None:
            return
        write = self.background.write(
            self, lambda: users.set_active(self.context, user.id, active=not user.active)
        )
        write.on_success(partial(self._on_toggled, user)).on_failure(self.tell_failure).run()

    def _on_toggled(self, user: UserRow, _saved: UserSaved) -> None:
        words = (
            QCoreApplication.translate("Settings", "{name} ya no puede abrir el programa.")
            if user.active
            else QCoreApplication.translate("Settings", "{name} puede abrir el programa otra vez.")
        )
        self.tell_saved(words.format(name=user.name))

    # The form.

    def open_new(self) -> None:
        """Write a new user."""
        self._open(None, QCoreApplication.translate("Settings", "Nuevo usuario"))

    def open_current(self) -> None:
        """Change the user on whom the list stands."""
        user = self.current()
        if user is not None:
            self._open(user, user.name)

    def _open(self, user: UserRow | None, heading: str) -> None:
        opened = user.id if user else None
        if self.dirty() and self._user == opened:
            self.show_form(heading, None)
            return
        self._user = opened
        stored = user or UserRow(b"", "", "", frozenset(), None, "", active=True)
        if stored.official is not None and self.official.findData(stored.official) < 0:
            self.official.addItem(shortened(stored.official_name, _NAME), stored.official)
        values = {
            "login": stored.login,
            "name": stored.name,
            "roles": stored.roles,
            "official": stored.official,
        }
        self.show_form(heading, values)

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {
            "login": self.login.text(),
            "name": self.name.text(),
            "roles": self.roles.roles(),
            "official": self.official.currentData(),
        }

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a user in the form."""
        self.login.setText(str(values["login"]))
        self.name.setText(str(values["name"]))
        roles = values["roles"]
        self.roles.show_roles(roles if isinstance(roles, frozenset) else frozenset())
        self.official.setCurrentIndex(max(self.official.findData(values["official"]), 0))

    def save(self) -> None:
        """Write the user."""
        if not self.may_save():
            return
        official = self.official.currentData()
        form = UserForm(
            self.login.text(), self.name.text(), self.roles.roles(), bytes(official) if official else None
        )
        user = self._user
        self.write(lambda: users.save_user(self.context, form, user))


def _columns() -> tuple[Column[UserRow], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Usuario"), lambda row: row.login, 110),
        Column(
            QCoreApplication.translate("Settings", "Nombre"), lambda row: row.name, 150, stretch=True
        ),
        Column(
            QCoreApplication.translate("Settings", "Roles"), _roles_text, 200, stretch=True
        ),
        Column(
            QCoreApplication.translate("Settings", "Funcionario"), lambda row: row.official_name, 120,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Settings", "Estado"),
            lambda row: (
                QCoreApplication.translate("Settings", "Activo")
                if row.active
                else QCoreApplication.translate("Settings", "Inactivo")
            ),
            86,
        ),
    )  # fmt: skip
