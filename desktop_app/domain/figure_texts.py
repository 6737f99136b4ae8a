"""The written definition of each figure, and the sentences that the data itself dictates."""

from __future__ import annotations

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts_reception import RECEPTION
from desktop_app.domain.figures import Cases, Definition, MonthFigures
from desktop_app.domain.months import NAMES
from desktop_app.domain.opinion_figures import Scores
from desktop_app.domain.text import QT_TRANSLATE_NOOP

SCORE_LABELS = (
    QT_TRANSLATE_NOOP("core", "1 Muy mala"),
    QT_TRANSLATE_NOOP("core", "2 Mala"),
    QT_TRANSLATE_NOOP("core", "3 Regular"),
    QT_TRANSLATE_NOOP("core", "4 Buena"),
    QT_TRANSLATE_NOOP("core", "5 Muy buena"),
)
DEFINITIONS = (
    Definition(
        "attentions",
        QT_TRANSLATE_NOOP("core", "Atenciones"),
        QT_TRANSLATE_NOOP(
            "core",
            "Contactos con un ciudadano, por cualquier canal, que empezaron en el mes según la fecha y la "
            "hora locales de la oficina; cada consulta de una visita es una. Incluye las atenciones anónimas; "
            "no incluye las anuladas.",
        ),
    ),
    Definition(
        "duration",
        QT_TRANSLATE_NOOP("core", "Duración mediana"),
        QT_TRANSLATE_NOOP(
            "core",
            "Mitad de las atenciones duró menos y mitad más, desde el saludo hasta el registro, con las "
            "esperas incluidas. Las atenciones sin duración no se cuentan.",
        ),
    ),
    *RECEPTION,
    Definition(
        "comparison",
        QT_TRANSLATE_NOOP("core", "Comparación"),
        QT_TRANSLATE_NOOP(
            "core",
            "Cada cifra se compara con la del mes anterior y la del mismo mes del año anterior, calculadas "
            "igual. «Sin datos» indica que de ese mes no hay ningún registro; no equivale a cero.",
        ),
    ),
    Definition(
        "opened",
        QT_TRANSLATE_NOOP("core", "Casos abiertos"),
        QT_TRANSLATE_NOOP(
            "core",
            "Casos cuya fecha de ingreso cae en el mes. No incluye los anulados ni las consultas resueltas "
            "en ventanilla: atenciones que terminaron con la orientación y se cuentan aparte.",
        ),
    ),
    Definition(
        "closed",
        QT_TRANSLATE_NOOP("core", "Casos cerrados"),
        QT_TRANSLATE_NOOP(
            "core",
            "Casos cuya fecha de cierre cae en el mes, sin importar cuándo ingresaron. Un caso reabierto "
            "vuelve a contarse como abierto.",
        ),
    ),
    Definition(
        "open_at_end",
        QT_TRANSLATE_NOOP("core", "Abiertos al terminar el mes"),
        QT_TRANSLATE_NOOP(
            "core",
            "Casos que ingresaron antes de terminar el mes y que entonces no estaban cerrados. En un mes en "
            "curso, los que están abiertos en el momento de generar el informe.",
        ),
    ),
    Definition(
        "overdue_at_end",
        QT_TRANSLATE_NOOP("core", "Vencidos al terminar el mes"),
        QT_TRANSLATE_NOOP(
            "core",
            "Casos abiertos al terminar el mes, aún sin solución, cuyo plazo interno ya había vencido (sin "
            "plazo interno, el de ley). No vence el que espera al ciudadano con el plazo detenido.",
        ),
    ),
    Definition(
        "compliance",
        QT_TRANSLATE_NOOP("core", "Cumplimiento"),
        QT_TRANSLATE_NOOP(
            "core",
            "Cerrados a tiempo ÷ (cerrados a tiempo + cerrados tarde + abiertos vencidos). Está a tiempo el "
            "caso cuya solución se dio antes de vencer el plazo, aunque se confirmara después. Los casos sin "
            "plazo, o con el plazo detenido, no entran en el cálculo.",
        ),
    ),
    Definition(
        "resolution",
        QT_TRANSLATE_NOOP("core", "Tiempo de resolución"),
        QT_TRANSLATE_NOOP(
            "core",
            "Tiempo corrido, de día y de noche, desde el ingreso hasta la solución de los casos cerrados en "
            "el mes, con las pausas incluidas.",
        ),
    ),
    Definition(
        "percentile",
        QT_TRANSLATE_NOOP("core", "Mediana y percentil 90"),
        QT_TRANSLATE_NOOP(
            "core",
            "La mitad de los casos no superó la mediana; nueve de cada diez no superaron el percentil 90. "
            "Entre dos valores vecinos se interpola en línea recta.",
        ),
    ),
    Definition(
        "criticals",
        QT_TRANSLATE_NOOP("core", "Casos críticos"),
        QT_TRANSLATE_NOOP(
            "core",
            "Casos que ingresaron como críticos en el mes o fueron elevados a críticos en él. La primera "
            "respuesta se mide desde ese momento; su plazo figura en cada caso.",
        ),
    ),
    Definition(
        "referrals",
        QT_TRANSLATE_NOOP("core", "Vinculaciones"),
        QT_TRANSLATE_NOOP(
            "core",
            "Personas o casos entregados en el mes a un funcionario determinado con la necesidad explicada. "
            "No incluye las anuladas.",
        ),
    ),
    Definition(
        "wrong_rate",
        QT_TRANSLATE_NOOP("core", "Mal transferidos"),
        QT_TRANSLATE_NOOP(
            "core",
            "Vinculaciones devueltas por «No corresponde a esta unidad» ÷ vinculaciones enviadas.",
        ),
    ),
    Definition(
        "bounces",
        QT_TRANSLATE_NOOP("core", "Rebotes"),
        QT_TRANSLATE_NOOP(
            "core", "Segunda vinculación, o posterior, de una misma necesidad, hecha dentro del mes."
        ),
    ),
    Definition(
        "satisfaction",
        QT_TRANSLATE_NOOP("core", "Satisfacción"),
        QT_TRANSLATE_NOOP(
            "core",
            "Promedio de las opiniones de 1 a 5 sobre los casos cerrados en el mes. Las que anotó la misma "
            "persona que atendió el caso se muestran aparte y no entran en el promedio.",
        ),
    ),
    Definition(
        "response_rate",
        QT_TRANSLATE_NOOP("core", "Tasa de respuesta"),
        QT_TRANSLATE_NOOP(
            "core",
            "Opiniones recibidas ÷ casos cerrados en el mes. «No quiso responder» no es una opinión.",
        ),
    ),
    Definition(
        "desk_opinions",
        QT_TRANSLATE_NOOP("core", "Opinión en ventanilla"),
        QT_TRANSLATE_NOOP(
            "core",
            "Promedio de las opiniones de 1 a 5 sobre atenciones sin caso elegidas al azar, una de cada "
            "tantas según fijó la oficina. No se mezcla con la de los casos; las que anotó quien atendió van "
            "aparte. Tasa de respuesta: opiniones recibidas ÷ atenciones elegidas.",
        ),
    ),
    Definition(
        "causes",
        QT_TRANSLATE_NOOP("core", "Causas"),
        QT_TRANSLATE_NOOP(
            "core",
            "Lo que se anotó como causa al cerrar los casos del mes. Un caso puede tener varias. «Sin "
            "confirmación» son los cerrados tras los intentos de contacto que exige la oficina; «objeciones», "
            "las veces en que el ciudadano no estuvo conforme y el caso se reabrió.",
        ),
    ),
)


