"""GeniusWeb files are read with GeniusWeb's own meaning, written so that they read back the same, and refused by place."""

import json
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.bargain.packages import Scenario, tug_of_war
from detente.errors import Refusal
from detente.formats import geniusweb
from detente.formats.reading import NO_SCENARIO, Reading
from detente.formats.scale import between_0_and_1
from foreign import as_bytes, complete, mutated, names, same, scenarios

DOMAIN = """\
{"name": "ferry", "issuesValues": {
  "fare": {"values": ["low", "high"]},
  "price": {"range": {"low": 1, "high": 2, "step": 0.25}}}}
"""
ISLAND = """\
{"LinearAdditiveUtilitySpace": {
  "name": "island",
  "issueWeights": {"fare": 0.75, "price": 0.25},
  "issueUtilities": {
    "price": {"NumberValueSetUtilities": {"lowValue": 1, "highValue": 2, "lowUtility": 1, "highUtility": 0.2}},
    "fare": {"DiscreteValueSetUtilities": {"valueUtilities": {"high": 0.2, "low": 1}}}},
  "reservationBid": {"issuevalues": {"fare": "high", "price": "2"}},
  "domain": {"name": "ferry", "issuesValues": {
    "fare": {"values": ["low", "high"]}, "price": {"range": {"low": 1, "high": 2, "step": 0.25}}}}}}
"""
OWNER = """\
{"LinearAdditiveUtilitySpace": {"name": "owner", "issueWeights": {"fare": 0.5, "price": 0.5}, "issueUtilities": {
  "fare": {"discreteutils": {"valueUtilities": {"low": 0, "high": 1}}},
  "price": {"numberutils": {"lowValue": 1, "highValue": 2, "lowUtility": 0, "highUtility": 1}}},
  "reservationBid": null}}
"""
FERRY = {"ferry.json": DOMAIN, "island.json": ISLAND, "owner.json": OWNER}


def ferry(file: str = "", old: str = "", new: str = "") -> Reading:
    assert not old or old in FERRY[file]
    return geniusweb.read(as_bytes({**FERRY, **({file: FERRY[file].replace(old, new)} if file else {})}))


def sound(reading: Reading) -> Scenario:
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def test_utilities_are_weighed_and_a_number_issue_runs_in_a_line() -> None:
    reading = ferry()
    scenario = sound(reading)
    assert not reading.problems
    assert scenario.parties == ("island", "owner")
    assert scenario.options == (("low", "high"), ("1", "1.25", "1.5", "1.75", "2"))
    assert scenario.values[0][0].tolist() == pytest.approx([0.75, 0.15])
    assert scenario.values[0][1].tolist() == pytest.approx([0.25, 0.2, 0.15, 0.1, 0.05])
    assert scenario.values[1][1].tolist() == pytest.approx([0, 0.125, 0.25, 0.375, 0.5])


def test_no_deal_is_worth_the_reservation_bid_and_nothing_without_one() -> None:
    assert sound(ferry()).no_deal == pytest.approx((0.2, 0.0))


def test_the_domain_of_the_profiles_is_taken_where_none_stands_alone() -> None:
    reading = geniusweb.read(as_bytes({"island.json": ISLAND, "owner.json": OWNER}))
    assert same(reading.scenario, ferry().scenario)


REFUSED = [
    ("island.json", '"fare": 0.75, ', "", "island.json:3:19", "`issueWeights` says nothing of 'fare'"),
    (
        "island.json",
        '"fare": 0.75',
        '"fare": 0.5',
        "island.json:3:19",
        "the weights add up to 0.75; GeniusWeb asks for 1",
    ),
    ("island.json", '"low": 1}', '"low": 1.5}', "island.json:6:43", "utilities of 'fare' are not all between 0 and 1"),
    ("island.json", '"high": 0.2, ', "", "island.json:6:62", "'high' of 'fare' without a utility"),
    ("island.json", '"fare": "high"', '"fare": "hihg"', "island.json:7:46", "the reservation bid chooses 'hihg'"),
    ("island.json", '"values": ["low", ', '"values": ["lowest", ', "island.json:8:13", "about another domain"),
    ("island.json", '"name": "island",', '"name": "island"', "island.json:3:3", "Expecting ',' delimiter"),
    ("owner.json", '"price": 0.5', '"price": true', "owner.json:1:89", "'true' stands for a weight"),
    ("owner.json", "numberutils", "discreteutils", "owner.json:3:12", "'price' asks for NumberValueSetUtilities"),
    (
        "owner.json",
        "LinearAdditiveUtilitySpace",
        "SumOfGroupsUtilitySpace",
        "owner.json:1:1",
        "SumOfGroupsUtilitySpace",
    ),
    ("ferry.json", '"step": 0.25', '"step": 0', "ferry.json:3:22", "does not rise from `low` to `high`"),
    ("ferry.json", '"step": 0.25', '"step": 1e-9', "ferry.json:3:22", "amounts"),
    ("ferry.json", '"low", "high"', '"low", "low"', "ferry.json:2:11", "2 options of 'fare' are called 'low'"),
    ("ferry.json", '"price"', '"fare"', "ferry.json:3:3", "the key 'fare' stands here a second time"),
    ("ferry.json", '"low"', '"\\ud800"', "ferry.json:2:23", "lone surrogate"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "says"), REFUSED)
