"""Every key and word of a case file is known, a slip is met with a suggestion, and the schema editors use agrees."""

import re

import jsonschema
import pytest

import samples
from detente.case.model import Act
from detente.errors import Problem
from detente.store import casefile, faults, shapes
from detente.store.meanings import meaning
from detente.store.yamltree import Plain, read
from detente.workbench import folders


def problems(*changes: tuple[str, str]) -> tuple[Problem, ...]:
    return casefile.parse(samples.planted(*changes).encode()).problems


SLIPS: list[tuple[str, str, str, str, str]] = [
    ("DT0101", "title: Two villages and a well\n", "", "1:1", "the file has no `title`"),
    ("DT0101", "    says: wants water all day\n", "", "75:5", "claims.0 has no `says`"),
    ("DT0101", "{title: Mood of the talks}", "{unit: day}", "61:3", "subjects.mood has no `title`"),
    ("DT0101", "{document: radio-morning, at: [10, 40]}", "{at: [10, 40]}", "82:5", "claims.0.source.0 has no `document`"),
    ("DT0102", "    setting: own", "    settings: own", "81:5", "'settings' is not a key of claims.0; did you mean 'setting'?"),
    ("DT0102", "claims:\n", "clams: x\nclaims:\n", "74:1", "'clams' is not a key of the file; did you mean 'claims'?"),
    ("DT0102", "gives: a new pump,", "gives: a new pump, whom: x,", "183:29", "'whom' is not a key of pledges.pump"),
    ("DT0103", "act: demand", "act: demnad", "77:10", "'demnad' is not a choice for `act`; did you mean 'demand'?"),
    ("DT0103", "detente: 1", "detente: 2", "1:10", "'2' is not a choice for `detente`; the choices are 1"),
    ("DT0103", "lower: {name: Lower", "lower: {rule: dice, name: Lower", "27:17", "'dice' is not a choice for `kind`; the choices are not stated, leader, majority, unanimity, vetoes"),
    ("DT0104", "terms: {water: all-day}", "terms: [water, all-day]", "79:5", "`terms` should be a mapping of names to values"),
    ("DT0104", "says: wants water all day", "says: [wants, water]", "78:5", "`says` should be one piece of text"),
    ("DT0104", "pump: {gives: a new pump, by: district", "pump: a new pump #", "183:9", "`pump` should be a mapping of keys to values"),
    ("DT0104", "retold: [{document: radio-evening, says: water all day, drift: widened}]", "retold: {document: radio-evening, says: x}", "148:5", "`retold` should be a list"),
    ("DT0104", "mediators: [envoy]", "mediators: {envoy: yes}", "28:1", "`mediators` should be one piece of text"),
    ("DT0104", "as_of: 2024-03-01", "as_of: [2024-03-01]", "3:1", "`as_of` should be a day such as 2024-01-22"),
    ("DT0104", "{none: 0, half-day: 12, all-day: 24}", "{none: 0}", "41:5", "`options` should hold 2 or more"),
    ("DT0104", "between: [envoy, mayor]", "between: []", "189:28", "`between` should hold 1 or more"),
    ("DT0105", "as_of: 2024-03-01", "as_of: 2024-02-30", "3:8", "'2024-02-30' is not a day of the calendar"),
    ("DT0105", "as_of: 2024-03-01", "as_of: 1 March", "3:8", "'1 March' is not a day; write it as 2024-01-22"),
    ("DT0105", "as_of: 2024-03-01", "as_of: 2024-3-1", "3:8", "'2024-3-1' is not a day; write it as 2024-01-22"),
    ("DT0105", "sure: no", "sure: NO", "105:31", "'NO' is neither yes nor no; did you mean 'no'?"),
    ("DT0105", "sure: no", "sure: perhaps", "105:31", "'perhaps' is neither yes nor no"),
    ("DT0105", "at: [10, 40]", "at: [40, 10]", "82:39", "a span is two numbers, the first smaller, such as [1830, 1990]"),
    ("DT0105", "[[5, 9], [12, 20]]", "[[5, 9], 12]", "93:35", "a span is two numbers, the first smaller, such as [1830, 1990]"),
    ("DT0105", "at: [10, 40]", "at: 1040", "82:43", "a span is written as [start, end]"),
    ("DT0105", "grade: B3", "grade: b3", "85:12", "'b3' cannot stand for `grade`: a grade is a letter A-F and a figure 1-6, such as B3"),
    ("DT0105", "  envoy: {name", "  Envoy: {name", "19:3", "'Envoy' cannot be a key here: an id is lower-case words joined by hyphens"),
    ("DT0105", "target: sharing", "target: the plan", "108:13", "'the plan' cannot stand for `target`: an id is lower-case words joined by hyphens"),
    ("DT0105", "lower: {name: Lower", "lower: {written: {arabic: x}, name: Lower", "27:21", "'arabic' cannot be a key here: a language is its two- or three-letter code, such as ar"),
    ("DT0105", "title: Two villages and a well", 'title: " "', "2:8", "nothing is written for `title`"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "place", "says"), SLIPS)
