"""Scenarios of GeniusWeb: a domain and profiles with linear additive utilities, in JSON, with GeniusWeb's own meaning.

A party's worth of a package is the sum over issues of weight times utility; utilities lie between 0 and 1 and weights
add up to 1, otherwise GeniusWeb refuses the profile, and so does this. What no deal is worth is the worth of the
reservation bid; without one any deal is better than none, and no deal is worth 0. A number issue is read at every step
of its range; between the two ends its utility runs in a straight line.

Source: geniusweb.profile.utilityspace.LinearAdditiveUtilitySpace and its value sets, GeniusWeb 2.
"""

import json
import re
from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.bargain.packages import Scenario, Values
from detente.errors import Refusal
from detente.formats import plaintree
from detente.formats.naming import numbered, written
from detente.formats.plaintree import Node
from detente.formats.reading import (
    MISFIT,
    MISSING,
    MOST_OPTIONS,
    NO_SCENARIO,
    NOT_A_NUMBER,
    NOT_ADDITIVE,
    TOO_MUCH,
    Faults,
    Issue,
    Profile,
    Reading,
    assembled,
    number,
    several,
    two_or_three,
)
from detente.formats.scale import best, between_0_and_1, worst

DOMAIN, PROFILE = "issuesValues", "LinearAdditiveUtilitySpace"
OTHER_PROFILES = ("SumOfGroupsUtilitySpace", "DefaultPartialOrdering", "PrioritizedUtilitySpace")
TABLE = ("DiscreteValueSetUtilities", "discreteutils")
LINE = ("NumberValueSetUtilities", "numberutils")
MOST_BIDS = 1_000_000


def read(files: Mapping[str, bytes]) -> Reading:
    """The scenario in a folder's JSON files, given by name: its domain and the first two profiles, or exactly three.

    Where no file holds the domain alone, the one that the first profile carries is taken. Other files are passed over.
    """
    faults = Faults()
    roots = {name: plaintree.read(name, files[name], faults) for name in sorted(files) if not name.startswith(".")}
    domains = {name: root for name, root in roots.items() if root is not None and is_domain(root)}
    profiles = {name: root for name, root in roots.items() if root is not None and is_profile(root)}
    if len(domains) > 1:
        faults.note(NO_SCENARIO, f"{several(list(domains))} all hold a domain", hint="keep one domain in the folder")
    if not domains and not profiles:
        faults.note(NO_SCENARIO, "no JSON file here holds a domain of GeniusWeb")
    if faults.fatal:
        return faults.reading()
    file, root = next(iter(domains.items() or profiles.items()))
    space = root.entries.get(PROFILE, root)
    issues = _domain(file, space if file in domains else space.entries.get("domain", space), faults)
    chosen = two_or_three(list(profiles), faults, domain=file)
    if faults.fatal:  # a profile cannot be held against a domain that is not sound
        return faults.reading()
    parties = [_profile(name, profiles[name], issues, faults) for name in chosen]
    return assembled(issues, parties, faults)


def write(scenario: Scenario) -> dict[str, str]:
    """The files of a GeniusWeb folder that hold the scenario, by name. Every issue is written as discrete.

    Values are put between 0 and 1 as for Genius. Party names lose all but plain letters and digits, the only ones
    GeniusWeb allows. What no deal is worth is written as a package worth the same. Raises Refusal where there is no
    such package, where two parties would bear one name, and for a name with a control character.
    """
    scenario = between_0_and_1(scenario)
    domain = {
        "name": "domain",
        "issuesValues": {
            written(name): {"values": [written(option) for option in options]}
            for name, options in zip(scenario.issues, scenario.options, strict=True)
        },
    }
    names = [re.sub("[^A-Za-z0-9]", "", party) for party in scenario.parties]
    if len(set(names)) < len(names) or not all(names):
        raise Refusal(f"GeniusWeb names parties in plain letters and digits; {several(scenario.parties)} would be lost")
    texts = {"domain.json": json.dumps(domain, ensure_ascii=False, indent=1) + "\n"}
    for row, file in enumerate(numbered(scenario.parties, ".json")):
        profile = {PROFILE: {"name": names[row], "domain": domain, **_space(scenario, row)}}
        texts[file] = json.dumps(profile, ensure_ascii=False, indent=1) + "\n"
    return texts


def is_domain(root: Node) -> bool:
    """Whether a file holds a domain alone."""
    return DOMAIN in root.entries


def is_profile(root: Node) -> bool:
    """Whether a file holds a profile, of a kind that can be read or not."""
    return any(kind in root.entries for kind in (PROFILE, *OTHER_PROFILES))


def _domain(file: str, root: Node, faults: Faults) -> tuple[Issue, ...]:
    listed = root.entries.get(DOMAIN, root)
    if DOMAIN not in root.entries or not listed.entries:
        faults.note(MISSING, f"{file} has no `{DOMAIN}`", root.place)
        return ()
    return tuple(_issue(name, node, faults) for name, node in listed.entries.items())


