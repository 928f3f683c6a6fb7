"""Scenario folders of NegMAS, in YAML or JSON, with the meaning NegMAS gives them.

A party's worth of a package is the sum over issues of weight times value, plus a bias; nothing is divided by a best
value, as Genius does, so a folder converted from Genius without that step means something else here than there. A
reserved value of minus infinity, the one NegMAS takes where none is stated, says that no deal is never better; it is
read as the worth of the worst package. Discounts are left out, and that is said. Continuous issues are read at as many
equally spaced amounts as they state levels, 10 without a word.

Source: Mohammad, Greenwald and Nakadai (2019); negmas 0.16, `Scenario.from_yaml_folder` and `Scenario.to_json`.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import yaml

from detente.bargain.packages import Scenario, Values
from detente.formats import plaintree
from detente.formats.naming import numbered, written
from detente.formats.plaintree import Node
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
from detente.formats.scale import best, worst

LEVELS = 10
LISTED = ("CategoricalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue", "OrdinalIssue", "CardinalIssue")
MINUS_INFINITY = ("-.inf", "-Infinity", "-inf")


def read(files: Mapping[str, bytes]) -> Reading:
    """The scenario in a folder's YAML or JSON files, by name: its domain and the first two profiles, or all three.

    Files whose name begins with a dot or underscore, where NegMAS keeps what it computed, are passed over, and so are
    those without a `type`.
    """
    faults = Faults()
    roots = {name: plaintree.read(name, files[name], faults) for name in sorted(files) if name[:1] not in "._"}
    typed = {name: (root, _type(root)) for name, root in roots.items() if root is not None}
    domains = {name: root for name, (root, kind) in typed.items() if is_domain(kind)}
    profiles = {name: root for name, (root, kind) in typed.items() if is_profile(kind)}
    if len(domains) != 1:
        names = several(list(domains)) if domains else "no file"
        faults.note(NO_SCENARIO, f"{names} here holds an OutcomeSpace of NegMAS", hint="keep one domain in the folder")
    if faults.fatal:
        return faults.reading()
    ((file, root),) = domains.items()
    issues = _domain(file, root, faults)
    chosen = two_or_three(list(profiles), faults, domain=file)
    if faults.fatal:  # a profile cannot be held against a domain that is not sound
        return faults.reading()
    parties = [_party(name, profiles[name], issues, faults) for name in chosen]
    return assembled(issues, parties, faults)


def write(scenario: Scenario) -> dict[str, str]:
    """The files of a NegMAS folder that hold the scenario, by name, in YAML. Nothing is rescaled, and integers stay so.

    Every issue is written as categorical, every weight as 1. Raises Refusal for a name with a control character.
    """
    issues = [
        {"name": written(name), "type": "CategoricalIssue", "values": [written(option) for option in options]}
        for name, options in zip(scenario.issues, scenario.options, strict=True)
    ]
    domain = {"name": "domain", "type": "DiscreteCartesianOutcomeSpace", "issues": issues}
    texts = {"domain.yml": _text(domain)}
    for row, file in enumerate(numbered(scenario.parties, ".yml")):
        tables = [
            {"type": "TableFun", "mapping": dict(zip(options, column.tolist(), strict=True))}
            for options, column in zip(scenario.options, scenario.values[row], strict=True)
        ]
        profile = {
            "name": written(scenario.parties[row]),
            "type": "LinearAdditiveUtilityFunction",
            "reserved_value": float(scenario.no_deal[row]),
            "weights": [1] * len(issues),
            "values": tables,
        }
        texts[file] = _text(profile)
    return texts


def is_domain(kind: str) -> bool:
    """Whether a `type` is that of a NegMAS domain."""
    return "OutcomeSpace" in kind


def is_profile(kind: str) -> bool:
    """Whether a `type` is that of a NegMAS profile."""
    return "fun" in kind.lower()


def _type(node: Node) -> str:
    """The last part of a `type`, which may be a full Python path."""
    named = node.entries.get("type")
    return (named.text or "").rpartition(".")[2] if named else ""


def _domain(file: str, root: Node, faults: Faults) -> tuple[Issue, ...]:
    listed = root.entries.get("issues", root).items
    issues = tuple(_issue(node, faults) for node in listed)
    if not issues:
        faults.note(MISSING, f"{file} has no list of `issues`", root.place)
    faults.repeated((issue.name for issue in issues), "issues are called", root.place)
    return issues


def _issue(node: Node, faults: Faults) -> Issue:
    kind, named = _type(node), node.entries.get("name")
    name = (named.text or "") if named else ""
    if not name:
        faults.note(MISSING, "this issue has no `name`", node.place)
    values = node.entries.get("values", node).items
    options = tuple(value.text for value in values if value.text is not None)
    if kind in ("ContiguousIssue", "ContinuousIssue"):
        return Issue(name, _amounts(name, kind, node, values, faults))
    if kind not in LISTED:
        says = f"the issue {name!r} is of the kind {kind or 'without a type'}"
        faults.note(NOT_ADDITIVE, says, node.place, faults.likely(kind, LISTED))
    elif len(options) < len(values):
        faults.note(MISSING, f"the `values` of {name!r} are not all words", node.place)
    faults.options(name, options, node.place)
    return Issue(name, options)


def _amounts(name: str, kind: str, node: Node, values: list[Node], faults: Faults) -> tuple[str, ...]:
    """The options of an issue stated by its bounds, and for whole numbers perhaps a step."""
    stated = [number(value.text or "") for value in values]
    bounds = [bound for bound in stated if bound is not None]
    if len(bounds) != len(stated) or not 2 <= len(bounds) <= (3 if kind == "ContiguousIssue" else 2):
        faults.note(MISSING, f"the `values` of {name!r} are not its least and greatest amount", node.place)
        return ()
    low, high = bounds[:2]
    if kind == "ContinuousIssue":
        levels = number(node.entries["n_levels"].text or "") if "n_levels" in node.entries else LEVELS
        if not isinstance(levels, int) or not 2 <= levels <= MOST_OPTIONS or low >= high:
            faults.note(TOO_MUCH, f"{name!r} cannot be divided into {levels} levels", node.place)
            return ()
        faults.note(READ_AS, f"the continuous issue {name!r} is read at {levels} equally spaced amounts", node.place)
        return tuple(f"{amount:.12g}" for amount in np.linspace(low, high, levels))
    step = bounds[2] if len(bounds) == 3 else 1
    if not (isinstance(low, int) and isinstance(high, int) and isinstance(step, int) and step > 0):
        faults.note(NOT_A_NUMBER, f"the bounds of {name!r} are not whole numbers", node.place)
        return ()
    amounts = range(low, high + 1, step)
    if not 0 < len(amounts) <= MOST_OPTIONS:
        faults.note(
            TOO_MUCH, f"{name!r} has {max(high - low, 0) // step + 1:,} amounts from {low} to {high}", node.place
        )
        return ()
    return tuple(map(str, amounts))


def _party(file: str, root: Node, issues: tuple[Issue, ...], faults: Faults) -> Profile:
    node = root
    if _type(root).endswith("DiscountedUFun") and "ufun" in root.entries:
        faults.note(LEFT_OUT, f"the discount of {file} is not read: values hold without time", root.place)
        node = root.entries["ufun"]
    if (kind := _type(node)) != "LinearAdditiveUtilityFunction":
        faults.note(NOT_ADDITIVE, f"{file} holds a {kind or 'function without a type'}", node.place)
        return Profile(file, (), 0.0)
    named = root.entries.get("name")
    name = ((named.text or "") if named else "") or file.rpartition(".")[0]
    weights, functions = _of_each("weights", node, issues, faults), _of_each("values", node, issues, faults)
    if _absent("values", node):
        faults.note(MISSING, f"{file} has no `values`", node.place)
    if functions is None or (weights is None and not _absent("weights", node)):
        return Profile(name, (), 0.0)
    figures = [_figure(weight, "weight", faults) for weight in weights] if weights else [1] * len(issues)
    bias = _figure(node.entries["bias"], "bias", faults) if not _absent("bias", node) else 0
    columns: list[Values] = [
        _whole_or_real([figure * value for value in _function(issue, function, faults)])
        for issue, function, figure in zip(issues, functions, figures, strict=True)
    ]
    if bias:  # a package has one option of every issue, so the first counts it just once
        columns[0] = np.asarray(columns[0] + bias, dtype=np.float64)
        faults.note(READ_AS, f"the bias {bias:g} of {file} is counted with {issues[0].name!r}", node.place)
    values = tuple(columns)
    if not faults.fatal and (best(values) > 1 + 1e-6 or worst(values) < -1e-6):
        says = f"packages are worth {worst(values):.6g} to {best(values):.6g} by {file}, as NegMAS counts"
        hint = "if the folder was made from Genius files, read those: Genius divides by each issue's best evaluation"
        faults.note(READ_AS, says, root.place, hint)
    return Profile(name, values, _no_deal(file, root, node, issues, values, faults))


def _absent(key: str, node: Node) -> bool:
    return key not in node.entries or node.entries[key].text in ("null", "", "~")


def _of_each(key: str, node: Node, issues: tuple[Issue, ...], faults: Faults) -> list[Node] | None:
    """What `key` states for each issue: a list in the domain's order, or a mapping by the issue's name."""
    if _absent(key, node):
        return None
    stated = node.entries[key]
    if stated.entries:
        names = {issue.name for issue in issues}
        lacking = [issue.name for issue in issues if issue.name not in stated.entries]
        unknown = [name for name in stated.entries if name not in names]
        for name in unknown:
            says, hint = f"{name!r} in `{key}` is no issue of the domain", faults.likely(name, lacking)
            faults.note(MISFIT, says, stated.entries[name].place, hint)
        if lacking:
            faults.note(MISSING, f"`{key}` says nothing of {several(lacking)}", stated.place)
        return None if lacking else [stated.entries[issue.name] for issue in issues]
    if len(stated.items) != len(issues):
        says = f"`{key}` has {len(stated.items)} entries for {len(issues)} issues"
        faults.note(MISFIT, says, stated.place)
        return None
    return stated.items


def _function(issue: Issue, node: Node, faults: Faults) -> list[int | float]:
    """What a value function makes of each option: a table, or a polynomial of the option's amount."""
    kind = _type(node) or "TableFun"
    if kind == "TableFun":
        return _table(issue, node.entries.get("mapping", node), faults)
    coefficients = _coefficients(kind, node, faults)
    amounts = [number(option) for option in issue.options]
    if coefficients is None:
        says = f"the value of {issue.name!r} is a {kind}, which cannot be read"
        faults.note(NOT_ADDITIVE, says, node.place, "write it out as a TableFun")
        return [0] * len(amounts)
    if len(coefficients) > 1 and None in amounts:
        says = f"a {kind} asks for numbers, and {issue.name!r} has options that are none"
        faults.note(MISFIT, says, node.place)
        return [0] * len(amounts)
    return [
        sum((factor * (amount or 0) ** power for power, factor in enumerate(coefficients) if power), coefficients[0])
        for amount in amounts
    ]


