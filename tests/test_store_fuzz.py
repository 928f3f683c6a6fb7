"""A spoiled file is read or refused with its place, whatever was done to it; and a reader that broke this is caught.

The long form is `make campaign`.
"""

from collections.abc import Callable
from typing import NoReturn

import pytest

import mutants
import samples
from campaigns.fuzz_casefile import tried, within
from detente.case import check
from detente.errors import Path, Place, Problem
from detente.store import casefile, casetext, yamltree
from detente.store.casefile import CaseFile
from mutants import READ, REFUSED, Verdict, mutant, verdict

SEEDS = range(1_000_000, 1_001_500)  # not those of the campaign
BATCHES = [SEEDS[row : row + 250] for row in range(0, len(SEEDS), 250)]


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: str(seeds.start))
def test_a_spoiled_file_is_read_or_refused_with_its_place(seeds: range) -> None:
    flaws = [f"seed {seed}: {flaw}" for seed in seeds for flaw in verdict(mutant(seed)).flaws]
    assert flaws == []


def test_a_seed_always_spoils_the_same_file_in_the_same_way() -> None:
    assert [mutant(seed) for seed in range(50)] == [mutant(seed) for seed in range(50)]
    assert len({mutant(seed) for seed in range(50)}) > 40


@pytest.mark.parametrize("number", range(len(mutants._texts())))
def test_an_unspoiled_file_is_read(number: int) -> None:
    assert verdict(mutants._texts()[number].encode()) == Verdict(READ, ())


# What would be caught

SLIP = samples.planted(("act: demand", "act: demnad")).encode()
SOUND = samples.VALLEY.encode()


def flaws_of(raw: bytes) -> str:
    return "; ".join(verdict(raw).flaws)


def fail(*_: object, **__: object) -> NoReturn:
    raise KeyError("water")


def nothing(*_: object) -> tuple[()]:
    return ()


def somewhere(line: int, column: int, excerpt: str) -> Callable[[yamltree.Tree, Path], Place]:
    return lambda tree, where: Place(tree.file, line, column, excerpt)


def test_a_reader_that_raises_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "quantity", fail)
    assert flaws_of(SOUND) == "raises KeyError: 'water'"


def test_a_rule_that_raises_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "problems", fail)
    assert flaws_of(SOUND) == "raises KeyError: 'water'"


def test_a_problem_without_its_place_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CaseFile, "placed", lambda found, problems: tuple(problems))
    assert flaws_of(SLIP) == "DT0103 has no place"


@pytest.mark.parametrize(
    ("place", "flaw"),
    [
        ((0, 1, ""), "DT0103 at case.yaml:0:1 is not a line of 192"),
        ((193, 1, ""), "DT0103 at case.yaml:193:1 is not a line of 192"),
        ((1, 1, "title"), "DT0103 at case.yaml:1:1 shows another line"),
        ((1, 0, "detente: 1"), "DT0103 at case.yaml:1:0 is not in its line"),
        ((1, 12, "detente: 1"), "DT0103 at case.yaml:1:12 is not in its line"),
        ((1, 11, "detente: 1"), ""),
    ],
)
def test_a_place_that_is_not_in_the_file_is_caught(
    monkeypatch: pytest.MonkeyPatch, place: tuple[int, int, str], flaw: str
) -> None:
    monkeypatch.setattr(yamltree.Tree, "locate", somewhere(*place))
    assert flaws_of(SLIP) == flaw


def test_a_place_outside_bytes_that_are_no_text_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Problem(yamltree.NOT_TEXT, (), "no text", place=Place("case.yaml", 9, 1))
    monkeypatch.setattr(yamltree, "read", lambda file, raw: yamltree.Tree(file, (), None, (told,)))
    assert flaws_of(b"\xff\n") == "DT0001 at case.yaml:9:1 is not inside the bytes"


def test_a_refusal_without_a_reason_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "faults", nothing)
    assert flaws_of(SLIP) == "is refused without a reason"


def test_a_case_that_is_written_as_another_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casetext, "write", lambda case: samples.planted(("act: demand", "act: offer")))
    assert flaws_of(SOUND) == "is another case once written and read"


def test_a_file_that_stalls_its_reader_is_caught() -> None:
    def stall() -> Verdict:
        while True:
            pass

    assert within(0.01, stall) == Verdict(REFUSED, ("takes more than 0.01 CPU seconds",))


def test_the_campaign_counts_each_file_once_and_names_the_seed_of_a_flaw(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(tried(range(1, 21)).outcomes.values()) == 20
    monkeypatch.setattr(casefile, "parse", fail)
    assert tried(range(7, 9)).flaws == ("seed 7: raises KeyError: 'water'", "seed 8: raises KeyError: 'water'")
