"""Scenarios of Genius, the XML of a decade of negotiation competitions, with the meaning Genius itself gives them.

A party's worth of a package is the sum over issues of weight times evaluation. The evaluation of a discrete issue is
the one stated, divided by the best one stated for that issue (`EvaluatorDiscrete`); of an integer or real issue it is a
function cut to between 0 and 1 (`EvaluatorInteger`, `EvaluatorReal`). Weights are taken as they stand. Issues of a
profile are matched to those of the domain by their number, options by their exact text. What no deal is worth is the
reservation, 0 when none is stated. The discount, which makes a later deal worth less, is left out, and that is said.
Genius counts any sum above 1 as 1; here it stays what it is, so that values can be added, and that is said too.

Source: Lin, Kraus, Baarslag, Tykhonov, Hindriks and Jonker (2014); genius.core.utility of Genius 10.4.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from detente.bargain.packages import Scenario
from detente.errors import Place
from detente.formats import xmltree
from detente.formats.naming import numbered, written
from detente.formats.reading import (
    LEFT_OUT,
    MISFIT,
    MISSING,
    MOST_OPTIONS,
    NO_SCENARIO,
    NOT_A_NUMBER,
    NOT_ADDITIVE,
    READ_AS,
    TOO_MUCH,
    TWICE,
    Faults,
    Issue,
    Profile,
    Reading,
    assembled,
    number,
    several,
    two_or_three,
)
from detente.formats.scale import between_0_and_1
from detente.formats.xmltree import Element

DOMAIN, PROFILE = "negotiation_template", "utility_space"
STEPS_OF_A_REAL_ISSUE = 21  # IssueReal.fNumberOfDiscretizationSteps
ALL_WORTHLESS = 0.00001  # EvaluatorDiscrete.normalize: below this best evaluation every option counts 0

Floats = NDArray[np.float64]


def read(files: Mapping[str, bytes]) -> Reading:
    """The scenario in a folder's XML files, given by name: its domain and the first two profiles, or exactly three.

    A file whose first tag is neither that of a domain nor of a profile is passed over.
    """
    tags = {name: xmltree.root_tag(files[name]) for name in sorted(files)}
    domains = [name for name, tag in tags.items() if tag == DOMAIN]
    profiles = [name for name, tag in tags.items() if tag == PROFILE]
    faults = Faults()
    for name in (name for name, tag in tags.items() if tag is None):
        xmltree.read(name, files[name], faults)  # to say where it goes wrong
    if not domains:
        faults.note(NO_SCENARIO, f"no XML file here holds a <{DOMAIN}>")
    if faults.fatal:
        return faults.reading()
    readings = {domain: _read(domain, profiles, files) for domain in domains}
    return readings[domains[0]] if len(domains) == 1 else _one_of(readings)


def write(scenario: Scenario) -> dict[str, str]:
    """The files of a Genius folder that hold the scenario, by name. Every issue is written as discrete.

    Genius cannot hold a value below 0 or a package worth more than 1. A party's values that go beyond are shifted and
    stretched so that its worst package is worth 0 and its best 1, the worth of no deal with them; no comparison
    changes. Raises Refusal for a name with a character that XML cannot hold.
    """
    scenario = between_0_and_1(scenario)
    for name in (*scenario.parties, *scenario.issues, *(option for own in scenario.options for option in own)):
        written(name)
    files = {"domain.xml": _domain_text(scenario)}
    for row, file in enumerate(numbered(scenario.parties, ".xml")):
        files[file] = _profile_text(scenario, row)
    return files


def _one_of(readings: Mapping[str, Reading]) -> Reading:
    """The reading with the only domain that the profiles fit, or with any of several that say the same."""
    faults = Faults()
    sound = {domain: (reading, reading.scenario) for domain, reading in readings.items() if reading.scenario}
    if len({(scenario.issues, scenario.options) for _, scenario in sound.values()}) != 1:
        hint = "keep the one that the profiles belong to"
        faults.note(NO_SCENARIO, f"{several(list(readings))} all hold a <{DOMAIN}>", hint=hint)
        return faults.reading()
    domain, (reading, scenario) = next(iter(sound.items()))
    others = [each for each in readings if each != domain]
    faults.found.extend(reading.problems)
    faults.note(LEFT_OUT, f"of several domains {domain} is read and not {several(others)}")
    return faults.reading(scenario)


def _read(domain: str, profiles: list[str], files: Mapping[str, bytes]) -> Reading:
    faults = Faults()
    issues = _domain(domain, files[domain], faults)
    chosen = two_or_three(profiles, faults, domain=domain)
    if faults.fatal:  # a profile cannot be held against a domain that is not sound
        return faults.reading()
    spaces = [_profile(name, files[name], issues, faults) for name in chosen]
    return assembled(list(issues.values()), spaces, faults)


Domain = Mapping[int, Issue]
"""The issues of a domain by their number, in the order of the file."""


def _domain(file: str, raw: bytes, faults: Faults) -> Domain:
    root = xmltree.read(file, raw, faults)
    if root is None:
        return {}
    elements = list(root.all("issue"))
    issues = [(_whole(element, "index", faults), _issue(element, faults)) for element in elements]
    if not issues:
        faults.note(MISSING, f"the domain {file} has no <issue>", root.place)
    faults.repeated((str(index) for index, _ in issues), "issues of the domain have the number", root.place)
    faults.repeated((issue.name for _, issue in issues), "issues of the domain are called", root.place)
    return dict(issues)


def _issue(element: Element, faults: Faults) -> Issue:
    name, kind = _text(element, "name", faults), _kind(element)
    if kind == "discrete":
        options = tuple(_text(item, "value", faults) for item in element.own("item"))
        faults.options(name, options, element.place)
        return Issue(name, options)
    amounts: Floats = np.zeros(0)
    if kind == "integer":
        low, high = _whole(element, "lowerbound", faults), _whole(element, "upperbound", faults)
        if 0 <= high - low < MOST_OPTIONS:
            amounts = np.arange(low, high + 1, dtype=np.float64)
        else:
            faults.note(TOO_MUCH, f"the issue {name!r} cannot run from {low} to {high}", element.place)
    elif kind == "real":
        bounds = (element.own("range") or [element])[0]
        edges = _figure(bounds, "lowerbound", faults), _figure(bounds, "upperbound", faults)
        amounts = np.linspace(*edges, STEPS_OF_A_REAL_ISSUE)
        says = f"the real issue {name!r} is read at {STEPS_OF_A_REAL_ISSUE} equally spaced amounts, as Genius lists it"
        faults.note(READ_AS, says, element.place)
    else:
        faults.note(NOT_ADDITIVE, f"the issue {name!r} is of the kind {kind!r}", element.place)
    return Issue(name, tuple(f"{amount:.15g}" for amount in amounts), amounts)


def _profile(file: str, raw: bytes, issues: Domain, faults: Faults) -> Profile:
    root = xmltree.read(file, raw, faults)
    if root is None:
        return Profile(file, (), 0.0)
    if (kind := root.attributes.get("type", "").lower()) in ("nonlinear", "constraint") or list(root.all("ufun")):
        faults.note(NOT_ADDITIVE, f"{file} is a {kind or 'nonlinear'} utility space", root.place)
        return Profile(file, (), 0.0)
    found: dict[int, tuple[Element, float | None]] = {}
    for parent in (root, *root.all("objective")):
        weights = _weights(parent, faults)
        for element in parent.own("issue"):
            index = _whole(element, "index", faults)
            if index in found:
                faults.note(TWICE, f"two issues of {file} have the number {index}", element.place)
            found[index] = element, weights.get(index)
    _numbers_fit(file, issues, found, root.place, faults)
    values = tuple(_values(index, issue, *found[index], faults) for index, issue in issues.items() if index in found)
    if not faults.fatal and (best := sum(float(column.max()) for column in values)) > 1 + 1e-9:
        says = f"the best package of {file} is worth {best:.6g}; Genius counts it as 1, here it stays so"
        faults.note(READ_AS, says, root.place)
    return Profile(root.attributes.get("party", file.removesuffix(".xml")), values, _no_deal(root, file, faults))


def _numbers_fit(
    file: str,
    issues: Domain,
    found: Mapping[int, tuple[Element, float | None]],
    place: Place,
    faults: Faults,
) -> None:
    for index, issue in issues.items():
        if index not in found:
            faults.note(MISFIT, f"{file} has no issue number {index}, {issue.name!r} in the domain", place)
        elif (name := found[index][0].attributes.get("name", issue.name)) != issue.name:
            says = f"issue {index} is {issue.name!r} in the domain and {name!r} here; Genius goes by the number"
            faults.note(READ_AS, says, found[index][0].place)
    for index, (element, _) in found.items():
        if index not in issues:
            says = f"the domain has no issue number {index}, {element.attributes.get('name', '')!r} in {file}"
            faults.note(MISFIT, says, element.place)


def _weights(parent: Element, faults: Faults) -> dict[int, float]:
    """The weights stated beside the issues of one objective, by the number of the issue."""
    weights: dict[int, float] = {}
    for element in parent.own("weight"):
        index, weight = _whole(element, "index", faults), _figure(element, "value", faults)
        if weights.get(index, weight) != weight:
            says = f"the weight of issue {index} is {weights[index]:g} above and {weight:g} here"
            faults.note(TWICE, says, element.place)
        weights[index] = weight
    return weights


def _values(index: int, issue: Issue, element: Element, weight: float | None, faults: Faults) -> Floats:
    """What each option of the issue is worth: (options,)."""
    worth = np.zeros(len(issue.options))
    if weight is None:
        says = f"the issue {issue.name!r} has no weight"
        hint = f'write <weight index="{index}" value="0"/> if it does not matter to the party'
        faults.note(MISSING, says, element.place, hint)
        return worth
    if issue.amounts is None or element.own("item"):
        return weight * _shares_of_best(issue, element, faults)
    if not (evaluators := element.own("evaluator")):
        faults.note(MISSING, f"the issue {issue.name!r} has no <evaluator>", element.place)
        return worth
    if _kind(element) == "integer":
        return weight * _integer(issue.amounts, element, evaluators[0], faults)
    return weight * _real(issue, issue.amounts, evaluators[0], faults)


def _shares_of_best(issue: Issue, element: Element, faults: Faults) -> Floats:
    """Each option's evaluation divided by the best one stated, of an option of the domain or not (as in Genius)."""
    rows = issue.rows()
    stated: dict[str, float] = {}
    for item in element.own("item"):
        option = _text(item, "value", faults)
        if item.attributes.get("evaluation", "null") == "null":
            faults.note(MISSING, f"the option {option!r} of {issue.name!r} has no evaluation", item.place)
            continue
        evaluation = _figure(item, "evaluation", faults)
        if stated.get(option, evaluation) != evaluation:
            says = f"{option!r} of {issue.name!r} is {stated[option]:g} above and {evaluation:g} here"
            faults.note(TWICE, says, item.place)
        stated[option] = evaluation
        if option not in rows:
            says = (
                f"{option!r} is no option of {issue.name!r} in the domain; it only counts towards the best evaluation"
            )
            faults.note(READ_AS, says, item.place, faults.likely(option, issue.options))
    named = {item.attributes.get("value") for item in element.own("item")}
    if absent := [option for option in issue.options if option not in named]:
        hint = faults.likely(absent[0], [option for option in stated if option not in rows])
        faults.note(MISSING, f"{several(absent)} of {issue.name!r} not evaluated here", element.place, hint)
    best = max(stated.values(), default=0.0)
    if best < ALL_WORTHLESS:
        return np.zeros(len(issue.options))
    return np.array([stated.get(option, 0.0) for option in issue.options]) / best


