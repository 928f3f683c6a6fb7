"""What an audience receives is byte-identical whether or not items above it exist (convention 11)."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import samples
from detente.case.model import MEDIATORS, PUBLIC, Case
from detente.case.secrecy import as_seen_by, audiences
from detente.desk.cli import app
from detente.errors import UnknownAudience
from detente.store import casefile

READER = "upper"
SECRET = st.sampled_from(["mediators", "lower", "[lower, district]", "elders"])
POSITIONS = [line for line in samples.VALLEY.splitlines() if line.startswith("  - id: ")]
BITS = st.sampled_from(
    [
        "act: accept, target: sharing",
        "act: reject, target: sharing",
        "act: propose, part_of: sharing, scope: first, provides: [verifier, guarantor, pause end]",
        "act: propose, part_of: sharing, scope: second, terms: {water: 24, fence: gate}",
        "act: demand, terms: {water: half-day, goats: all}, scope: whole deal",
        "act: state, facts: {goats-taken: 7, mood: bitter}",
        "act: state, disagrees_with: [mayor-holds]",
        "act: red line, terms: {fence: gate}, without_deal: better",
        "act: state, speaks_for: herdsmen, retold: [{document: radio-evening, says: other, drift: narrowed}]",
    ]
)
SPEAKERS = st.sampled_from(["mayor", "miller", "elders", "[elders, mayor]", "[envoy, mayor]", "envoy", "spy"])


@st.composite
def secrets(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Changes that add items READER may not see, anywhere in the file."""
    label = draw(SECRET)
    changes = [("actors:\n", f"actors:\n  spy: {{kind: anonymous-person, of: lower, audience: {label}}}\n")]
    for number in range(draw(st.integers(0, 4))):
        by, bits, where = draw(SPEAKERS), draw(BITS), draw(st.sampled_from(POSITIONS))
        claim = (
            f"  - {{id: hidden-{number}-{draw(st.integers(0, 99))}, by: {by}, {bits}, says: kept from upper, "
            f"setting: reported from the room, source: {{document: gazette-1}}, grade: A1, audience: {label}}}\n"
        )
        changes.append((where, claim + where))
    for old, new in (
        ("proposals:\n", f"proposals:\n  side-letter: {{title: A side letter, by: envoy, audience: {label}}}\n"),
        (
            "  gazette:\n",
            f"  cable: {{title: A cable, audience: {label}, editions: {{cable-1: {{publisher: P, on: 2024-02-01}}}}}}\n  gazette:\n",
        ),
        (
            "rounds:\n",
            f"rounds:\n  dinner: {{title: A quiet dinner, on: 2024-02-28, claims: [mayor-willing], audience: {label}}}\n",
        ),
        (
            "resolutions:\n",
            f"resolutions:\n  quiet: {{between: [mayor-holds, elders-count], by: B, on: 2024-02-29, why: w, audience: {label}}}\n",
        ),
        ("groups:\n", f"groups:\n  guests: {{title: Guests, audience: {label}}}\n"),
        (
            "issues:\n",
            f"issues:\n  toll: {{title: Toll, without: none, options: {{none: none, paid: yes}}, audience: {label}}}\n",
        ),
        ("mediators: [envoy]", "mediators: [spy, envoy]"),
        (
            "factions: [millers, herders]",
            f"factions: {{millers: {{}}, shepherds: {{audience: {label}}}, herders: {{}}}}",
        ),
    ):
        if draw(st.booleans()):
            changes.append((old, new))
    return changes


COMMANDS: list[list[str]] = [
    ["check"],
    ["check", "--json"],
    ["show"],
    ["show", "--json"],
    ["gaps"],
    ["gaps", "--json"],
    ["readings"],
    ["readings", "--json"],
    ["questions"],
    ["questions", "--json"],
    ["since", "2024-02-25"],
    ["since", "2024-02-25", "--json"],
    ["brief", "--json"],
]

Render = Callable[[str], bytes]
"""What a reader gets from the text of a case file."""