def test_a_slip_is_told_where_it_stands_with_what_may_be_meant(
    code: str, old: str, new: str, place: str, says: str
) -> None:
    (problem,) = problems((old, new))
    assert (problem.code.id, str(problem.place)) == (code, f"case.yaml:{place}")
    assert "; ".join(filter(None, (problem.says, problem.hint))) == says
    assert problem.place is not None
    assert problem.place.excerpt == samples.planted((old, new)).splitlines()[problem.place.line - 1]


def test_every_fault_of_shape_is_planted() -> None:
    told = {code for code, *_ in SLIPS}
    assert {code.id for code in faults.CODES} == told | {"DT0100"}  # the folder itself: test_store_casefile


def test_all_slips_are_told_at_once_in_the_order_of_the_file() -> None:
    slips = {old: (old, new) for code, old, new, *_ in SLIPS if code == "DT0105"}
    found = problems(*slips.values())
    places = [(each.place.line, each.place.column) for each in found if each.place]
    assert len(found) == len(places) == len(slips)
    assert places == sorted(places)


def test_a_list_in_a_file_may_be_written_as_its_only_item() -> None:
    bare = samples.case()
    listed = samples.case(
        ("mediators: [envoy]", "mediators: envoy"),
        ("by: mayor\n", "by: [{actor: mayor}]\n"),
        ("source: {document: radio-morning, at: [10, 40]}", "source: [{document: radio-morning, at: [[10, 40]]}]"),
        ("concerns: captive-goats", "concerns: [captive-goats]"),
        ("default_audience: public", "default_audience: [public]"),
        ("factions: [millers, herders]", "factions: {millers: {}, herders: {name: Herders}}"),
        ("{standing: none, ", "{standing: {holds: none}, "),
        ("lower: {name: Lower}", "lower: {name: Lower, rule: {kind: not stated}}"),
    )
    assert bare == listed


def test_text_over_several_lines_is_one_line() -> None:
    folded = samples.case(("title: Two villages and a well", "title: >-\n  Two villages\n\n    and a\u00a0well\n"))
    assert folded == samples.case()


# The published schema


Typed = str | int | list["Typed"] | dict[str, "Typed"]


def as_an_editor_reads(plain: Plain) -> Typed:
    """The tree with numbers for what YAML 1.2 takes for numbers."""
    if isinstance(plain, dict):
        return {key: as_an_editor_reads(held) for key, held in plain.items()}
    if isinstance(plain, list):
        return [as_an_editor_reads(held) for held in plain]
    return int(plain) if re.fullmatch(r"[-+]?\d+", plain) else plain


def schema_faults(text: str, *, typed: bool) -> list[str]:
    root = read("case.yaml", text.encode()).root
    assert root is not None
    validator = jsonschema.Draft202012Validator(shapes.json_schema())
    found = as_an_editor_reads(root.plain) if typed else root.plain
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)]


TEXTS = {"valley": samples.VALLEY} | {
    name: (folders.GALLERY / name / casefile.FILE).read_text(encoding="utf-8") for name in folders.gallery()
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("typed", [False, True], ids=["as text", "as an editor reads"])
def test_the_published_schema_accepts_what_reads(name: str, typed: bool) -> None:
    assert schema_faults(TEXTS[name], typed=typed) == []


@pytest.mark.parametrize(
    ("code", "old", "new"), [(code, old, new) for code, old, new, *_ in SLIPS if code in ("DT0101", "DT0102", "DT0103")]
)
def test_the_published_schema_refuses_missing_unknown_and_ill_chosen_words(code: str, old: str, new: str) -> None:
    assert schema_faults(samples.planted((old, new)), typed=True)


def test_the_schema_is_itself_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(shapes.json_schema())


def test_every_key_says_what_it_holds() -> None:
    schema = shapes.json_schema()
    shaped = {"Case": schema} | schema["$defs"]
    for name, each in shaped.items():
        for key, held in each.get("properties", {}).items():
            assert held["description"] == meaning(name.removesuffix("Shape"), key)
            assert held["description"][-1] not in ".,;", key


def test_no_meaning_is_kept_for_a_key_that_is_gone() -> None:
    from detente.store import meanings

    schema = shapes.json_schema()
    shaped = {"Case": schema} | schema["$defs"]
    keys = {name.removesuffix("Shape"): set(each.get("properties", ())) for name, each in shaped.items()}
    assert all(set(told) <= keys[name] for name, told in meanings._OF.items())
    assert set(meanings._EVERYWHERE) <= set.union(*(held - set(meanings._OF.get(n, ())) for n, held in keys.items()))


def test_every_choice_reaches_the_editor() -> None:
    assert set(shapes.json_schema()["$defs"]["Act"]["enum"]) == {act.value for act in Act}
