"""Genius files are read with Genius's own meaning, written so that they read back the same, and refused by place."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain.packages import Scenario, tug_of_war
from detente.errors import Refusal
from detente.formats import genius
from detente.formats.reading import NO_SCENARIO, Reading
from detente.formats.scale import between_0_and_1
from foreign import FERRY, as_bytes, complete, mutated, names, same, scenarios


def ferry(file: str = "", old: str = "", new: str = "") -> Reading:
    """The ferry as read, with a stretch of one file replaced wherever it stands."""
    assert not old or old in FERRY[file]
    return genius.read(as_bytes({**FERRY, **({file: FERRY[file].replace(old, new)} if file else {})}))


def sound(reading: Reading) -> Scenario:
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def test_an_evaluation_counts_as_its_share_of_the_best_of_its_issue() -> None:
    island = sound(ferry()).values[0]
    assert island[0].tolist() == pytest.approx([0.5, 0.375, 0.125], abs=1e-15)
    assert island[1].tolist() == pytest.approx([0.15, 0.3], abs=1e-15)


def test_options_and_issues_may_stand_in_another_order_in_a_profile() -> None:
    scenario = sound(ferry())
    assert scenario.options[0] == ("low", "middle", "high")
    assert scenario.values[1][0].tolist() == pytest.approx([0.075, 0.45, 0.6], abs=1e-15)
    assert scenario.values[1][1].tolist() == pytest.approx([0.2, 0.0], abs=1e-15)


def test_an_integer_issue_runs_from_its_lower_bound_in_a_line_cut_at_0_and_1() -> None:
    scenario = sound(ferry())
    assert scenario.options[2] == ("2", "3", "4")
    assert scenario.values[0][2].tolist() == pytest.approx([0.05, 0.15, 0.2], abs=1e-15)
    assert scenario.values[1][2].tolist() == pytest.approx([0.2, 0.1, 0.0], abs=1e-15)


def test_parties_are_called_after_their_files_and_the_reservation_is_what_no_deal_is_worth() -> None:
    scenario = sound(ferry())
    assert scenario.parties == ("island", "owner")
    assert scenario.no_deal == (0.35, 0.0)


def test_a_real_issue_is_read_at_21_amounts_and_that_is_said() -> None:
    real = '<issue index="3" name="crossings" type="real"><range lowerbound="0" upperbound="10"/>'
    line = '<evaluator ftype="linear" parameter0="0.2" parameter1="0.04"/></issue>'
    peak = '<evaluator ftype="triangular" parameter0="0" parameter1="10" parameter2="4"/></issue>'
    files = dict(FERRY)
    files["domain.xml"] = files["domain.xml"].replace(
        '<issue index="3" name="crossings" type="integer" lowerbound="2" upperbound="4"/>', real + "</issue>"
    )
    for file, ending in (("island.xml", line), ("owner.xml", peak)):
        start = files[file].index('<issue index="3"')
        end = files[file].index("</issue>", start) + len("</issue>")
        files[file] = files[file][:start] + real + ending + files[file][end:]
    reading = genius.read(as_bytes(files))
    scenario = sound(reading)
    assert len(scenario.options[2]) == 21
    assert scenario.options[2][:2] == ("0", "0.5")
    assert scenario.values[0][2][[0, 10, 20]].tolist() == pytest.approx([0.04, 0.08, 0.12])
    assert scenario.values[1][2][[0, 4, 8, 20]].tolist() == pytest.approx([0, 0.1, 0.2, 0])
    assert "21 equally spaced amounts" in reading.problems[0].says


def test_a_discount_is_left_out_and_that_is_said_with_its_place() -> None:
    reading = ferry("island.xml", "<reservation", '<discount_factor value="0.9"/><reservation')
    (problem,) = reading.problems
    assert "discount factor 0.9" in problem.says
    assert str(problem.place) == "island.xml:19:3"
    assert sound(reading).values[0][0].tolist() == sound(ferry()).values[0][0].tolist()


def test_weights_are_taken_as_they_stand_and_a_best_package_above_1_is_said() -> None:
    reading = ferry("island.xml", 'index="1" value="0.5"', 'index="1" value="0.7"')
    assert sound(reading).values[0][0].max() == pytest.approx(0.7)
    assert "worth 1.2; Genius counts it as 1" in reading.problems[0].says


def test_an_option_unknown_to_the_domain_still_counts_towards_the_best_evaluation() -> None:
    reading = ferry("island.xml", '<item index="1" value="one"', '<item value="ten" evaluation="4"/><item value="one"')
    assert sound(reading).values[0][1].tolist() == pytest.approx([0.075, 0.15])
    assert "'ten' is no option of 'boats'" in reading.problems[0].says


def test_an_issue_in_which_nothing_is_worth_anything_is_worth_0() -> None:
    reading = ferry("owner.xml", 'value="one" evaluation="5"', 'value="one" evaluation="0"')
    assert sound(reading).values[1][1].tolist() == [0.0, 0.0]


def test_issues_go_by_their_number_and_another_name_is_said() -> None:
    reading = ferry("owner.xml", 'name="boats"', 'name="ships"')
    assert "issue 2 is 'boats' in the domain and 'ships' here" in reading.problems[0].says
    assert same(sound(reading), sound(ferry()))


def test_a_file_in_an_encoding_it_declares_is_read() -> None:
    texts = {name: text.replace('"low"', '"très bas"') for name, text in FERRY.items()}
    files = as_bytes(texts)
    files["owner.xml"] = texts["owner.xml"].encode("utf-16")
    files["domain.xml"] = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{texts["domain.xml"]}'.encode("latin-1")
    assert sound(genius.read(files)).options[0][0] == "très bas"


def test_exactly_three_profiles_are_all_read_and_of_more_the_first_two() -> None:
    three = sound(genius.read(as_bytes({**FERRY, "port.xml": FERRY["owner.xml"]})))
    assert three.parties == ("island", "owner", "port")
    four = genius.read(as_bytes({**FERRY, "port.xml": FERRY["owner.xml"], "a.xml": FERRY["island.xml"]}))
    assert sound(four).parties == ("a", "island")
    assert "the first two by file name" in four.problems[0].says


def test_other_xml_files_are_passed_over() -> None:
    assert ferry().scenario is not None
    assert genius.read(as_bytes({**FERRY, "results.xml": "<Tournament><broken"})).scenario is not None


def test_of_two_domains_the_one_that_the_profiles_fit_is_read() -> None:
    other = FERRY["domain.xml"].replace('"two"', '"three"')
    reading = genius.read(as_bytes({**FERRY, "another.xml": other}))
    assert same(reading.scenario, ferry().scenario)
    assert "domain.xml is read and not 'another.xml'" in reading.problems[-1].says
    copied = genius.read(as_bytes({**FERRY, "copy.xml": FERRY["domain.xml"]}))
    assert same(copied.scenario, ferry().scenario)
    neither = genius.read(as_bytes({**FERRY, "domain.xml": other, "copy.xml": other}))
    assert neither.scenario is None


REFUSED = [
    ("island.xml", '<weight index="2" value="0.3"/>', "", "island.xml:8:5", "the issue 'boats' has no weight"),
    (
        "island.xml",
        ' value="one" evaluation="1"',
        ' value="one"',
        "island.xml:9:7",
        "'one' of 'boats' has no evaluation",
    ),
    (
        "island.xml",
        '<item index="2" value="two" evaluation="2"/>',
        "",
        "island.xml:8:5",
        "'two' of 'boats' not evaluated",
    ),
    ("island.xml", 'evaluation="40"', 'evaluation="much"', "island.xml:4:7", "'much' stands for the evaluation"),
    ("island.xml", 'evaluation="40"', 'evaluation="NaN"', "island.xml:4:7", "'NaN' stands for the evaluation"),
    ("island.xml", 'evaluation="40"', 'evaluation="1e400"', "island.xml:4:7", "which is no number"),
    ("island.xml", 'value="middle"', 'value="low"', "island.xml:5:7", "'low' of 'fare' is 40 above and 30 here"),
    (
        "island.xml",
        '<weight index="3"',
        '<weight index="1"',
        "island.xml:17:5",
        "weight of issue 1 is 0.5 above and 0.2",
    ),
    ("island.xml", 'index="3" name="cr', 'index="2" name="cr', "island.xml:12:5", "two issues of island.xml"),
    ("island.xml", 'index="3" name="cr', 'index="7" name="cr', "island.xml:12:5", "no issue number 7, 'crossings'"),
    ("island.xml", 'slope="0.5" ', "", "island.xml:13:7", "this <evaluator> has no slope"),
    ("island.xml", "<utility_space>", '<utility_space type="nonlinear">', "island.xml:1:1", "nonlinear utility space"),
    ("island.xml", "</objective>", "", "island.xml:20:3", "mismatched tag"),
    ("island.xml", "<utility_space>", "<!DOCTYPE utility_space><utility_space>", "island.xml:1:24", "document type"),
    ("domain.xml", 'value="two"', 'value="one"', "domain.xml:9:7", "2 options of 'boats' are called 'one'"),
    ("domain.xml", 'index="2" name', 'index="1" name', "domain.xml:1:1", "2 issues of the domain have the number '1'"),
    ("domain.xml", 'upperbound="4"', 'upperbound="4000000"', "domain.xml:13:7", "cannot run from 2 to 4000000"),
    ("domain.xml", 'type="integer"', 'type="price"', "domain.xml:13:7", "'crossings' is of the kind 'price'"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "says"), REFUSED)
def test_a_refusal_names_the_place_and_what_is_wrong(file: str, old: str, new: str, place: str, says: str) -> None:
    reading = ferry(file, old, new)
    assert reading.scenario is None
    said = [(str(problem.place), problem.says) for problem in reading.problems if problem.is_error]
    assert any(says in words for _, words in said), said
    assert next(where for where, words in said if says in words) == place


def test_a_misspelt_option_is_refused_with_the_one_that_may_be_meant() -> None:
    reading = ferry("island.xml", 'value="middle"', 'value="midle"')
    assert reading.scenario is None
    assert any("did you mean 'midle'" in problem.hint for problem in reading.problems)


def test_a_file_that_would_blow_up_is_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><utility_space>&b;</utility_space>'
    deep = "<utility_space>" + "<objective>" * 70 + "</objective>" * 70 + "</utility_space>"
    for text, says in ((laughs, "document type"), (deep, "too deep"), ("<utility_space>" + " " * 8_000_001, "bytes")):
        reading = genius.read(as_bytes({**FERRY, "island.xml": text}))
        assert reading.scenario is None
        assert any(says in problem.says for problem in reading.problems)


def test_a_file_in_an_unknown_encoding_is_refused() -> None:
    for encoding in ("martian", "shift_jis"):
        reading = ferry("island.xml", "<utility_space>", f'<?xml version="1.0" encoding="{encoding}"?><utility_space>')
        assert reading.scenario is None
        assert all("island.xml" in str(problem.place) for problem in reading.problems)


@given(scenarios())
def test_what_is_written_reads_back_the_same_up_to_its_scale(scenario: Scenario) -> None:
    reading = genius.read(as_bytes(genius.write(scenario)))
    assert not reading.problems
    assert same(reading.scenario, between_0_and_1(scenario))


def test_what_genius_can_hold_is_written_without_rescaling() -> None:
    scenario = sound(ferry())
    again = sound(genius.read(as_bytes(genius.write(scenario))))
    assert same(again, scenario)


@given(scenarios(), st.data())
def test_rescaling_changes_no_comparison(scenario: Scenario, data: st.DataObject) -> None:
    scaled = between_0_and_1(scenario)
    packages = list(product(*(range(len(each)) for each in scenario.options)))
    one, other = data.draw(st.sampled_from(packages)), data.draw(st.sampled_from(packages))
    before, after = scenario.worth(one) - scenario.worth(other), scaled.worth(one) - scaled.worth(other)
    assert np.all((np.abs(after) < 1e-6) | (np.sign(before) == np.sign(after)))


def test_a_name_that_xml_cannot_hold_is_refused() -> None:
    scenario = tug_of_war(2, 1)
    odd = Scenario(scenario.issues, (("a\x01", "b"),), scenario.parties, scenario.values, scenario.no_deal)
    with pytest.raises(Refusal, match=r"U\+0001"):
        genius.write(odd)


@given(mutated(FERRY))
def test_a_damaged_file_is_read_or_refused_by_name(files: dict[str, bytes]) -> None:
    reading = genius.read(files)
    errors = [problem for problem in reading.problems if problem.is_error]
    assert (reading.scenario is None) == bool(errors)
    assert reading.scenario is None or complete(reading.scenario)
    assert all(problem.place or problem.code is NO_SCENARIO or "profiles" in problem.says for problem in errors)


@given(st.dictionaries(names.map(lambda name: f"{name}.xml"), st.binary(max_size=60), max_size=3))
def test_any_bytes_are_refused_without_a_crash(files: dict[str, bytes]) -> None:
    assert genius.read(files).scenario is None