def definition(key: str) -> Definition:
    """Return the definition with this key; raise KeyError when there is none."""
    for item in DEFINITIONS:
        if item.key == key:
            return item
    raise KeyError(key)


def shortened(text: str, limit: int = 80) -> str:
    """Return text in one line of at most ``limit`` characters, with an ellipsis when it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def sentences(figures: MonthFigures) -> tuple[str, str, str]:
    """Return what the month's data says, in three sentences; a manager reads them first."""
    return _about_attentions(figures), _about_cases(figures), _about_service(figures)


def _about_attentions(figures: MonthFigures) -> str:
    part = figures.attentions
    if not part.total:
        return QT_TRANSLATE_NOOP("core", "No se registraron atenciones en este mes.")
    text = QT_TRANSLATE_NOOP("core", "Se registraron {count}{change}").format(
        count=spanish.counted(part.total, "atención", "atenciones"), change=_change(figures)
    )
    channel = max(part.by_channel, key=lambda row: row.count, default=None)
    if channel is not None:
        text += QT_TRANSLATE_NOOP("core", "; el canal más usado fue «{channel}» ({share})").format(
            channel=channel.label, share=spanish.percent(channel.count / part.total, 0)
        )
    if part.by_topic:
        topic = part.by_topic[0]
        text += QT_TRANSLATE_NOOP("core", ", y lo más consultado fue «{topic}» ({count})").format(
            topic=shortened(topic.label), count=spanish.integer(topic.count)
        )
    return text + "."


def _change(figures: MonthFigures) -> str:
    before = figures.previous
    if before is None or before.attentions is None:
        return ""
    name = NAMES[before.month.number - 1]
    difference = figures.attentions.total - before.attentions
    if difference == 0:
        return QT_TRANSLATE_NOOP("core", ", las mismas que en {month}").format(month=name)
    much = spanish.integer(abs(difference))
    # Below some dozens a percentage sounds like more than it is.
    if before.attentions >= 50:
        much = spanish.percent(abs(difference) / before.attentions, 0)
        if much.startswith("0"):
            return QT_TRANSLATE_NOOP("core", ", casi las mismas que en {month}").format(month=name)
    if difference > 0:
        return QT_TRANSLATE_NOOP("core", ", {much} más que en {month}").format(much=much, month=name)
    return QT_TRANSLATE_NOOP("core", ", {much} menos que en {month}").format(much=much, month=name)