def _issue(name: str, node: Node, faults: Faults) -> Issue:
    if "range" in node.entries:
        amounts = _range(name, node.entries["range"], faults)
        return Issue(name, tuple(f"{amount:.12g}" for amount in amounts), amounts)
    values = node.entries.get("values", node).items
    options = tuple(value.text for value in values if value.text is not None)
    if len(options) < len(values):
        faults.note(MISSING, f"the `values` of {name!r} are not all words", node.place)
    faults.options(name, options, node.place)
    return Issue(name, options)


def _range(name: str, node: Node, faults: Faults) -> NDArray[np.float64]:
    low, high, step = (_figure(node, key, faults) for key in ("low", "high", "step"))
    if not (step > 0 and high >= low):
        faults.note(MISSING, f"the range of {name!r} does not rise from `low` to `high` by a `step`", node.place)
        return np.zeros(0)
    steps = (high - low) / step + 1e-9  # decimal steps such as 0.1 are not whole in binary
    if steps >= MOST_OPTIONS:
        faults.note(TOO_MUCH, f"the range of {name!r} has about {steps:,.0f} amounts", node.place)
        return np.zeros(0)
    return low + step * np.arange(int(steps) + 1, dtype=np.float64)


def _profile(file: str, root: Node, issues: tuple[Issue, ...], faults: Faults) -> Profile:
    if PROFILE not in root.entries:
        kind = next(kind for kind in OTHER_PROFILES if kind in root.entries)
        faults.note(NOT_ADDITIVE, f"{file} holds a {kind}; only a {PROFILE} can be read", root.place)
        return Profile(file, (), 0.0)
    space = root.entries[PROFILE]
    if "domain" in space.entries:
        own = _domain(file, space.entries["domain"], faults)
        if not faults.fatal and _as_sets(own) != _as_sets(issues):
            faults.note(MISFIT, f"{file} is about another domain", space.entries["domain"].place)
            return Profile(file, (), 0.0)
    utilities, weights = _of_each("issueUtilities", space, issues, faults), _weights(space, issues, faults)
    values = tuple(
        weight * _utilities(issue, node, faults)
        for issue, node, weight in zip(issues, utilities, weights, strict=False)
    )
    named = space.entries.get("name")
    name = ((named.text or "") if named else "") or file.removesuffix(".json")
    return Profile(name, values, 0.0 if faults.fatal else _no_deal(space, issues, values, faults))


def _as_sets(issues: tuple[Issue, ...]) -> dict[str, frozenset[str]]:
    return {issue.name: frozenset(issue.options) for issue in issues}


def _of_each(key: str, space: Node, issues: tuple[Issue, ...], faults: Faults) -> list[Node]:
    """What `key` states for each issue, in the domain's order; nothing if it does not speak of just those."""
    if key not in space.entries:
        faults.note(MISSING, f"this profile has no `{key}`", space.place)
        return []
    stated, names = space.entries[key], {issue.name for issue in issues}
    lacking = [issue.name for issue in issues if issue.name not in stated.entries]
    for name in (name for name in stated.entries if name not in names):
        says = f"{name!r} in `{key}` is no issue of the domain"
        faults.note(MISFIT, says, stated.entries[name].place, faults.likely(name, lacking))
    if lacking:
        faults.note(MISSING, f"`{key}` says nothing of {several(lacking)}", stated.place)
        return []
    return [stated.entries[issue.name] for issue in issues]


def _weights(space: Node, issues: tuple[Issue, ...], faults: Faults) -> list[float]:
    nodes = _of_each("issueWeights", space, issues, faults)
    weights = [_number(node, "weight", faults) for node in nodes]
    if nodes and abs(sum(weights) - 1) > 1e-6:
        says = f"the weights add up to {sum(weights):.6g}; GeniusWeb asks for 1"
        faults.note(MISFIT, says, space.entries["issueWeights"].place, "divide each by their sum")
    return weights


def _utilities(issue: Issue, node: Node, faults: Faults) -> NDArray[np.float64]:
    """What each option is worth before weighing: (options,), each between 0 and 1."""
    kind = next(iter(node.entries), "")
    holds = node.entries.get(kind, node)
    if kind in TABLE and issue.amounts is None:
        worth = _table(issue, holds.entries.get("valueUtilities", holds), faults)
    elif kind in LINE and issue.amounts is not None:
        keys = ("lowValue", "highValue", "lowUtility", "highUtility")
        low, high, at_low, at_high = (_figure(holds, key, faults) for key in keys)
        if faults.fatal or low >= high:
            faults.note(MISFIT, f"the utilities of {issue.name!r} do not run from a low to a high value", holds.place)
            return np.zeros(len(issue.options))
        worth = at_low + (at_high - at_low) * (issue.amounts - low) / (high - low)
        worth[(issue.amounts < low) | (issue.amounts > high)] = 0.0  # NumberValueSetUtilities.getUtility
    else:
        wanted = TABLE[0] if issue.amounts is None else LINE[0]
        faults.note(MISFIT, f"{issue.name!r} asks for {wanted} and has {kind or 'none'}", node.place)
        return np.zeros(len(issue.options))
    if worth.min() < 0 or worth.max() > 1:
        faults.note(MISFIT, f"the utilities of {issue.name!r} are not all between 0 and 1", holds.place)
    return worth