def _integer(amounts: Floats, element: Element, evaluator: Element, faults: Faults) -> Floats:
    slope, offset = _figure(evaluator, "slope", faults), _figure(evaluator, "offset", faults)
    return np.clip(offset + slope * (amounts - _whole(element, "lowerbound", faults)), 0.0, 1.0)


def _real(issue: Issue, amounts: Floats, evaluator: Element, faults: Faults) -> Floats:
    kind = evaluator.attributes.get("ftype", "").lower()
    if kind == "linear":
        offset, slope = (_figure(evaluator, f"parameter{row}", faults) for row in range(2))
        return np.clip(slope * amounts + offset, 0.0, 1.0)
    if kind == "constant":
        return np.full(len(amounts), _figure(evaluator, "parameter0", faults))
    if kind == "triangular":
        low, high, top = (_figure(evaluator, f"parameter{row}", faults) for row in range(3))
        if low < top < high:
            return np.interp(amounts, [low, top, high], [0.0, 1.0, 0.0])
        faults.note(NOT_ADDITIVE, f"the triangle of {issue.name!r} does not rise and fall", evaluator.place)
    else:
        faults.note(NOT_ADDITIVE, f"{issue.name!r} has an evaluator of the kind {kind!r}", evaluator.place)
    return np.zeros(len(amounts))


