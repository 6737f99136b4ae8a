"""A small municipality in a real data folder, in the middle of a working day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    Level,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import cases, catalogue, directory, reception, referrals
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionForm
from desktop_app.system.clock import FixedClock

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("America/Lima"))
NAME = "Municipalidad Distrital de San Isidro"


class Town:
    """An open municipality whose clock can be moved."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock(NOW - timedelta(days=50))
        self.installation: Installation = create_municipality(
            folder, MunicipalityForm(NAME, "pe"), self.clock
        )
        self.ctx: Context = self.installation.context()
        self.clerk: Context = self.installation.context(self.installation.actor())
        self.roads = directory.save_unit(self.ctx, "Obras y Vías", place="Piso 2").id
        self.green = directory.save_unit(self.ctx, "Limpieza y Ambiente", place="Piso 1").id
        self.pothole = catalogue.save_topic(
            self.ctx, catalogue.TopicForm("Bache o pista dañada", "denuncia", unit=self.roads)
        ).id
        self.hours = catalogue.save_topic(
            self.ctx, catalogue.TopicForm("Horario y ubicación", "informacion", unit=self.green)
        ).id

    def close(self) -> None:
        """Close the data folder."""
        self.installation.close()

    def at(self, moment: datetime) -> None:
        """Move the clock."""
        self.clock.set(moment)

    def attend(self, **values: object) -> reception.AttentionSaved:
        """Record an attention that began three minutes before the clock's time."""
        chosen: dict[str, object] = {"topic": self.hours, "unit": self.green, **values}
        form = AttentionForm(
            Channel.IN_PERSON,
            self.ctx.now() - timedelta(minutes=3),
            "informacion",
            **chosen,  # type: ignore[arg-type]
        )
        return reception.register_attention(self.clerk, form)

    def open_case(self, *, critical: bool = False) -> bytes:
        """Record an attention that opens a case in Obras y Vías."""
        saved = self.attend(
            topic=self.pothole,
            unit=self.roads,
            result=Result.CRITICAL_CASE if critical else Result.CASE_OPENED,
            level=Level.CRITICAL if critical else Level.SIMPLE,
            criterion=CriticalCriterion.RISK if critical else None,
            citizen=CitizenForm("María Ñuñez", phone="999888777"),
        )
        assert saved.case is not None
        return saved.case

    def refer(self, *, wrong: bool) -> None:
        """Hand somebody over; ``wrong``: it comes back as not theirs."""
        saved = self.attend(result=Result.REFERRED, detail="Pregunta por su trámite")
        assert saved.referral is not None
        if wrong:
            referrals.answer(
                self.clerk, saved.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT
            )

    def close_case(self, case: bytes, score: int) -> None:
        """Work a case to its end and note an opinion."""
        for step in (CaseState.IN_PROGRESS, CaseState.RESOLVED, CaseState.CLOSED):
            cases.move_case(
                self.ctx,
                case,
                step,
                answer="Se reparó." if step is CaseState.RESOLVED else None,
                confirmation=Confirmation.PHONE if step is CaseState.CLOSED else None,
            )
        cases.rate_case(self.ctx, case, score)

    def live(self) -> None:
        """Let an October and a November pass up to ``NOW``, with something of everything."""
        self.at(NOW - timedelta(days=40))
        for score in (5, 4):
            self.close_case(self.open_case(), score)
        self.refer(wrong=False)
        self.at(NOW - timedelta(days=12))
        for _ in range(3):
            self.open_case()
        self.at(NOW - timedelta(days=5))
        for score in (5, 5, 2):
            self.close_case(self.open_case(), score)
        self.refer(wrong=True)
        self.refer(wrong=False)
        self.at(NOW - timedelta(hours=1))
        self.open_case(critical=True)
        for _ in range(4):
            self.attend()
        self.at(NOW)


def make_town(folder: Path) -> Town:
    """Return a town with history, its clock at ``NOW``."""
    town = Town(folder)
    town.live()
    return town
