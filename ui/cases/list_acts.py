"""What can be done with the list as a whole: views, columns, order, a workbook, many cases given to somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QActionGroup, QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain import spanish
from desktop_app.domain.case_views import SavedView
from desktop_app.domain.file_names import file_stem
from desktop_app.services import case_export, case_handing, case_views
from desktop_app.services.access import Permission
from desktop_app.services.case_export import Exported
from desktop_app.services.case_handing import Handed
from desktop_app.services.context import Context
from ui.cases import actions
from ui.cases.columns import column_titles
from ui.cases.columns_form import ColumnsForm
from ui.cases.handing_form import HandingForm
from ui.cases.listing import CaseListing
from ui.cases.view_form import ViewForm
from ui.kit.core import core
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.receivers import Receiver
from ui.kit.saving import ask_where
from ui.kit.screen import Tools
from ui.kit.undo_keys import UndoFilter

_KEY = "cases-handed"
_LONGEST = 60
_TOLD = 3


class ListActs(QObject):
    """Binds the acts of the list to its screen."""

    said = Signal(object)
    """Message for the person."""

    def __init__(self, context: Context, tools: Tools, listing: CaseListing, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._listing = listing
        self._undone: Callable[[], None] | None = None
        self._away = False
        self._exporting: Operation[Exported] | None = None
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        submit = tools.actions.spec(actions.SUBMIT_ID).hint()
        self.view_form = ViewForm(context, tools.background, submit)
        self.columns_form = ColumnsForm(submit)
        self.handing_form = HandingForm(context, tools.background, submit)
        for drawer in (self.view_form, self.columns_form, self.handing_form):
            listing.add_drawer(drawer)
        self.view_form.saved.connect(self._on_view_saved)
        self.columns_form.chosen.connect(listing.columns.choose)
        self.handing_form.submitted.connect(self._hand_out)
        listing.view_changed.connect(self._enable)
        listing.table.full.connect(self._on_full)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(SECONDS * 1_000)
        self._forget.timeout.connect(self._on_forget)
        UndoFilter((listing.filter, self.view_form.name, self.handing_form.receiver), self)
        self._bind(screen)
        self._enable()

    def _bind(self, screen: QWidget) -> None:
        bind, table = self._tools.actions.bind, self._listing.table
        may_assign = self._context.actor.may(Permission.ASSIGN_CASE)
        for action_id, place, act in (
            (actions.SAVE_VIEW, screen, self.save_view),
            (actions.RENAME_VIEW, screen, self.rename_view),
            (actions.REMOVE_VIEW, screen, self.remove_view),
            (actions.COLUMNS, screen, self.choose_columns),
            (actions.ORDER, table, self.choose_order),
            (actions.EXPORT, screen, self.export),
            (actions.PICK, table, table.toggle),
            (actions.PICK_ALL, table, self.pick_all),
            (actions.UNDO, screen, self.undo),
        ):
            bind(action_id, place, act)
        menu = self._listing.menu.menu()
        for group in (
            (actions.SAVE_VIEW, actions.RENAME_VIEW, actions.REMOVE_VIEW),
            (actions.COLUMNS, actions.ORDER),
            (actions.PICK_ALL,) if may_assign else (),
            (actions.EXPORT,),
        ):
            for action_id in group:
                action = self._tools.actions.action(action_id)
                if action is not None:
                    menu.addAction(action)
            if group:
                menu.addSeparator()

    def step_aside(self, *, away: bool) -> None:
        """Do nothing to a list that cannot be seen: something else is being written in its place."""
        self._away = away
        for action_id in (actions.SAVE_VIEW, actions.COLUMNS, actions.EXPORT, actions.FILTER, actions.RECEIPT):
            action = self._tools.actions.action(action_id)
            if action is not None:
                action.setEnabled(not away)
        self._enable()

    def _enable(self) -> None:
        """Offer what is possible with the view that is shown."""
        saved = self._listing.saved
        mine = saved is not None and (not saved.shared or self._context.actor.may(Permission.SHARE_VIEW))
        for action_id in (actions.RENAME_VIEW, actions.REMOVE_VIEW):
            action = self._tools.actions.action(action_id)
            if action is not None:
                action.setEnabled(mine and not self._away)

    # Views.

    def save_view(self) -> None:
        """Ask for the name under which what the list shows is kept."""
        listing = self._listing
        view = replace(listing.as_view(), name="")
        what = f"{listing.what()} · {listing.order_words()}"
        listing.drawers.open(self.view_form, lambda: self.view_form.open_for(view, what))

    def rename_view(self) -> None:
        """Ask for another name of the saved view that is shown."""
        saved = self._listing.saved
        if saved is not None:
            what = saved.filter
            self._listing.drawers.open(self.view_form, lambda: self.view_form.open_for(saved, what))

    def remove_view(self) -> None:
        """Take the saved view that is shown away; it can be brought back at once."""
        saved, context = self._listing.saved, self._context
        if saved is None:
            return

        def done(_removed: object) -> None:
            self._listing.show_view(saved.view)
            self._listing.load_views()
            text = QCoreApplication.translate("Cases", "Vista quitada: {name}.").format(name=saved.name)
            self.offer(text, lambda: self._bring_back(saved))

        self._write(lambda: case_views.remove_view(context, saved), done)

    def _bring_back(self, view: SavedView) -> None:
        context = self._context
        self._write(
            lambda: case_views.save_view(context, replace(view, slot="")),
            lambda saved: self._on_view_saved(saved.view),
        )

    def _on_view_saved(self, view: object) -> None:
        if isinstance(view, SavedView):
            listing = self._listing
            listing.views.set_saved([*(v for v in listing.views.saved() if v.slot != view.slot), view])
            listing.show_saved(view)
            listing.load_views()
            text = QCoreApplication.translate("Cases", "Vista guardada: {name}.").format(name=view.name)
            self.said.emit(Message(Tone.DONE, text))

    # Columns and order.

    def choose_columns(self) -> None:
        """Open the list of columns."""
        shown = self._listing.columns.shown()
        self._listing.drawers.open(self.columns_form, lambda: self.columns_form.open_for(shown))

    def choose_order(self) -> None:
        """Offer the orders in a menu at the head of the list."""
        if not self._listing.model.rowCount():
            # A menu takes every key: where there is nothing to order, a stray letter opens none.
            text = QCoreApplication.translate("Cases", "Esta lista no tiene casos que ordenar.")
            self.said.emit(Message(Tone.INFO, text))
            return
        menu = QMenu(self._listing.table)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        key, _descending = self._listing.sort()
        own = QCoreApplication.translate("Cases", "El orden de la vista")
        for each, title in {"": own, **column_titles()}.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(each == key)
            group.addAction(action)
            act = self._listing.sort_by if each and each == key else self._listing.sort_as
            action.triggered.connect(lambda _checked=False, act=act, each=each: act(each))
        header = self._listing.table.horizontalHeader()
        menu.popup(header.mapToGlobal(QPoint(0, header.height())))
        menu.setActiveAction(menu.actions()[0])

    # A workbook.

    def export(self) -> None:
        """Ask where, and write the list there."""
        if self._exporting is not None:
            return
        listing, context = self._listing, self._context
        source = listing.source()
        if source is None:
            return
        translate = QCoreApplication.translate
        what = listing.what()
        name = f"{file_stem(what, translate('Cases', 'Casos'), _LONGEST)}.xlsx"
        title = translate("Cases", "Guardar la lista en Excel")
        kinds = translate("Cases", "Libro de Excel (*.xlsx)")
        path = ask_where(listing, title, self._folder / name, kinds, ".xlsx")
        if path is None:
            return
        columns = listing.columns.shown()

        def done(exported: Exported) -> None:
            self._exporting = None
            self._folder = path.parent
            words = QCoreApplication.translate("Cases", "{count} casos guardados en {file}").format(
                count=spanish.integer(exported.count), file=exported.file.name
            )
            open_it = QCoreApplication.translate("Cases", "Abrir la carpeta")
            place = QUrl.fromLocalFile(str(path.parent))
            self.said.emit(Message(Tone.DONE, words, open_it, lambda: QDesktopServices.openUrl(place)))

        def failed(failure: Failure) -> None:
            self._exporting = None
            self.said.emit(Message(Tone.ERROR, failure.sentence, key="cases-export"))

        def cancelled() -> None:
            self._exporting = None
            words = QCoreApplication.translate("Cases", "Se canceló. No se guardó ningún archivo.")
            self.said.emit(Message(Tone.INFO, words))

        self._exporting = self._tools.background.long_read(
            self,
            lambda progress, token: case_export.export_cases(
                context, source.query(), columns, what, path, progress, token
            ),
        ).with_progress(translate("Cases", "Guardando la lista en Excel"))
        self._exporting.on_success(done).on_failure(failed).on_cancel(cancelled).run()

    # Many cases.

    def pick_all(self) -> None:
        """Pick every case of the list, as many as may be given away at once."""
        listing, source = self._listing, self._listing.source()
        if source is None:
            return
        total = listing.model.rowCount()

        def done(ids: list[bytes]) -> None:
            if listing.source() is not source:
                return
            listing.table.pick(list(ids))
            if total > len(ids):
                words = QCoreApplication.translate(
                    "Cases",
                    "Se seleccionaron los primeros {count} de {total} casos: es lo más que se asigna a la vez.",
                ).format(count=spanish.integer(len(ids)), total=spanish.integer(total))
                self.said.emit(Message(Tone.INFO, words))

        most = case_handing.MOST
        self._tools.background.read(self, lambda: source.ids(0, most)).on_success(done).run()

    def hand_out(self) -> bool:
        """Ask who receives the picked cases; tell whether any are picked."""
        picked = [key for key in self._listing.table.picked() if isinstance(key, bytes)]
        if not picked or not self._context.actor.may(Permission.ASSIGN_CASE):
            return False
        self._listing.drawers.open(self.handing_form, lambda: self.handing_form.open_for(picked))
        return True

    def _hand_out(self, cases: Sequence[bytes], receiver: Receiver) -> None:
        context = self._context

        def done(handed: Handed) -> None:
            self.handing_form.close_drawer()
            self._listing.table.let_go()
            self._tell_handed(handed, receiver.text())

        def failed(failure: Failure) -> None:
            self.handing_form.refused(failure.sentence)

        work = self._tools.background.long_write(
            self,
            lambda progress, token: case_handing.assign_many(
                context, cases, receiver.unit, receiver.official, progress, token
            ),
        ).with_progress(QCoreApplication.translate("Cases", "Asignando los casos"))
        work.on_success(done).on_failure(failed).run()

    def _tell_handed(self, handed: Handed, whom: str) -> None:
        translate = QCoreApplication.translate
        words = [
            translate("Cases", "{count} casos asignados a {whom}.").format(
                count=spanish.integer(len(handed.given)), whom=whom
            )
        ]
        words += _refusals(handed)
        if handed.left:
            words.append(
                translate("Cases", "Se detuvo: {count} quedaron como estaban.").format(
                    count=spanish.integer(handed.left)
                )
            )
        text = " ".join(words)
        if handed.given:
            self.offer(text, partial(self._take_back, handed))
        else:
            self.said.emit(Message(Tone.WARNING, text, key=_KEY))

    def _take_back(self, handed: Handed) -> None:
        context = self._context

        def done(back: Handed) -> None:
            words = QCoreApplication.translate("Cases", "{count} casos volvieron a como estaban.").format(
                count=spanish.integer(len(back.given))
            )
            self.said.emit(Message(Tone.DONE, " ".join([words, *_refusals(back)]), key=_KEY))

        self._tools.background.long_write(
            self, lambda progress, _token: case_handing.take_back(context, handed, progress)
        ).with_progress(QCoreApplication.translate("Cases", "Deshaciendo"), cancellable=False).on_success(
            done
        ).run()

    # Undo.

    def undo(self) -> None:
        """Take back what was done to the list or to the picked cases a moment ago."""
        act, self._undone = self._undone, None
        self._forget.stop()
        if act is not None:
            act()
        else:
            words = QCoreApplication.translate(
                "Cases", "No hay nada que deshacer de hace menos de 10 segundos."
            )
            self.said.emit(Message(Tone.INFO, words))

    def offer(self, text: str, act: Callable[[], None]) -> None:
        """Tell what was done; for ten seconds Ctrl+Z takes it back."""
        self._undone = act
        self._forget.start()
        undo = QCoreApplication.translate("Cases", "Deshacer")
        hint = self._tools.actions.spec(actions.UNDO).hint()
        self.said.emit(Message(Tone.DONE, text, f"{undo}  {hint}", self.undo, key=_KEY))

    def _on_forget(self) -> None:
        self._undone = None

    def _on_full(self) -> None:
        words = QCoreApplication.translate("Cases", "Se seleccionan hasta {most} casos a la vez.")
        self.said.emit(Message(Tone.INFO, words.format(most=spanish.integer(case_handing.MOST))))

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def failed(failure: Failure) -> None:
            self.said.emit(Message(Tone.ERROR, failure.sentence, key="cases-view"))

        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()


def _refusals(handed: Handed) -> list[str]:
    """Return the sentence on what was refused, with the numbers of the first few."""
    if not handed.refused:
        return []
    reasons = "; ".join(f"{spanish.integer(count)} {core(why)}" for why, count in handed.reasons())
    numbers = [each.number for each in handed.refused if each.number]
    shown = ", ".join(numbers[:_TOLD]) + ("…" if len(numbers) > _TOLD else "")
    text = QCoreApplication.translate("Cases", "No se cambiaron {count}: {reasons}.").format(
        count=spanish.integer(len(handed.refused)), reasons=reasons
    )
    return [f"{text} ({shown})" if shown else text]