def _about_cases(figures: MonthFigures) -> str:
    part = figures.cases
    if not (part.opened or part.closed or part.open_at_end):
        return QT_TRANSLATE_NOOP("core", "No hubo casos abiertos ni cerrados en este mes.")
    text = QT_TRANSLATE_NOOP("core", "Ingresaron {opened} y se cerraron {closed}; {left}").format(
        opened=spanish.counted(part.opened, "caso", "casos"),
        closed=spanish.integer(part.closed),
        left=_left_open(part, partial=figures.partial),
    )
    rate = part.total.rate
    if rate is not None:
        text += QT_TRANSLATE_NOOP("core", ". El cumplimiento de los plazos fue de {rate}").format(
            rate=spanish.percent(rate, 0)
        )
    return text + "."


def _left_open(part: Cases, *, partial: bool) -> str:
    when = QT_TRANSLATE_NOOP("core", "hoy") if partial else QT_TRANSLATE_NOOP("core", "al terminar el mes")
    if not part.open_at_end:
        return QT_TRANSLATE_NOOP("core", "{when} no queda ninguno abierto").format(when=when)
    text = QT_TRANSLATE_NOOP("core", "{when} quedan {count}").format(
        when=when, count=spanish.counted(part.open_at_end, "abierto", "abiertos")
    )
    if part.total.open_without_term == part.open_at_end:
        return text + QT_TRANSLATE_NOOP("core", ", sin plazo registrado")
    if not part.overdue_at_end:
        return text + QT_TRANSLATE_NOOP("core", ", ninguno vencido")
    text += ", " + spanish.counted(part.overdue_at_end, "vencido", "vencidos")
    worst = max(part.by_unit, key=lambda row: row.open_overdue, default=None)
    if worst is not None and worst.open_overdue and len(part.by_unit) > 1:
        text += QT_TRANSLATE_NOOP("core", " (la unidad con más vencidos es {unit}: {count})").format(
            unit=shortened(worst.label), count=spanish.integer(worst.open_overdue)
        )
    return text


def _about_service(figures: MonthFigures) -> str:
    parts = [
        text
        for text in (_criticals(figures.cases), _handovers(figures), _opinion(figures.satisfaction.scores))
        if text
    ]
    if not parts:
        return QT_TRANSLATE_NOOP("core", "No hubo casos críticos, vinculaciones ni opiniones en este mes.")
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _criticals(part: Cases) -> str:
    count = len(part.criticals)
    on_time = sum(case.answered_on_time is True for case in part.criticals)
    if count == 0:
        return ""
    if count == 1:
        if on_time:
            return QT_TRANSLATE_NOOP("core", "el único caso crítico recibió a tiempo su primera respuesta")
        return QT_TRANSLATE_NOOP("core", "el único caso crítico no recibió a tiempo su primera respuesta")
    if on_time == count:
        text = QT_TRANSLATE_NOOP(
            "core", "los {count} casos críticos recibieron a tiempo su primera respuesta"
        )
    elif on_time == 0:
        text = QT_TRANSLATE_NOOP(
            "core", "ninguno de los {count} casos críticos recibió a tiempo su primera respuesta"
        )
    elif on_time == 1:
        text = QT_TRANSLATE_NOOP(
            "core", "uno de los {count} casos críticos recibió a tiempo su primera respuesta"
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "{on_time} de los {count} casos críticos recibieron a tiempo su primera respuesta"
        )
    return text.format(count=spanish.integer(count), on_time=spanish.integer(on_time))


def _handovers(figures: MonthFigures) -> str:
    part = figures.referrals
    if part.wrong_rate is None:
        return ""
    if part.sent == 1:
        if part.wrong:
            return QT_TRANSLATE_NOOP("core", "la única vinculación fue mal transferida")
        return QT_TRANSLATE_NOOP("core", "la única vinculación no fue mal transferida")
    if part.wrong == 0:
        text = QT_TRANSLATE_NOOP("core", "ninguna de las {count} vinculaciones fue mal transferida")
    else:
        text = QT_TRANSLATE_NOOP("core", "de {count} vinculaciones se transfirieron mal {wrong} ({rate})")
    return text.format(
        count=spanish.integer(part.sent),
        wrong=spanish.integer(part.wrong),
        rate=spanish.percent(part.wrong_rate),
    )


def _opinion(scores: Scores) -> str:
    if scores.mean is None:
        return ""
    return QT_TRANSLATE_NOOP("core", "la satisfacción media fue de {mean} sobre 5 ({count})").format(
        mean=spanish.decimal(scores.mean), count=spanish.counted(scores.n, "opinión", "opiniones")
    )