def _no_deal(root: Element, file: str, faults: Faults) -> float:
    """The reservation, 0 where none is stated; a discount is noted as left out."""
    for discount in root.own("discount_factor"):
        rate = _figure(discount, "value", faults)
        if rate != 1:
            faults.note(
                LEFT_OUT,
                f"the discount factor {rate:g} of {file} is not read: values hold without time",
                discount.place,
            )
    reservations = [_figure(element, "value", faults) for element in root.own("reservation")]
    if len(set(reservations)) > 1:
        faults.note(TWICE, f"{file} states more than one reservation", root.own("reservation")[1].place)
    return reservations[0] if reservations else 0.0


def _kind(element: Element) -> str:
    """`type`, or what stands for it in older files; without a word an issue is discrete (as in Genius)."""
    attributes = element.attributes
    return (attributes.get("type") or attributes.get("vtype") or attributes.get("etype") or "discrete").lower()


def _text(element: Element, attribute: str, faults: Faults) -> str:
    if attribute not in element.attributes:
        faults.note(MISSING, f"this <{element.tag}> has no {attribute}", element.place)
    return element.attributes.get(attribute, "")


def _figure(element: Element, attribute: str, faults: Faults) -> float:
    words = _text(element, attribute, faults)
    figure = number(words)
    if figure is None and attribute in element.attributes:
        says = f"{words[:40]!r} stands for the {attribute} of this <{element.tag}>, which is no number"
        faults.note(NOT_A_NUMBER, says, element.place)
    return float(figure or 0)


