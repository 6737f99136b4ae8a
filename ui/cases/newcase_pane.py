"""Beside a new case: its route in full, both clocks explained, and the open cases that may be the same."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services.considering import Thoughts
from desktop_app.services.context import Context
from desktop_app.services.routes import RouteSheet
from ui.cases.newcase_words import clock_text, route_lines, same_heading, same_text
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.detail import DetailPane, Section
from ui.kit.surfaces import EmptyState, text_label


class NewCasePane(DetailPane):
    """Follows the form."""

    type_chosen = Signal(str)
    case_chosen = Signal(object)
    """Id of an open case that is to be looked at."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("NewCase", "Vía correcta y plazos"), parent)
        self._context = context
        self._same = Section(4)
        self._clocks = Section(3)
        self._routes = Section(3)
        for section in (self._same, self._clocks, self._routes):
            self.column.addWidget(section)
        self._empty = EmptyState(
            "cases",
            QCoreApplication.translate(
                "NewCase", "Aquí verá la vía que corresponde, los plazos y si el asunto ya tiene un caso."
            ),
        )
        self.column.addWidget(self._empty)
        self.column.addStretch(1)

    def show_thoughts(self, type_code: str, thoughts: Thoughts | None, now: datetime) -> None:
        """Show everything that is known of the case as it stands; ``type_code`` is the chosen one."""
        same, clocks, routes = self._same.emptied(), self._clocks.emptied(), self._routes.emptied()
        self._empty.setVisible(thoughts is None)
        if thoughts is None:
            return
        if thoughts.same:
            same.addWidget(text_label(same_heading(thoughts), strong=True, wrap=True))
            for each in thoughts.same:
                same.addWidget(text_label(same_text(self._context, each), theme.Size.SMALL, wrap=True))
                see = Button(QCoreApplication.translate("NewCase", "Ver {number}").format(number=each.number))
                see.clicked.connect(partial(self.case_chosen.emit, each.id))
                same.addWidget(see)
        clocks.addWidget(text_label(QCoreApplication.translate("NewCase", "Plazos"), strong=True))
        for clock in thoughts.clocks:
            clocks.addWidget(text_label(clock_text(clock, now), theme.Size.SMALL, strong=True, wrap=True))
            clocks.addWidget(text_label(core(clock.why), theme.Size.SMALL, tone="muted", wrap=True))
        routes.addWidget(text_label(QCoreApplication.translate("NewCase", "Vía correcta"), strong=True))
        shown = list(thoughts.advice.routes)
        if thoughts.route is not None and thoughts.route.code not in {each.code for each in shown}:
            shown.insert(0, thoughts.route)
        shown.sort(key=lambda each: each.code != type_code)
        for route in shown:
            self._add_route(route, chosen=route.code == type_code)
        if not shown:
            words = QCoreApplication.translate(
                "NewCase", "El texto no dice todavía qué vía toma. Estas son las que hay:"
            )
            routes.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
            for route in thoughts.every:
                self._add_route(route, chosen=False)

    def _add_route(self, route: RouteSheet, *, chosen: bool) -> None:
        column = self._routes.layout()
        if column is None:
            return
        title = route.label
        if chosen:
            title = QCoreApplication.translate("NewCase", "{type} (elegido)").format(type=route.label)
        column.addWidget(text_label(title, theme.Size.SMALL, strong=True, wrap=True))
        if route.why:
            why = QCoreApplication.translate("NewCase", "Porque {why}").format(why=core(route.why))
            column.addWidget(text_label(why, theme.Size.SMALL, wrap=True))
        for line in route_lines(route):
            column.addWidget(text_label(line, theme.Size.SMALL, tone="muted", wrap=True))
        if not chosen:
            words = QCoreApplication.translate("NewCase", "Registrar como {type}").format(type=route.label)
            take = Button(words, kind=Kind.QUIET)
            take.clicked.connect(partial(self.type_chosen.emit, route.code))
            column.addWidget(take)
