"""Watches for what nobody may miss, and tells it: the bell's list, a passing word, a bar for criticals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop_app.services.alerts import Alerts, CaseAlert, acknowledge, read_alerts
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.shifts import ReceivedShift
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import CASES, INBOX, PAPER, SETTINGS, SHIFTS, ShowCases, ShowReferral
from ui.kit.shift_words import received_text
from ui.shell import alert_words as words
from ui.shell.notices import Notice
from ui.shell.window import MainWindow

_EVERY_MS = 20_000
_COUNTED = frozenset({"case", "attention", "referral", "sync", "blank", "shift"})
_BAR = "criticals"


class NoticeWatch(QObject):
    """Asks every 20 s, and at once after a change; never on the UI thread, never taking the focus.

    What was told once is not told again until it becomes more urgent; what is no longer true goes away.
    """

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._since = context.now()
        self._told: dict[str, str] = {}
        self._due: dict[str, datetime] = {}
        self._words: list[Message] = []
        self._bars: dict[str, str] = {}
        self._first = True
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self._timer.start()
        window.tools.background.changed.connect(self._on_changed)
        window.notices.changed.connect(self._show_bars)
        window.status.line.filled.connect(self._say_next)
        self.ask()

    def ask(self) -> None:
        """Read what holds now and tell what is new in it."""
        context, since = self._context, self._since
        read = self._window.tools.background.read(self, lambda: read_alerts(context, since))
        # What cannot be read now is read again in 20 s; what was told stays.
        read.on_success(self._tell).on_failure(self._keep).run()

    def _keep(self, _failure: Failure) -> None:
        return

    def _on_changed(self, changes: frozenset[str]) -> None:
        if changes & _COUNTED or not changes:
            self.ask()

    # From what holds to what is told.

    def _tell(self, alerts: Alerts) -> None:
        now = self._context.now()
        held: set[str] = set()
        for critical in reversed(alerts.criticals):
            held.add(self._critical(critical, now))
        for late in reversed(alerts.overdue):
            held.add(self._overdue(late))
        held |= self._cases(alerts, now)
        for shift in reversed(alerts.shifts):
            held.add(self._shift(shift))
        for back_again in reversed(alerts.objected):
            held.add(self._objected(back_again))
        for handed in reversed(alerts.waiting):
            act = self._to(INBOX, ShowReferral(handed.referral))
            notice = Notice(
                f"waiting/{handed.referral.hex()}",
                words.waiting(handed),
                handed.moment,
                "inbox",
                words.see(),
                act,
            )
            held.add(self._once(notice, passing=True))
        for back in reversed(alerts.returned):
            act = self._to(INBOX, ShowReferral(back.referral))
            notice = Notice(
                f"returned/{back.referral.hex()}",
                words.returned(back),
                back.moment,
                "undo",
                words.refer_again(),
                act,
            )
            held.add(self._once(notice, passing=True))
        if alerts.reviews:
            text, act = words.reviews(alerts.reviews), self._to(SETTINGS)
            held.add(self._once(Notice("reviews", text, now, "sync", words.see(), act), stage=text))
        if alerts.papers is not None:
            text, act = words.papers(alerts.papers), self._to(PAPER)
            held.add(self._once(Notice("papers", text, now, "note", words.see(), act), stage=text))
        self._forget(set(self._told) - held)
        self._first = False

    def _cases(self, alerts: Alerts, now: datetime) -> set[str]:
        """Tell what is calmer than a critical without an answer."""
        held = set()
        for near in reversed(alerts.soon):
            act = self._to(CASES, ShowCases(CaseQuery("mine"), near.case))
            key = f"soon/{near.case.hex()}"
            notice = Notice(key, words.soon(near, now), now, "clock", words.see_case(), act)
            held.add(self._once(notice, stage=near.due.isoformat(), passing=True))
        for happened in reversed(alerts.news):
            act = self._to(CASES, ShowCases(CaseQuery("all"), happened.case))
            icon = {"assigned": "assign", "reopened": "undo"}.get(happened.kind, "escalate")
            key = f"{happened.kind}/{happened.case.hex()}/{happened.cause}"
            notice = Notice(key, words.news(happened), happened.moment, icon, words.see_case(), act)
            held.add(self._once(notice, stage=happened.moment.isoformat(), passing=True))
        for check in reversed(alerts.checks):
            act = self._to(CASES, ShowCases(CaseQuery("critical"), check.case))
            key, since = f"check/{check.case.hex()}", check.since or now
            notice = Notice(key, words.check(check), since, "star", words.see_case(), act)
            held.add(self._once(notice, stage=str(check.since), passing=True))
        if alerts.backlog:
            act = self._to(CASES, ShowCases(CaseQuery("overdue")))
            notice = Notice("backlog", words.backlog(alerts.backlog), now, "alert", words.see(), act)
            held.add(self._once(notice, stage=f"{now:%Y%m%d}"))
        return held

    def _critical(self, case: CaseAlert, now: datetime) -> str:
        stage = words.stage((case.due - now).total_seconds())
        key = f"critical/{case.case.hex()}"
        self._due[key] = case.due
        if stage == words.OPENED and case.own:
            self._told.setdefault(key, stage)  # who has just opened it knows
            return key
        act = self._to(CASES, ShowCases(CaseQuery("critical"), case.case))
        notice = Notice(
            key,
            words.critical(case, stage),
            now,
            "star-solid",
            words.see_case(),
            act,
            bar=words.pressing(case, stage),
            seen=lambda: self._acknowledge(case.case),
        )
        return self._once(notice, stage=stage)

    def _acknowledge(self, case: bytes) -> None:
        """Have it kept who took notice of a critical, and when; what cannot be kept now holds nobody up."""
        context = self._context
        write = self._window.tools.background.write(self, lambda: acknowledge(context, case))
        write.on_failure(self._keep).run()

    def _overdue(self, case: CaseAlert) -> str:
        act = self._to(CASES, ShowCases(CaseQuery("mine"), case.case))
        text = words.overdue(case)
        key = f"overdue/{case.case.hex()}"
        return self._once(Notice(key, text, case.due, "alert", words.see_case(), act), passing=True)

    def _shift(self, shift: ReceivedShift) -> str:
        act = self._to(SHIFTS)
        notice = Notice(f"shift/{shift.id.hex()}", received_text(shift), shift.sent, "swap", words.see(), act)
        return self._once(notice, passing=True)

    def _objected(self, case: CaseAlert) -> str:
        act = self._to(CASES, ShowCases(CaseQuery("mine"), case.case))
        key = f"objected/{case.case.hex()}/{int(case.due.timestamp())}"
        notice = Notice(key, words.objected(case), case.due, "undo", words.see_case(), act)
        return self._once(notice, passing=True)

    def _once(self, notice: Notice, *, stage: str = "", passing: bool = False) -> str:
        """Add a notice unless it was told already at this stage; return its key."""
        if self._told.get(notice.key) != stage:
            self._told[notice.key] = stage
            self._window.notices.add(notice)
            # What was there when the window opened waits under the bell; only news are said aloud.
            if passing and not self._first:
                self._words.append(Message(Tone.INFO, notice.text, notice.action, notice.act))
                self._say_next()
        return notice.key

    def _forget(self, keys: Iterable[str]) -> None:
        for key in list(keys):
            del self._told[key]
            self._window.notices.dismiss(key)

    def _to(self, screen: str, args: object | None = None) -> Callable[[], object] | None:
        """Return the way to a screen, or None where this window has none."""
        return (lambda: self._window.show_screen(screen, args)) if self._window.has(screen) else None

    # How it is told.

    def _say_next(self) -> None:
        """Say a passing word as soon as nothing else stands in the line: an undo is never pushed away."""
        if self._words and not self._window.status.line.text():
            self._window.say(self._words.pop(0))

    def _show_bars(self) -> None:
        """Have one bar for the unseen criticals: the work below must stay in sight."""
        unseen = [notice for notice in self._window.notices.all() if notice.critical]
        if len(unseen) > 1:
            bars = {_BAR: self._common_bar(unseen)}
        else:
            bars = {notice.key: self._bar(notice) for notice in reversed(unseen)}
        for key in set(self._bars) - set(bars):
            self._window.messages.withdraw(key)
        for key, message in bars.items():
            if self._bars.get(key) != message.text:
                self._window.say(message)
        self._bars = {key: message.text for key, message in bars.items()}

    def _bar(self, notice: Notice) -> Message:
        notices = self._window.notices
        return Message(
            Tone.CRITICAL,
            notice.bar,
            notice.action if notice.act is not None else "",
            notice.act,
            key=notice.key,
            seen=lambda: notices.acknowledge(notice.key),
        )

    def _common_bar(self, unseen: list[Notice]) -> Message:
        def seen() -> None:
            self._window.notices.acknowledge(*(notice.key for notice in unseen))

        act = self._to(CASES, ShowCases(CaseQuery("critical")))
        action = words.see_cases() if act is not None else ""
        return Message(
            Tone.CRITICAL,
            words.criticals(len(unseen), min(self._due[notice.key] for notice in unseen)),
            action,
            act,
            key=_BAR,
            seen=seen,
        )
