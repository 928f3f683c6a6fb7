"""Packages that enough parties accept are counted without being tried."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain.acceptable import acceptable
from detente.bargain.packages import Scenario
from scenarios import named, scenarios, tried


@given(scenarios(whole=True), st.integers(0, 12), st.integers(0, 1), st.booleans())
def test_the_count_is_that_of_trying_every_package(
    scenario: Scenario, threshold: int, lacking: int, veto: bool
) -> None:
    thresholds = [threshold + row for row in range(len(scenario.parties))]
    _, worth = tried(scenario)
    reached = worth >= thresholds
    passed = reached.sum(axis=1) >= len(scenario.parties) - lacking
    if veto:
        passed &= reached[:, 0]
    found = acceptable(scenario, thresholds, vetoes=scenario.parties[:1] if veto else (), lacking=lacking)
    assert found.packages == passed.sum()
    assert found.of == len(worth)
    assert [count for _, count in found.by_party] == reached[passed].sum(axis=0).tolist()


def test_scores_below_nothing_take_back_what_came_before() -> None:
    scenario = named(((np.array([5, 0]), np.array([-5, 0])), (np.array([0, 0]), np.array([0, 0]))))
    assert acceptable(scenario, [1, 0]).packages == 1


@pytest.mark.known
def test_scorable_games_have_the_deals_known(known: Path) -> None:
    games = json.loads((known / "scorable_games" / "games.json").read_text(encoding="utf-8"))
    for name, game in games.items():
        parties = list(game["data"])
        values = tuple(tuple(np.array(each) for each in game["data"][party]["scores"]) for party in parties)
        sizes = [len(each) for each in values[0]]
        scenario = Scenario(
            tuple(map(str, range(len(sizes)))),
            tuple(tuple(map(str, range(size))) for size in sizes),
            tuple(parties),
            values,
            (0.0,) * len(parties),
        )
        least = [game["data"][party]["min"] for party in parties]
        answers = game["answers"]
        assert acceptable(scenario, least).packages == answers["feasible_all"], name
        found = acceptable(scenario, least, vetoes=answers["veto"], lacking=1)
        assert found.packages == answers["feasible_allbut1_with_vetoes"], name
        assert found.of == answers["deals"], name
        assert dict(found.by_party) == answers["per_party_in_allbut1"], name
