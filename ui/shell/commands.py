"""The actions of the window itself, each declared here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel
from ui.kit import screen
from ui.kit.actions import ActionSpec
from ui.kit.screen import ScreenEntry

IN_PERSON = "attention.in_person"
PHONE = "attention.phone"
EMAIL = "attention.email"
APP = "attention.app"
NEW_CASE = "case.new"
SEARCH = "shell.search"
REFRESH = "shell.refresh"
PANE = screen.PANE
HELP = "shell.help"
NOTICES = "shell.notices"
LIGHT = "theme.light"
DARK = "theme.dark"
HIGH_CONTRAST = "theme.contrast"
FOLLOW_SYSTEM = "theme.system"
QUIT = "shell.quit"

_ATTENTION = QT_TRANSLATE_NOOP("Actions", "Atención")
_WINDOW = QT_TRANSLATE_NOOP("Actions", "Ventana")
_SECTIONS = QT_TRANSLATE_NOOP("Actions", "Secciones")
_LOOK = QT_TRANSLATE_NOOP("Actions", "Apariencia")

CHANNELS = {IN_PERSON: Channel.IN_PERSON, PHONE: Channel.PHONE, EMAIL: Channel.EMAIL, APP: Channel.APP}

START_ACTIONS = (
    ActionSpec(
        IN_PERSON,
        QT_TRANSLATE_NOOP("Actions", "Presencial"),
        _ATTENTION,
        ("F2", "Ctrl+N"),
        "person-add",
        QT_TRANSLATE_NOOP("Actions", "Nueva atención presencial"),
    ),
    ActionSpec(
        PHONE,
        QT_TRANSLATE_NOOP("Actions", "Llamada"),
        _ATTENTION,
        ("F3", "Ctrl+L"),
        "phone-in",
        QT_TRANSLATE_NOOP("Actions", "Nueva atención por teléfono"),
    ),
    ActionSpec(
        EMAIL,
        QT_TRANSLATE_NOOP("Actions", "Correo"),
        _ATTENTION,
        ("Shift+F2",),
        "mail",
        QT_TRANSLATE_NOOP("Actions", "Nueva atención por correo electrónico"),
    ),
    ActionSpec(
        APP,
        QT_TRANSLATE_NOOP("Actions", "Aplicación móvil"),
        _ATTENTION,
        ("Shift+F3",),
        "mobile",
        QT_TRANSLATE_NOOP("Actions", "Nueva atención por la aplicación móvil"),
    ),
)

CASE_ACTIONS = (
    ActionSpec(
        NEW_CASE,
        QT_TRANSLATE_NOOP("Actions", "Nuevo caso"),
        _ATTENTION,
        (),
        "plus",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso sin una atención; en Casos, F8"),
    ),
)

WINDOW_ACTIONS = (
    ActionSpec(
        SEARCH,
        QT_TRANSLATE_NOOP("Actions", "Buscar"),
        _WINDOW,
        ("Ctrl+K",),
        "search",
        QT_TRANSLATE_NOOP("Actions", "Buscar personas, casos, trámites y acciones"),
        in_palette=False,
    ),
    ActionSpec(
        REFRESH,
        QT_TRANSLATE_NOOP("Actions", "Actualizar"),
        _WINDOW,
        ("F5",),
        "refresh",
        QT_TRANSLATE_NOOP("Actions", "Volver a consultar los datos de la sección"),
    ),
    ActionSpec(
        PANE,
        QT_TRANSLATE_NOOP("Actions", "Panel lateral"),
        _WINDOW,
        ("F6",),
        "pane",
        QT_TRANSLATE_NOOP("Actions", "Ir al panel lateral o volver"),
    ),
    ActionSpec(
        NOTICES,
        QT_TRANSLATE_NOOP("Actions", "Avisos"),
        _WINDOW,
        ("Ctrl+B",),
        "bell",
        QT_TRANSLATE_NOOP("Actions", "Abrir la lista de avisos"),
    ),
    ActionSpec(
        HELP,
        QT_TRANSLATE_NOOP("Actions", "Ayuda: teclas"),
        _WINDOW,
        ("F1",),
        "help",
        QT_TRANSLATE_NOOP("Actions", "Ver todas las teclas"),
    ),
    ActionSpec(LIGHT, QT_TRANSLATE_NOOP("Actions", "Tema claro"), _LOOK, icon="contrast"),
    ActionSpec(DARK, QT_TRANSLATE_NOOP("Actions", "Tema oscuro"), _LOOK, icon="contrast"),
    ActionSpec(HIGH_CONTRAST, QT_TRANSLATE_NOOP("Actions", "Alto contraste"), _LOOK, icon="contrast"),
    ActionSpec(FOLLOW_SYSTEM, QT_TRANSLATE_NOOP("Actions", "Tema del sistema"), _LOOK, icon="contrast"),
    ActionSpec(QUIT, QT_TRANSLATE_NOOP("Actions", "Salir"), _WINDOW, icon="exit"),
)


def section_action(entry: ScreenEntry) -> ActionSpec:
    """Return the action that goes to a screen of the rail."""
    return ActionSpec(
        f"go.{entry.id}", entry.title, _SECTIONS, (entry.shortcut,) if entry.shortcut else (), entry.icon
    )


def declare_actions(entries: Sequence[ScreenEntry]) -> list[ActionSpec]:
    """Return every action of a window with these screens, in the order of palette and help sheet."""
    specs: list[ActionSpec] = []
    if any(entry.id == screen.RECEPTION for entry in entries):
        specs.extend(START_ACTIONS)
    if any(entry.id == screen.CASES for entry in entries):
        specs.extend(CASE_ACTIONS)
    for entry in entries:
        specs.extend(entry.actions)
    specs.extend(section_action(entry) for entry in entries)
    specs.extend(WINDOW_ACTIONS)
    return specs
