"""Ten years of a municipality's front desk, invented: the same seed gives the same years."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any, Final

from desktop_app.benchmarks import words
from desktop_app.benchmarks.case_lives import DAY, HOUR, CaseLives
from desktop_app.benchmarks.municipality import Place, Size
from desktop_app.domain.folio import PER_EPOCH, make_folio
from desktop_app.domain.ids import ulid_text
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.storage.bulk import Loader, Progress

OPENS: Final = 8 * HOUR
OPEN_SECONDS: Final = 8 * HOUR + 1800
_CHANNELS: Final = ("in_person",) * 11 + ("phone",) * 6 + ("email",) * 2 + ("app",)
_LEVELS: Final = ("simple",) * 16 + ("complex",) * 7 + ("critical",)
_RESULTS: Final = {"simple": "case_opened", "complex": "case_opened", "critical": "critical_case"}
_ENDINGS: Final = ("oriented", "referred", "unanswered")
_ENDING_WEIGHTS: Final = (86, 9, 5)
_WEEK: Final = (1.0, 1.05, 1.0, 0.95, 0.9, 0.12, 0.0)


class Decade:
    """Invents the years day by day, in the order in which they would have been written."""

    def __init__(self, ctx: Context, loader: Loader, place: Place, size: Size) -> None:
        self._ctx = ctx
        self._loader = loader
        self._place = place
        self._size = size
        self._random = loader.random
        self._last = ctx.now().date() - timedelta(days=1)
        self._first = self._last - timedelta(days=round(size.years * 365.25))
        ends = epoch(self._midnight(self._last)) + OPENS + OPEN_SECONDS
        self._cases = CaseLives(loader, place, size, ends)
        self._citizens: list[str] = []
        self._written = 0
        self._year, self._count = 0, 0
        self._topic_weights = list(accumulate(1 / (rank + 2) for rank in range(len(place.topics))))

    @property
    def counters(self) -> tuple[int, int, int]:
        """The last year, and the epoch and count of its last number."""
        epoch_, before = divmod(max(0, self._count - 1), PER_EPOCH - 1)
        return self._year, epoch_, before + 1

    def write(self, progress: Progress) -> None:
        """Write every day."""
        days = [self._first + timedelta(days=n) for n in range((self._last - self._first).days + 1)]
        share = list(accumulate(_WEEK[day.weekday()] for day in days))
        for day, part in zip(days, share, strict=True):
            self._day(day, round(self._size.attentions * part / share[-1]))
            if day.day == 1:
                progress(f"{day:%Y-%m}", self._written, self._size.attentions)

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self._ctx.zone)

    def _day(self, day: date, until: int) -> None:
        midnight = epoch(self._midnight(day))
        number = day_number(self._midnight(day))
        if day.year != self._year:
            self._year, self._count = day.year, 0
        pick = self._random.random
        fresh = sorted(
            midnight + OPENS + int(OPEN_SECONDS * (pick() + pick()) / 2) for _ in range(until - self._written)
        )
        for started in fresh:
            self._cases.until(started, number)
            self._attend(started, number, midnight)
        self._cases.until(midnight + DAY, number)

    def _next_number(self, day: int) -> str:
        self._count += 1
        desk = self._ctx.desk
        epoch_, count = divmod(self._count - 1, PER_EPOCH - 1)
        return str(make_folio(desk.office_code, desk.desk_code, day // 10_000, epoch_, count + 1))

    def _due(self, total: int) -> bool:
        """Tell whether this attention is one of ``total`` that are spread evenly over all of them."""
        all_of_them = self._size.attentions
        return (self._written + 1) * total // all_of_them > self._written * total // all_of_them

    def _attend(self, started: int, day: int, midnight: int) -> None:
        random, loader = self._random, self._loader
        opens, fresh = self._due(self._size.cases), self._due(self._size.citizens)
        self._written += 1
        ended = started + 40 + int(random.expovariate(1 / 260)) % 5_000
        milliseconds = ended * 1000 + random.randrange(1000)
        clerk = random.choice(self._place.clerks)
        position = bisect_left(self._topic_weights, random.random() * self._topic_weights[-1])
        citizen = self._citizen(milliseconds, clerk, ended, fresh=fresh, needed=opens)
        level = random.choice(_LEVELS)
        result = _RESULTS[level] if opens else random.choices(_ENDINGS, _ENDING_WEIGHTS)[0]
        # What the attention refers to has its integer first.
        case = self._introduced(milliseconds) if opens else None
        referral = self._introduced(milliseconds) if result == "referred" else None
        facts = self._facts(position, started, ended, day, (started - midnight) // HOUR) | {"result": result}
        for name, value in (("citizen", citizen), ("case", _text(case)), ("referral", _text(referral))):
            if value is not None:
                facts[name] = value
        detail = random.choice(words.DETAILS)
        personal = {"detail": detail} if opens or random.random() < 0.5 else None
        uid = loader.uid(milliseconds)
        entry = loader.append(
            "attention", "attend", uid, facts, personal, milliseconds=milliseconds, author=clerk, new=True
        )
        loader.project("attention", uid, [entry])
        title, _, unit = words.TOPICS[position]
        if case is not None:
            self._cases.open(case, facts, uid, title, detail, level, unit, clerk)
        if referral is not None:
            self._refer(referral, facts, uid, clerk, unit)

    def _introduced(self, milliseconds: int) -> bytes:
        uid = self._loader.uid(milliseconds)
        self._loader.introduce(uid, ulid_text(uid))
        return uid

    def _facts(self, position: int, started: int, ended: int, day: int, hour: int) -> dict[str, Any]:
        topic, query_type, unit = self._place.topics[position]
        facts: dict[str, Any] = {
            "number": self._next_number(day), "office": self._place.office, "query_type": query_type,
            "topic": topic, "unit": self._place.units[unit], "channel": self._random.choice(_CHANNELS),
            "started": started, "ended": ended, "lday": day, "lhour": hour,
        }  # fmt: skip
        if self._random.random() < 0.07:
            facts["holds"] = [["asking_unit", 15 + self._random.randrange(200)]]
        return facts

    def _citizen(self, milliseconds: int, clerk: bytes, at: int, *, fresh: bool, needed: bool) -> str | None:
        random = self._random
        if not fresh and self._citizens:
            known = needed or random.random() < 0.45
            return self._citizens[int(len(self._citizens) * random.random())] if known else None
        if not fresh and not needed:
            return None
        uid = self._loader.uid(milliseconds)
        given, surnames = words.GIVEN_NAMES, words.SURNAMES
        name = f"{random.choice(given)} {random.choice(given)} {random.choice(surnames)} {random.choice(surnames)}"
        values = {"name": name, "phone": f"9{random.randrange(10**8):08d}", "document_type": "dni",
                  "document": f"{random.randrange(10**8):08d}"}  # fmt: skip
        if random.random() < 0.3:
            values["address"] = f"Calle {random.choice(words.STREETS)} {random.randrange(100, 1900)}"
        entry = self._loader.append(
            "citizen", "set", uid, {"set": {"created": at}}, {"set": values}, milliseconds=milliseconds,
            author=clerk, new=True,
        )  # fmt: skip
        self._loader.project("citizen", uid, [entry])
        self._citizens.append(ulid_text(uid))
        return self._citizens[-1]

    def _refer(self, uid: bytes, attention: dict[str, Any], source: bytes, clerk: bytes, unit: int) -> None:
        random, at = self._random, int(attention["ended"])
        facts = {name: attention[name] for name in ("number", "office", "topic", "unit", "lday")} | {
            "attention": ulid_text(source), "sent": at, "official": random.choice(self._place.officials[unit]),
        }  # fmt: skip
        need = {"need": random.choice(words.DETAILS)}
        entries = [
            self._loader.append("referral", "refer", uid, facts, need, milliseconds=at * 1000, author=clerk)
        ]
        lot = random.random()
        if lot < 0.97:
            moment = at + 30 + random.randrange(1200)
            answer = {
                "to": "accepted" if lot < 0.9 else "returned",
                "at": moment,
                "parents": [ulid_text(uid)],
            }
            if lot >= 0.9:
                answer["reason"] = "wrong_unit"
            entries.append(
                self._loader.append(
                    "referral", "answer", uid, answer, None, milliseconds=at * 1000, author=clerk
                )
            )
        self._loader.project("referral", uid, entries)


def _text(uid: bytes | None) -> str | None:
    return None if uid is None else ulid_text(uid)