def test_a_refusal_names_the_place_and_what_is_wrong(file: str, old: str, new: str, place: str, says: str) -> None:
    reading = ferry(file, old, new)
    assert reading.scenario is None
    said = [(problem.says, str(problem.place)) for problem in reading.problems if problem.is_error]
    assert any(says in words for words, _ in said), said
    assert next(where for words, where in said if says in words) == place


def test_a_file_that_nests_too_deep_is_refused() -> None:
    for deep in ("[" * 100 + "]" * 100, "[" * 100_000):
        reading = geniusweb.read(as_bytes({**FERRY, "ferry.json": deep}))
        assert reading.scenario is None
        assert "too deep" in reading.problems[0].says


plain = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=2, max_size=3, unique=True)


@given(scenarios(plain))
def test_what_is_written_reads_back_the_same_up_to_its_scale(scenario: Scenario) -> None:
    scaled = between_0_and_1(scenario)
    without = Scenario(scaled.issues, scaled.options, scaled.parties, scaled.values, (0.0,) * len(scaled.parties))
    reading = geniusweb.read(as_bytes(geniusweb.write(without)))
    assert not reading.problems
    assert same(reading.scenario, without)


@given(scenarios(plain), st.data())
def test_a_package_worth_no_deal_is_written_as_the_reservation_bid(scenario: Scenario, data: st.DataObject) -> None:
    scaled = between_0_and_1(scenario)
    package = [data.draw(st.integers(0, len(options) - 1)) for options in scaled.options]
    no_deal = tuple(float(worth) for worth in scaled.worth(package))
    held = Scenario(scaled.issues, scaled.options, scaled.parties, scaled.values, no_deal)
    assume(same(between_0_and_1(held), held))
    reading = geniusweb.read(as_bytes(geniusweb.write(held)))
    assert not reading.problems
    assert same(reading.scenario, held)


def test_what_geniusweb_itself_asks_of_a_profile_is_kept() -> None:
    texts = geniusweb.write(tug_of_war(4, 3))
    for name in ("party-1-up.json", "party-2-down.json"):
        space = json.loads(texts[name], parse_float=Decimal)["LinearAdditiveUtilitySpace"]
        assert sum(space["issueWeights"].values()) == 1
        assert space["issueUtilities"].keys() == space["issueWeights"].keys() == space["domain"]["issuesValues"].keys()
        assert space["name"].isalnum()


def test_what_geniusweb_cannot_say_is_refused() -> None:
    war = tug_of_war(3, 2)
    with pytest.raises(Refusal, match="none is worth"):
        geniusweb.write(Scenario(war.issues, war.options, war.parties, war.values, (0.3, 0.0)))
    with pytest.raises(Refusal, match="plain letters and digits"):
        geniusweb.write(Scenario(war.issues, war.options, ("a-b", "ab"), war.values, war.no_deal))


@given(mutated(FERRY))
def test_a_damaged_file_is_read_or_refused_by_name(files: dict[str, bytes]) -> None:
    reading = geniusweb.read(files)
    errors = [problem for problem in reading.problems if problem.is_error]
    assert (reading.scenario is None) == bool(errors)
    assert reading.scenario is None or complete(reading.scenario)
    assert all(problem.place or problem.code is NO_SCENARIO or "profiles" in problem.says for problem in errors)


@given(st.dictionaries(names.map(lambda name: f"{name}.json"), st.binary(max_size=60), max_size=3))
def test_any_bytes_are_refused_without_a_crash(files: dict[str, bytes]) -> None:
    assert geniusweb.read(files).scenario is None