def _whole(element: Element, attribute: str, faults: Faults) -> int:
    figure = _figure(element, attribute, faults)
    if figure != int(figure):
        says = f"the {attribute} of this <{element.tag}> is {figure:g}, not a whole number"
        faults.note(NOT_A_NUMBER, says, element.place)
    return int(figure)


def _domain_text(scenario: Scenario) -> str:
    root = ElementTree.Element(DOMAIN)
    space = ElementTree.SubElement(root, PROFILE, number_of_issues=str(len(scenario.issues)))
    for issue, options in zip(_issue_elements(space, scenario), scenario.options, strict=True):
        for row, option in enumerate(options, 1):
            ElementTree.SubElement(issue, "item", index=str(row), value=option, cost="0", description="")
    return _text_of(root)


def _profile_text(scenario: Scenario, party: int) -> str:
    root = ElementTree.Element(PROFILE, party=scenario.parties[party])
    issues = _issue_elements(root, scenario)
    for row, (issue, options) in enumerate(zip(issues, scenario.options, strict=True)):
        values = scenario.values[party][row]
        best = float(values.max())
        for place, (option, value) in enumerate(zip(options, values.tolist(), strict=True), 1):
            evaluation = repr(value / best if best else 0.0)
            ElementTree.SubElement(issue, "item", index=str(place), value=option, cost="0", evaluation=evaluation)
    for row, column in enumerate(scenario.values[party], 1):
        ElementTree.SubElement(root[0], "weight", index=str(row), value=repr(float(column.max())))
    ElementTree.SubElement(root, "reservation", value=repr(scenario.no_deal[party]))
    ElementTree.SubElement(root, "discount_factor", value="1.0")
    return _text_of(root)


def _issue_elements(parent: ElementTree.Element, scenario: Scenario) -> list[ElementTree.Element]:
    kinds = {"type": "discrete", "etype": "discrete", "vtype": "discrete"}
    root = {"type": "objective", "etype": "objective", "index": "0", "name": "root", "description": ""}
    objective = ElementTree.SubElement(parent, "objective", root)
    return [
        ElementTree.SubElement(objective, "issue", {"index": str(row), "name": name, **kinds})
        for row, name in enumerate(scenario.issues, 1)
    ]


def _text_of(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
