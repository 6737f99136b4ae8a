"""The figure of satisfaction tells the opinions that it leaves out, each kind with its mean and its n."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counter import Counter

from desktop_app.domain.opinion_figures import DeskOpinions, Satisfaction, Scores
from desktop_app.services import dashboard
from ui.dashboard.figures import satisfaction_figure


@pytest.fixture
def board(tmp_path):
    counter = Counter(tmp_path)
    yield dashboard.board(counter.console)
    counter.close()


def test_each_kind_of_opinion_stands_apart(board):
    figure = satisfaction_figure(
        replace(
            board,
            satisfaction=Satisfaction(Scores((0, 0, 0, 0, 2)), Scores((3, 0, 0, 0, 0)), 0, 9),
            desk_opinions=DeskOpinions(Scores((1, 0, 0, 2, 3)), Scores((0, 0, 0, 0, 4)), 2, 40),
        )
    )
    told = "\n".join(str(getattr(figure, name)) for name in figure.__dataclass_fields__).replace("\xa0", " ")
    assert "5,0 / 5" in told
    assert "Anotadas por quien atendió el caso, aparte: 1,00 (3 opiniones)." in told
    assert "En ventanilla, sin caso: 4,00 (6 opiniones); respondió 25,0 % de 40 atenciones elegidas." in told
    assert "De esas, anotadas por quien atendió, aparte: 5,00 (4 opiniones)." in told


def test_without_a_sample_nothing_is_said_of_it(board):
    figure = satisfaction_figure(board)
    told = "\n".join(str(getattr(figure, name)) for name in figure.__dataclass_fields__).replace("\xa0", " ")
    assert "ventanilla" not in told
