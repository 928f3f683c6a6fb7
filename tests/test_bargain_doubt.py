"""What keeps mean values from telling packages apart, and what each inference changes."""

from pathlib import Path

import pytest

from detente.bargain.doubt import Doubt
from detente.bargain.study import mean_scenarios, study
from detente.desk.views import agreement, packages
from detente.workbench import agreements
from rendering import plain
from valley_deal import DEAL, deal, without

INFERRED = (
    "  - {id: lower-takes, by: elders, act: accept, says: would take the swap, target: swap, setting: own words in public, source: {document: radio-1}, grade: B2}",
    "  - {id: lower-takes, by: elders, act: accept, says: could take the swap, target: swap, setting: account by others, inference: {by: A. Analyst, on: 2024-02-29}}",
)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deal")
    (path / "case.yaml").write_text(DEAL, encoding="utf-8")
    return path


def test_an_inference_is_read_both_ways_and_the_page_shows_what_it_changes() -> None:
    studied = agreements.study(deal(INFERRED), count=300)
    (effect,) = agreements.effects(studied, "swap")
    assert effect.claim == "lower-takes"
    assert (effect.counted.low, effect.counted.who) == (1.0, "lower")
    assert effect.left_out.high < 1.0
    shares = agreements.accept(studied, "swap")
    assert shares[1].low == effect.left_out.low
    page = plain(agreement.accept_page(deal(INFERRED), "swap", shares, studied.main, (effect,)))
    assert "What each inference changes" in page
    assert "could take the swap" in page
    assert "A. Analyst" in page


def test_a_case_without_inferences_shows_none() -> None:
    assert agreements.effects(agreements.study(deal(), count=50), "swap") == ()


def test_nobody_is_shown_a_pick_where_nothing_says_which_way_a_side_leans(tmp_path: Path) -> None:
    text = DEAL
    for old, new in without("lower-fence", "lower-takes"):
        text = text.replace(old, new)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    found, doubt = agreements.frontier(tmp_path)
    assert doubt == Doubt((("Lower", 1),), ())
    for page in (packages.frontier_page("x", found, doubt), packages.solve_page("x", (), doubt)):
        assert "the evidence does not separate packages" in plain(page)
        assert "0." not in plain(page)


def test_a_pick_that_moves_with_the_base_or_the_reading_is_not_shown(folder: Path) -> None:
    _, doubt = agreements.solve(folder)
    assert doubt is None or not doubt.untold
    studied = agreements.study(deal(), count=200)
    from detente.bargain.doubt import doubt as judged

    calls = iter(range(100))
    assert judged(studied.main, studied.others, lambda _: {"nash": next(calls), "egalitarian": 0}) == Doubt(
        (), ("nash",)
    )
    assert judged(studied.main, studied.others, lambda _: {"nash": 0}) is None


def test_readings_change_one_holder_at_a_time() -> None:
    found = study(deal(INFERRED), count=50)
    assert len(list(mean_scenarios(found))) == 2