def _table(issue: Issue, stated: Node, faults: Faults) -> NDArray[np.float64]:
    rows = issue.rows()
    lacking = [option for option in rows if option not in stated.entries]
    for option in (option for option in stated.entries if option not in rows):
        says = f"{option!r} is no option of {issue.name!r} in the domain"
        faults.note(MISFIT, says, stated.entries[option].place, faults.likely(option, lacking))
    if lacking:
        faults.note(MISSING, f"{several(lacking)} of {issue.name!r} without a utility", stated.place)
        return np.zeros(len(issue.options))
    return np.array([_number(stated.entries[option], "utility", faults) for option in issue.options])


def _no_deal(space: Node, issues: tuple[Issue, ...], values: tuple[Values, ...], faults: Faults) -> float:
    """The worth of the reservation bid; an issue it leaves open counts 0, as in GeniusWeb. 0 where there is none."""
    bid = space.entries.get("reservationBid")
    if bid is None or bid.text == "null":
        return 0.0
    total = 0.0
    stated = bid.entries.get("issuevalues", bid).entries
    for name in sorted(set(stated) - {issue.name for issue in issues}):
        faults.note(MISFIT, f"the reservation bid speaks of {name!r}, no issue of the domain", stated[name].place)
    for issue, column in zip(issues, values, strict=True):
        if issue.name in stated:
            words = stated[issue.name].text or ""
            if words not in issue.options:
                says = f"the reservation bid chooses {words!r}, no option of {issue.name!r}"
                faults.note(MISFIT, says, stated[issue.name].place, faults.likely(words, issue.options))
            else:
                total += float(column[issue.options.index(words)])
    return total


def _figure(node: Node, key: str, faults: Faults) -> float:
    if key not in node.entries:
        faults.note(MISSING, f"`{key}` is missing here", node.place)
        return 0.0
    return _number(node.entries[key], key, faults)


def _number(node: Node, what: str, faults: Faults) -> float:
    figure = number(node.text) if node.text is not None else None
    if figure is None:
        shown = "what stands here" if node.text is None else repr(node.text[:40])
        faults.note(NOT_A_NUMBER, f"{shown} stands for a {what}, which is no number", node.place)
    return float(figure or 0)


def _space(scenario: Scenario, party: int) -> dict[str, object]:
    """Utilities, weights and reservation bid of one party, whose values lie between 0 and 1."""
    own = scenario.values[party]
    weights = _weights_to_1([float(column.max()) for column in own])
    utilities = {
        issue: {TABLE[0]: {"valueUtilities": dict(zip(options, _divided(column, weight), strict=True))}}
        for issue, options, column, weight in zip(scenario.issues, scenario.options, own, weights, strict=True)
    }
    space: dict[str, object] = {
        "issueUtilities": utilities,
        "issueWeights": dict(zip(scenario.issues, weights, strict=True)),
    }
    if scenario.no_deal[party] != 0:
        space["reservationBid"] = {"issuevalues": _package_worth_no_deal(scenario, party)}
    return space


def _weights_to_1(greatest: list[float]) -> list[float]:
    """Weights of twelve decimals that add up to 1 and leave no utility above 1, as near as twelve decimals go."""
    total = sum(greatest)
    weights = [round(each / total if total else 1 / len(greatest), 12) for each in greatest]
    row = weights.index(max(weights))
    weights[row] = round(1 - sum(weights[:row] + weights[row + 1 :]), 12)
    return weights


def _divided(column: Values, weight: float) -> list[float]:
    return [min(value / weight, 1.0) if weight else 0.0 for value in column.tolist()]


def _package_worth_no_deal(scenario: Scenario, party: int) -> dict[str, str]:
    """A package worth exactly as much to the party as no deal: an option for each issue, by name."""
    own, no_deal = scenario.values[party], scenario.no_deal[party]
    if worst(own) - 1e-9 <= no_deal <= best(own) + 1e-9 and scenario.packages <= MOST_BIDS:
        for package in product(*(range(len(options)) for options in scenario.options)):
            if abs(sum(column[row] for column, row in zip(own, package, strict=True)) - no_deal) <= 1e-9:
                chosen = zip(scenario.issues, scenario.options, package, strict=True)
                return {issue: options[row] for issue, options, row in chosen}
    name = scenario.parties[party]
    raise Refusal(f"GeniusWeb states no deal as a package, and none is worth {no_deal:.6g} to {name}")
