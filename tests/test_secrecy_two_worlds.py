"""Two cases that differ only above a reader give that reader the same bytes through every door (convention 11).

The long form stands in `campaigns/secrecy_two_worlds.py`.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samples
from detente.case import check, secrecy
from detente.case.model import MEDIATORS, Case
from detente.errors import Problem, Unreadable
from detente.store import casefile
from detente.workbench import cases, folders
from two_worlds import BRIEF, BRIEF_AS_PDF, READERS, Door, Pair, differences, doors, pair

DAY = "2024-02-25"
PAIRS = st.builds(pair, st.just(samples.VALLEY), st.sampled_from(READERS), st.integers(0, 999_999))
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
"""The folder is emptied for each world, so all examples may share it."""


@settings(one_folder, max_examples=40)
@given(found=PAIRS, seed=st.integers(0, 999))
def test_no_door_tells_a_reader_whether_closed_items_exist(found: Pair, seed: int, tmp_path: Path) -> None:
    cheap = [door for door in doors(found, DAY) if door != BRIEF]
    assert differences(found, tuple(Random(seed).sample(cheap, 6)), tmp_path) == []


@settings(one_folder, max_examples=6)
@given(found=PAIRS)
def test_the_brief_does_not_tell_a_reader_whether_closed_items_exist(found: Pair, tmp_path: Path) -> None:
    assert differences(found, (BRIEF,), tmp_path) == []


@settings(one_folder, max_examples=2)
@given(found=PAIRS)
def test_the_printed_brief_is_the_same_bytes_in_both_worlds(found: Pair, tmp_path: Path) -> None:
    assert differences(found, (BRIEF_AS_PDF,), tmp_path) == []


@settings(one_folder, max_examples=8)
@given(found=PAIRS)
def test_mediators_can_tell_the_two_worlds_apart(found: Pair, tmp_path: Path) -> None:
    assert differences(replace(found, reader=MEDIATORS), (("show", "--json"), ("check", "--json")), tmp_path)


# Leaks, each planted in the product


def _cut_with(leak: Callable[[Case, Case], Case]) -> Callable[[Case, str], Case]:
    """The cut of a careless hand: `leak` may put something of the whole case into the copy."""
    return lambda case, audience: leak(case, secrecy.as_seen_by(case, audience))


def _count(case: Case, cut: Case) -> Case:
    return replace(cut, about=f"{cut.about} {len(case.claims)} statements in all.")


def _numbered(case: Case, cut: Case) -> Case:
    rank = {claim.id: row for row, claim in enumerate(case.claims, 1)}
    return replace(cut, claims=tuple(replace(c, says=f"{rank[c.id]}. {c.says}") for c in cut.claims))


def _last_round(case: Case, cut: Case) -> Case:
    return replace(cut, about=f"{cut.about} Last met on {cases.last_round(case)}.")


def _refused_with_the_whole(case: Case, cut: Case) -> Case:
    errors = [problem for problem in check.problems(case) if problem.is_error]
    if errors:
        raise Unreadable("this case", [])
    return cut


def _members_kept(case: Case, cut: Case) -> Case:
    return replace(cut, mediators=case.mediators)


def _placed(name: str, *, audience: str) -> tuple[Problem, ...]:
    found = casefile.load(folders.folder_of(name))
    assert found.case
    return found.placed(check.problems(secrecy.as_seen_by(found.case, audience)))


SHOWN: tuple[Door, ...] = (("show",), ("show", "--json"), ("check",), ("gaps", "--party", "upr"))
LEAKS: dict[str, tuple[object, str, object]] = {
    "a count of all statements": (cases, "as_seen_by", _cut_with(_count)),
    "a number with gaps": (cases, "as_seen_by", _cut_with(_numbered)),
    "the day of a closed round": (cases, "as_seen_by", _cut_with(_last_round)),
    "a refusal for the sake of a closed fault": (cases, "as_seen_by", _cut_with(_refused_with_the_whole)),
    "a member nobody should know of": (cases, "as_seen_by", _cut_with(_members_kept)),
    "a line number": (cases, "check", _placed),
    "a slip in a closed item": (casefile.CaseFile, "told_to", lambda found, _: found),
    "who else may read": (secrecy, "_bare", lambda _case, item, _audience: item),
    "an item that names a closed one": (secrecy, "without_dangling", lambda cut: cut),
    "all of it": (secrecy, "may_read", lambda *_: True),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_caught(leak: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(*LEAKS[leak])
    pairs = (pair(samples.VALLEY, "upper", seed) for seed in range(20))
    assert any("broke down" not in line for found in pairs for line in differences(found, SHOWN, tmp_path))
