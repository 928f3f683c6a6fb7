"""NegMAS folders are read with NegMAS's own meaning, written so that they read back the same, and refused by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain.packages import Scenario, tug_of_war
from detente.formats import negmas
from detente.formats.reading import NO_SCENARIO, Reading
from foreign import as_bytes, complete, mutated, names, same, scenarios

DOMAIN = """\
name: ferry
type: DiscreteCartesianOutcomeSpace
issues:
- name: fare
  type: CategoricalIssue
  values: [low, high]
- name: boats
  type: ContiguousIssue
  values: [1, 3]
- name: toll
  type: DiscreteCardinalIssue
  values:
  - 1.5
  - 2.0
"""
ISLAND = """\
name: island
type: LinearAdditiveUtilityFunction
reserved_value: 0.25
weights: [0.5, 0.25, 0.25]
values:
- type: TableFun
  mapping: {low: 1.0, high: 0.0}
- type: AffineFun
  slope: 0.5
  bias: -0.5
- type: TableFun
  mapping:
    1.50: 1
    2: 0
"""
OWNER = """\
name: owner
type: negmas.preferences.discounted.ExpDiscountedUFun
discount: 0.9
reserved_value: -.inf
ufun:
  type: LinearAdditiveUtilityFunction
  reserved_value: null
  values:
    toll: {type: LinearFun, slope: 2}
    fare: {low: 0, high: 3}
    boats: {type: PolynomialFun, coefficients: [0, 1], bias: 1}