def _coefficients(kind: str, node: Node, faults: Faults) -> list[int | float] | None:
    """Of powers 0, 1, 2 and so on; None for a function that is no polynomial."""

    def stated(key: str, otherwise: int | None = None) -> int | float:
        if key in node.entries:
            return _figure(node.entries[key], key, faults)
        if otherwise is None:
            faults.note(MISSING, f"this {kind} has no `{key}`", node.place)
        return otherwise or 0

    if kind == "ConstFun":
        return [stated("bias")]
    if kind == "IdentityFun":
        return [0, 1]
    if kind == "LinearFun":
        return [0, stated("slope")]
    if kind == "AffineFun":
        return [stated("bias", 0), stated("slope")]
    if kind == "QuadraticFun":
        return [stated("bias", 0), stated("a1"), stated("a2")]
    if kind == "PolynomialFun" and len(powers := node.entries.get("coefficients", node).items) <= 10:
        return [stated("bias", 0), *(_figure(power, "coefficient", faults) for power in powers)]
    return None


def _table(issue: Issue, mapping: Node, faults: Faults) -> list[int | float]:
    stated: dict[int, int | float] = {}
    rows = _rows(issue)
    for words, node in mapping.entries.items():
        row = rows.get(words, rows.get(number(words)))
        if row is None:
            says = f"{words!r} is no option of {issue.name!r} in the domain, and is not read"
            faults.note(LEFT_OUT, says, node.place, faults.likely(words, issue.options))
        elif row in stated:
            faults.note(TWICE, f"{issue.options[row]!r} of {issue.name!r} has a value above already", node.place)
        else:
            stated[row] = _figure(node, "value", faults)
    if lacking := [option for row, option in enumerate(issue.options) if row not in stated]:
        faults.note(MISSING, f"{several(lacking)} of {issue.name!r} without a value here", mapping.place)
    return [stated.get(row, 0) for row in range(len(issue.options))]


