"""The catalogue and the directory in Excel: a template, an export, and bringing a file back in.

A file is read, its rows are shown with what would become of each, and only then something is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.columns import Part, Subject
from desktop_app.domain.errors import InvalidInput
from desktop_app.services.context import Context
from desktop_app.services.imports import bringing, exporting
from desktop_app.services.imports.bringing import Brought
from desktop_app.services.imports.sheets_plan import Plan
from desktop_app.services.imports.sheets_reading import SheetFile, read_file
from desktop_app.system.progress import CancelToken, Progress
from ui.guide import bring_words as words
from ui.guide.bring_columns import ColumnsStep
from ui.guide.bring_rows import RowsStep
from ui.guide.bring_start import StartStep, ask_open, ask_save
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import Tools

_FAILED = "guide-bring"


class BringPage(QFrame):
    """One subject at a time, in three steps: what to do, the rows, the columns if they must be changed."""

    left = Signal()
    say = Signal(object)

    def __init__(
        self, context: Context, tools: Tools, submit_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context = context
        self._tools = tools
        self.subject = Subject.CATALOGUE
        self.file: SheetFile | None = None
        self._before: SheetFile | None = None
        self._planning: Operation[Plan] | None = None
        self._busy: Operation[Any] | None = None
        self.ask_open: Callable[[QWidget, str], Path | None] = ask_open
        self.ask_save: Callable[[QWidget, str, str], Path | None] = ask_save
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.steps = QStackedWidget()
        self.start = StartStep()
        self.rows = RowsStep(tools.background, tools.actions, submit_hint)
        self.columns = ColumnsStep(submit_hint)
        for step in (self.start, self.rows, self.columns):
            self.steps.addWidget(step)
        column.addWidget(self.steps)
        self._connect()

    def _connect(self) -> None:
        self.start.open.clicked.connect(self.choose_file)
        self.start.template.clicked.connect(partial(self._keep, template=True))
        self.start.export.clicked.connect(partial(self._keep, template=False))
        self.start.leave.clicked.connect(self.left)
        self.rows.options_changed.connect(self._plan)
        self.rows.columns_asked.connect(self._show_columns)
        self.rows.other_file.clicked.connect(self.choose_file)
        self.rows.foot.leave.clicked.connect(self.back)
        self.rows.foot.save.clicked.connect(self.submit)
        self.columns.changed.connect(self._on_column)
        self.columns.foot.leave.clicked.connect(self.back)
        self.columns.foot.save.clicked.connect(self.submit)

    # What the screen asks.

    def open_subject(self, subject: Subject) -> None:
        """Begin with the catalogue or the directory."""
        self.subject = subject
        self.file = None
        self.start.show_subject(subject)
        self.steps.setCurrentWidget(self.start)

    def enter(self) -> None:
        """Put the focus where the step begins."""
        step = self.steps.currentWidget()
        if isinstance(step, StartStep | RowsStep | ColumnsStep):
            step.enter()

    def fit(self, *, short: bool) -> None:
        """Give up explanations where there is little height."""
        for step in (self.start, self.rows, self.columns):
            step.fit(short=short)

    def submit(self) -> None:
        """Do what the step is for: choose a file, import its rows, take the columns."""
        step = self.steps.currentWidget()
        if step is self.start:
            self.choose_file()
        elif step is self.columns:
            self._plan()
        elif self.rows.ready():
            self._bring()

    def back(self) -> None:
        """Go one step back, from the first out of the page."""
        step = self.steps.currentWidget()
        if self._busy is not None:
            return
        if step is self.start:
            self.left.emit()
        elif step is self.columns and self._before is not None:
            # What was chosen is taken back: the rows are those of before.
            self.file = self._before
            self.steps.setCurrentWidget(self.rows)
            self.rows.enter()
        else:
            self.file = None
            self.steps.setCurrentWidget(self.start)
            self.start.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    # The file.

    def choose_file(self) -> None:
        """Ask which file, and read it."""
        if self._busy is not None:
            return
        path = self.ask_open(self, words.open_title(self.subject))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and show what bringing it in would do."""
        subject = self.subject
        operation = self._tools.background.long_read(
            self, lambda progress, token: read_file(path, subject, progress=progress, cancel=token)
        )
        operation.with_progress(QCoreApplication.translate("Bring", "Leyendo el archivo"))
        self._run(operation, self._on_read)

    def _on_read(self, file: SheetFile) -> None:
        self.file, self._before = file, None
        self.rows.plan = None
        self.rows.show_file(file)
        self.columns.show_file(file)
        self._plan()

    def _on_column(self, part: Part, key: str, place: int | None) -> None:
        if self.file is not None:
            self.file = self.file.with_column(part, key, place)
            self.columns.show_columns(self.file)

    def _plan(self) -> None:
        """Compare the file with what is there, as the columns and options now stand."""
        file, context, options = self.file, self._context, self.rows.options()
        if file is None:
            return
        if self._planning is not None:
            self._planning.drop()
        planning = self._tools.background.read(self, lambda: bringing.plan_file(context, file, options))
        self._planning = planning.on_success(partial(self._on_plan, file)).on_failure(self._on_refused).run()

    def _on_plan(self, file: SheetFile, plan: Plan) -> None:
        self._planning, self._before = None, file
        came = self.steps.currentWidget() is not self.rows
        self.rows.show_plan(file, plan)
        self.steps.setCurrentWidget(self.rows)
        if came:
            self.rows.enter()

    def _on_refused(self, failure: Failure) -> None:
        """Say what the columns lack, where they are chosen."""
        self._planning = None
        if isinstance(failure.error, InvalidInput) and failure.field:
            self._show_columns()
            self.columns.refuse(failure.field, failure.sentence)
        else:
            self._on_failure(failure)

    def _show_columns(self) -> None:
        if self.file is not None:
            self.columns.show_columns(self.file)
            self.steps.setCurrentWidget(self.columns)
            self.columns.enter()

    # Writing.

    def _bring(self) -> None:
        file, context, options = self.file, self._context, self.rows.options()
        if file is None or self._busy is not None:
            return

        def work(progress: Progress, token: CancelToken) -> Brought:
            return bringing.bring(context, file, options, progress=progress, cancel=token)

        operation = self._tools.background.long_write(self, work)
        operation.with_progress(QCoreApplication.translate("Bring", "Importando"))
        self._run(operation, self._on_brought)

    def _on_brought(self, brought: Brought) -> None:
        self.say.emit(Message(Tone.DONE, words.brought_words(brought), key=_FAILED))
        self.file = None
        self.left.emit()

    def _keep(self, *, template: bool) -> None:
        """Write the template or what there is, where the person says."""
        context, subject = self._context, self.subject
        name = exporting.file_name(context, subject, template=template)
        path = self.ask_save(self, words.save_title(subject, template=template), name)
        if path is None:
            return
        write = exporting.write_template if template else exporting.write_export
        operation = self._tools.background.read(self, lambda: write(context, subject, path))
        operation.with_progress(
            QCoreApplication.translate("Bring", "Escribiendo el libro"), cancellable=False
        )
        self._run(operation, self._on_kept)

    def _on_kept(self, path: Path) -> None:
        text = QCoreApplication.translate("Bring", "Guardado: {file}").format(file=path)
        act = QCoreApplication.translate("Bring", "Abrir")
        self.say.emit(
            Message(
                Tone.DONE,
                text,
                act,
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
                key=_FAILED,
            )
        )

    def _run(self, operation: Operation[Any], done: Callable[[Any], None]) -> None:
        """Run something during which no other step is taken."""
        self._busy = operation
        self._set_waiting(waiting=True)

        def ended() -> None:
            self._busy = None
            self._set_waiting(waiting=False)

        def success(result: Any) -> None:
            ended()
            done(result)

        def failed(failure: Failure) -> None:
            ended()
            self._on_failure(failure)

        operation.on_success(success).on_failure(failed).on_cancel(ended).run()

    def _set_waiting(self, *, waiting: bool) -> None:
        for step in (self.start, self.rows, self.columns):
            step.set_waiting(waiting=waiting)
        if not waiting:
            self.enter()

    def _on_failure(self, failure: Failure) -> None:
        step = self.steps.currentWidget()
        if isinstance(step, StartStep | RowsStep | ColumnsStep):
            step.set_error(failure.sentence)