"""
FERRY = {"domain.yml": DOMAIN, "island.yml": ISLAND, "owner.yaml": OWNER}


def ferry(file: str = "", old: str = "", new: str = "") -> Reading:
    assert not old or old in FERRY[file]
    return negmas.read(as_bytes({**FERRY, **({file: FERRY[file].replace(old, new)} if file else {})}))


def sound(reading: Reading) -> Scenario:
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def test_weights_and_values_are_multiplied_and_nothing_is_divided_by_a_best_value() -> None:
    scenario = sound(ferry())
    assert scenario.options == (("low", "high"), ("1", "2", "3"), ("1.5", "2.0"))
    assert [column.tolist() for column in scenario.values[0]] == [[0.5, 0.0], [0.0, 0.125, 0.25], [0.25, 0.0]]
    assert [column.tolist() for column in scenario.values[1]] == [[0, 3], [2, 5, 10], [3.0, 4.0]]


def test_a_value_above_1_is_said_to_mean_something_else_than_in_genius() -> None:
    warnings = [problem for problem in ferry().problems if "as NegMAS counts" in problem.says]
    assert "packages are worth 5 to 17 by owner.yaml" in warnings[0].says
    assert "Genius divides by each issue's best evaluation" in warnings[0].hint


def test_a_discount_is_left_out_and_that_is_said() -> None:
    assert any(str(p.place) == "owner.yaml:1:1" and "the discount of owner.yaml" in p.says for p in ferry().problems)


def test_without_a_reserved_value_no_deal_is_worth_the_worst_package() -> None:
    assert sound(ferry()).no_deal == (0.25, 5.0)


def test_a_reserved_outcome_is_worth_what_it_is_worth() -> None:
    assert sound(ferry("island.yml", "reserved_value: 0.25", "reserved_outcome: [low, 2, 2.0]")).no_deal[0] == 0.625


def test_a_bias_is_counted_once() -> None:
    scenario = sound(ferry("island.yml", "reserved_value: 0.25", "bias: 0.1"))
    assert scenario.worth((0, 2, 0)).tolist() == [1.1, 13.0]


def test_whole_numbers_stay_whole() -> None:
    again = sound(negmas.read(as_bytes(negmas.write(tug_of_war(3, 2)))))
    assert all(column.dtype.kind == "i" for own in again.values for column in own)


def test_json_says_the_same_as_yaml() -> None:
    files = {
        "ferry.json": '{"type": "CartesianOutcomeSpace", "issues": [{"name": "fare", "type": "CategoricalIssue", '
        '"values": ["low", "high"]}, {"name": "boats", "type": "ContiguousIssue", "values": [1, 3, 2]}]}',
        "a.json": '{"name": "a", "type": "LinearAdditiveUtilityFunction", "reserved_value": -Infinity, "weights": [1, 2],'
        '"values": [{"type": "TableFun", "mapping": {"low": 1, "high": 0.5}}, {"mapping": {"1": 0, "3": 1}}]}',
        "b.json": '{"name": "b", "type": "LinearAdditiveUtilityFunction", "weights": null,'
        '"values": [{"type": "ConstFun", "bias": 1}, {"type": "IdentityFun"}]}',
        "_stats.json": "[1, 2",
    }
    scenario = sound(negmas.read(as_bytes(files)))
    assert [column.tolist() for column in scenario.values[0]] == [[1.0, 0.5], [0, 2]]
    assert [column.tolist() for column in scenario.values[1]] == [[1, 1], [1, 3]]
    assert scenario.no_deal == (0.5, 2.0)


def test_a_continuous_issue_is_read_at_its_levels_and_that_is_said() -> None:
    reading = ferry(
        "domain.yml",
        "type: ContiguousIssue\n  values: [1, 3]",
        "type: ContinuousIssue\n  values: [1, 3]\n  n_levels: 5",
    )
    assert sound(reading).options[1] == ("1", "1.5", "2", "2.5", "3")
    assert any("'boats' is read at 5 equally spaced amounts" in problem.says for problem in reading.problems)


REFUSED = [
    ("island.yml", "[0.5, 0.25, 0.25]", "[0.5, 0.25]", "island.yml:4:10", "`weights` has 2 entries for 3 issues"),
    ("island.yml", "[0.5, 0.25, 0.25]", "[0.5, .nan, 0.25]", "island.yml:4:16", "'.nan' stands for a weight"),
    ("island.yml", "values:\n", "values:\n-:\n", "island.yml:1:1", "island.yml has no `values`"),
    ("island.yml", "{low: 1.0, high: 0.0}", "{low: 1.0}", "island.yml:7:12", "'high' of 'fare' without a value"),
    ("island.yml", "    2: 0\n", "    1.5: 0\n", "island.yml:14:10", "'1.5' of 'toll' has a value above already"),
    ("island.yml", "  slope: 0.5\n", "", "island.yml:8:3", "this AffineFun has no `slope`"),
    ("island.yml", "AffineFun", "LambdaFun", "island.yml:8:3", "'boats' is a LambdaFun, which cannot be read"),
    (
        "island.yml",
        "type: TableFun\n  mapping: {low: 1.0, high: 0.0}",
        "type: IdentityFun",
        "island.yml:6:3",
        "IdentityFun asks",
    ),
    (
        "island.yml",
        "LinearAdditiveUtilityFunction",
        "MappingUtilityFunction",
        "island.yml:1:1",
        "MappingUtilityFunction",
    ),
    (
        "island.yml",
        "reserved_value: 0.25",
        "reserved_value: much",
        "island.yml:3:17",
        "'much' stands for a reserved value",
    ),
    (
        "island.yml",
        "reserved_value: 0.25",
        "reserved_outcome: [low, 7, 2]",
        "island.yml:3:19",
        "no package of the domain",
    ),
    ("island.yml", "name: island", "name: owner", "None", "2 profiles are of a party called 'owner'"),
    ("owner.yaml", "    toll:", "    tolls:", "owner.yaml:9:12", "'tolls' in `values` is no issue of the domain"),
    ("owner.yaml", "null", "0.5\n  extra: &a 1", "owner.yaml:8:10", "an anchor or alias"),
    ("owner.yaml", "null", "!!python/object:os.system x", "owner.yaml:7:19", "the tag tag:yaml.org,2002:python/object"),
    ("owner.yaml", "reserved_value: null", "reserved_value: [", "owner.yaml:9:9", "the YAML breaks off here"),
    ("domain.yml", "[low, high]", "[low, low]", "domain.yml:4:3", "2 options of 'fare' are called 'low'"),
    ("domain.yml", "CategoricalIssue", "CallableIssue", "domain.yml:4:3", "'fare' is of the kind CallableIssue"),
    ("domain.yml", "[1, 3]", "[1, 30000]", "domain.yml:7:3", "'boats' has 30,000 amounts"),
    ("domain.yml", "[1, 3]", "[1, many]", "domain.yml:7:3", "not its least and greatest amount"),
    ("domain.yml", "DiscreteCartesianOutcomeSpace", "Cartesian", "None", "no file here holds an OutcomeSpace"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "says"), REFUSED)
def test_a_refusal_names_the_place_and_what_is_wrong(file: str, old: str, new: str, place: str, says: str) -> None:
    reading = ferry(file, old, new)
    assert reading.scenario is None
    said = [(problem.says, str(problem.place)) for problem in reading.problems if problem.is_error]
    assert any(says in words for words, _ in said), said
    assert next(where for words, where in said if says in words) == place


@given(scenarios())
def test_what_is_written_reads_back_the_same(scenario: Scenario) -> None:
    reading = negmas.read(as_bytes(negmas.write(scenario)))
    assert same(reading.scenario, scenario)


@given(mutated(FERRY))
def test_a_damaged_file_is_read_or_refused_by_name(files: dict[str, bytes]) -> None:
    reading = negmas.read(files)
    errors = [problem for problem in reading.problems if problem.is_error]
    assert (reading.scenario is None) == bool(errors)
    assert reading.scenario is None or complete(reading.scenario)
    assert all(problem.place or problem.code is NO_SCENARIO or "profiles" in problem.says for problem in errors)


@given(st.dictionaries(names.map(lambda name: f"{name}.yml"), st.binary(max_size=60), max_size=3))
def test_any_bytes_are_refused_without_a_crash(files: dict[str, bytes]) -> None:
    assert negmas.read(files).scenario is None