def _rows(issue: Issue) -> dict[str | int | float | None, int]:
    """The row of each option by its text, and by its number where only one option states that number."""
    numbers = [number(option) for option in issue.options]
    times = Counter(numbers)
    rows: dict[str | int | float | None, int] = {
        amount: row for row, amount in enumerate(numbers) if amount is not None and times[amount] == 1
    }
    rows.update(issue.rows())
    return rows


def _no_deal(
    file: str, root: Node, node: Node, issues: tuple[Issue, ...], values: tuple[Values, ...], faults: Faults
) -> float:
    """The reserved value, of the discounted function or of the one it holds; else the worth of the reserved outcome."""
    stated = [each.entries["reserved_value"] for each in (root, node) if not _absent("reserved_value", each)]
    finite = [float(_figure(each, "reserved value", faults)) for each in stated if each.text not in MINUS_INFINITY]
    if len(set(finite)) > 1:
        says = f"{file} states the reserved values {finite[0]:g} and {finite[1]:g}"
        faults.note(TWICE, says, root.entries["reserved_value"].place)
    if finite:
        return finite[0]
    if not _absent("reserved_outcome", node):
        return _worth(node.entries["reserved_outcome"], issues, values, faults)
    return worst(values) if values and not faults.fatal else 0.0


def _worth(outcome: Node, issues: tuple[Issue, ...], values: tuple[Values, ...], faults: Faults) -> float:
    named = [(_rows(issue), item.text or "") for issue, item in zip(issues, outcome.items, strict=False)]
    found = [rows.get(words, rows.get(number(words))) for rows, words in named]
    chosen = [row for row in found if row is not None]
    if len(chosen) != len(issues):
        faults.note(MISFIT, "the reserved outcome is no package of the domain", outcome.place)
        return 0.0
    return float(sum(column[row] for column, row in zip(values, chosen, strict=True)))


def _figure(node: Node, what: str, faults: Faults) -> int | float:
    figure = number(node.text) if node.text is not None else None
    if figure is None:
        shown = "what stands here" if node.text is None else repr(node.text[:40])
        faults.note(NOT_A_NUMBER, f"{shown} stands for a {what}, which is no number", node.place)
    return figure or 0


def _whole_or_real(figures: list[int | float]) -> Values:
    """Whole numbers stay whole while they are small enough to be added exactly."""
    if all(isinstance(figure, int) and abs(figure) < 2**53 for figure in figures):
        return np.array(figures, dtype=np.int64)
    return np.array(figures, dtype=np.float64)


def _text(plain: Mapping[str, object]) -> str:
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4096)


class _Dumper(yaml.SafeDumper):
    """Safe dumper without aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the dumper asks this of each value
        return True