def through_the_command_line(text: str) -> bytes:
    """Everything READER can get: each command's output, the exported file and the brief."""
    with tempfile.TemporaryDirectory() as root:
        case, copy, out = Path(root) / "case", Path(root) / "copy", Path(root) / "out"
        case.mkdir()
        (case / "case.yaml").write_text(text, encoding="utf-8")
        runner, got = CliRunner(), []
        for command, *rest in COMMANDS:
            result = runner.invoke(app, [command, str(case), *rest, "--for", READER])
            got.append(f"{command} {rest} {result.exit_code}\n{result.stdout}".replace(root, ""))
        runner.invoke(app, ["export", str(case), str(copy), "--for", READER], catch_exceptions=False)
        got.append((copy / "case.yaml").read_text(encoding="utf-8"))
        runner.invoke(app, ["brief", str(case), "--for", READER, "--out", str(out), "--no-pdf"], catch_exceptions=False)
        got.append((out / f"brief-{READER}.html").read_text(encoding="utf-8"))
        return "\n".join(got).encode()


def leaks(render: Render, changes: list[tuple[str, str]]) -> bool:
    """Whether a rendering tells the two worlds apart."""
    return _unchanged(render) != render(samples.planted(*changes))


@cache
def _unchanged(render: Render) -> bytes:
    return render(samples.VALLEY)


@settings(max_examples=12)
@given(secrets())
def test_a_reader_cannot_tell_whether_closed_items_exist(changes: list[tuple[str, str]]) -> None:
    assert not leaks(through_the_command_line, changes)


@settings(max_examples=150)
@given(secrets(), st.sampled_from([PUBLIC, READER, "mayor", "radio", "miller"]))
def test_no_copy_depends_on_what_is_closed_to_it(changes: list[tuple[str, str]], audience: str) -> None:
    def copy(case: Case) -> Case | None:
        return as_seen_by(case, audience) if audience in audiences(case) else None

    assert copy(samples.case()) == copy(samples.case(*changes))


def _count(text: str) -> bytes:
    return str(len(samples.case(text=text).claims)).encode()


def _rank(text: str) -> bytes:
    return str([claim.id for claim in samples.case(text=text).claims].index("plan-water")).encode()


def _line(text: str) -> bytes:
    return str(casefile.parse(text.encode()).tree.locate(("claims", "plan-water")).line).encode()


@pytest.mark.parametrize("leak", [_count, _rank, _line])
def test_a_planted_leak_is_caught(leak: Render) -> None:
    where = POSITIONS[0]
    hidden = "  - {id: hidden, by: mayor, act: state, says: x, setting: own words in public, source: {document: gazette-1}, grade: A1, audience: mediators}\n"
    assert leaks(leak, [(where, hidden + where)])


def test_a_leak_planted_in_the_product_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.case import secrecy

    where = POSITIONS[0]
    hidden = "  - {id: hidden, by: mayor, act: state, says: x, setting: own words in public, source: {document: gazette-1}, grade: A1, audience: mediators}\n"
    monkeypatch.setattr(secrecy, "may_read", lambda *_: True)
    assert leaks(through_the_command_line, [(where, hidden + where)])


def test_an_item_that_names_a_closed_one_is_left_out_with_it() -> None:
    case = samples.case(("kind: person, of: millers}", "kind: person, of: millers, audience: mediators}"))
    assert "miller-fence" not in {claim.id for claim in as_seen_by(case, READER).claims}


def test_a_copy_does_not_say_who_else_may_read_an_item() -> None:
    case = samples.case(("speech: direct\n", "speech: direct\n    audience: [upper, district]\n"))
    seen = as_seen_by(case, READER)
    assert seen == as_seen_by(samples.case(("speech: direct\n", "speech: direct\n    audience: upper\n")), READER)
    assert "mayor-wants-water" not in {claim.id for claim in as_seen_by(case, PUBLIC).claims}


def test_without_a_label_or_default_an_item_is_for_mediators_alone() -> None:
    case = samples.case(("default_audience: public\n", ""))
    assert as_seen_by(case, PUBLIC).claims == ()
    assert as_seen_by(case, MEDIATORS).claims == case.claims


def test_a_reader_the_case_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownAudience, match="did you mean 'upper'"):
        as_seen_by(samples.case(), "uper")
