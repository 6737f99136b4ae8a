"""The supervisor's day: the board with what lies behind its figures, and the month's report."""

from __future__ import annotations

import zipfile
from pathlib import Path

from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.months import Month
from desktop_app.services import case_lists, statistics
from desktop_app.services.case_lists import CaseQuery
from ui.cases.screen import CasesScreen
from ui.dashboard.screen import Dashboard
from ui.reports.screen import Reports
from ui.tour.hands import Hands
from ui.tour.looks import acknowledge
from ui.tour.scene import Scene
from ui.tour.story import Step, TourFailed


def show_board(scene: Scene) -> None:
    """The board tells what the store has."""
    hands = scene.enter(scene.cast.supervisor.login)
    acknowledge(hands)
    hands.visit("Ctrl+7")
    screen = hands.screen(Dashboard)
    hands.rest(lambda: screen.snapshot() is not None, "el tablero no llegó a leerse")
    counts = scene.ask(case_lists.view_counts, scene.cast.supervisor.login)
    snapshot = screen.snapshot()
    if snapshot is None:
        raise TourFailed("el tablero está vacío")
    board = snapshot.board
    scene.stored({name: counts[name] for name in ("critical", "overdue", "today")})
    scene.check("los críticos del tablero son los de la lista", board.criticals, counts["critical"])
    scene.check("los vencidos del tablero son los de la lista", board.overdue, counts["overdue"])
    scene.check("los que vencen hoy son los de la lista", board.due_today, counts["today"])
    scene.check("hay atenciones de hoy", board.attentions_today > 0)
    scene.picture()


def drill_down(scene: Scene) -> None:
    """Enter opens what is behind a figure, Esc comes back to the same spot; T shows a chart as a table."""
    hands = scene.enter(scene.cast.supervisor.login)
    hands.press("Ctrl+7")
    screen = hands.screen(Dashboard)
    hands.rest(lambda: screen.snapshot() is not None, "el tablero no llegó a leerse")
    tile = screen.tiles["overdue"]
    hands.reach_widget(tile, "la cifra de vencidos")
    hands.press("Return")
    listed = hands.screen(CasesScreen).listing
    hands.rest(lambda: listed.view == "overdue", "no se abrió la lista de vencidos")
    overdue = scene.ask(lambda ctx: case_lists.count(ctx, CaseQuery("overdue")), scene.cast.supervisor.login)
    hands.rest(listed.model.counted, "la lista no se contó")
    scene.check("la lista tiene los casos de la cifra", listed.model.rowCount(), overdue)
    scene.picture("vencidos")
    hands.press("Esc")
    hands.rest()
    scene.check("Esc vuelve al tablero", hands.window.current_screen() is screen)
    scene.check("el foco está en la misma cifra", hands.focused() is tile)
    card = screen.charts.cards["load"]
    hands.reach_widget(card.chart, "el gráfico de carga")
    hands.press("T")
    scene.check("T muestra el gráfico como tabla", card.shows_table())
    scene.picture("tabla")
    hands.press("T")
    scene.check("T vuelve al gráfico", not card.shows_table())
    scene.stored({"overdue": overdue})


def monthly_report(scene: Scene) -> None:
    """The report of the last month that has ended: seen, saved as PDF and as a workbook."""
    hands = scene.enter(scene.cast.supervisor.login)
    hands.press("Ctrl+8")
    screen = hands.screen(Reports)
    hands.rest(lambda: screen.prepared() is not None, "el informe no llegó a prepararse")
    month = screen.edition().month
    scene.picture()
    hands.press("Ctrl+S")
    pdf = _saved(scene, hands, screen, month, "pdf")
    hands.search("libro de excel", "Excel")
    workbook = _saved(scene, hands, screen, month, "xlsx")
    figures = scene.ask(lambda ctx: statistics.month_figures(ctx, month), scene.cast.supervisor.login)
    total = figures.attentions.total
    scene.stored({"month": str(month), "attentions": total, "pdf": pdf.stat().st_size})
    scene.check("el PDF es el de la vista previa", pdf.read_bytes() == screen.prepared().pages.data)  # type: ignore[union-attr]
    _check_pages(scene, screen, figures)
    sheets, cells = _cells(workbook)
    scene.stored({"sheets": sheets})
    scene.check("el libro tiene una hoja por tabla", sheets > 3)
    scene.check("el libro tiene el total de atenciones", f"<v>{total}</v>" in cells)


def _check_pages(scene: Scene, screen: Reports, figures: MonthFigures) -> None:
    prepared = screen.prepared()
    if prepared is None:
        raise TourFailed("la vista previa desapareció")
    words = "".join(prepared.pages.text(page) for page in range(len(prepared.pages)))
    scene.stored({"pages": len(prepared.pages)})
    scene.check("el PDF nombra a la municipalidad", figures.municipality in words)
    total = figures.attentions.total
    told = any(each in words for each in (str(total), f"{total:,}".replace(",", " "), f"{total:,}"))
    scene.check("el PDF tiene el total de atenciones", told)


def _saved(scene: Scene, hands: Hands, screen: Reports, month: Month, suffix: str) -> Path:
    """Wait until the screen says where a file is, and give it the name that the tour promises."""

    def there() -> bool:
        path = screen.saved.path()
        return path is not None and path.suffix == f".{suffix}"

    hands.rest(there, f"no se guardó el informe .{suffix}")
    saved = screen.saved.path()
    if saved is None or not saved.exists():
        raise TourFailed(f"no existe el informe .{suffix}")
    target = scene.options.out / f"informe-{month}.{suffix}"
    saved.replace(target)
    scene.file(target)
    return target


def _cells(workbook: Path) -> tuple[int, str]:
    """Return how many sheets a workbook has, and the XML of them all."""
    with zipfile.ZipFile(workbook) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return len(names), "".join(archive.read(name).decode() for name in names)


STEPS = (
    Step("tablero", "El tablero muestra lo que hay", show_board),
    Step("detalle", "Del tablero a la lista y de vuelta al mismo sitio", drill_down),
    Step("informe", "El informe del mes: vista previa, PDF y libro de Excel", monthly_report),
)
