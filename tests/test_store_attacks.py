"""Files written to stall, swell or deceive whoever reads them: each is refused with its place."""

from pathlib import Path

import pytest

from detente.store import casefile

ATTACKS = Path(__file__).parent / "attacks"
REFUSED = {
    "alias-bomb": "5:10 DT0004",
    "deep-nesting": "5:32 DT0006",
    "duplicate-keys": "8:24 DT0005, 9:3 DT0005, 10:1 DT0005",
    "latin-1": "6:18 DT0001",
    "no-as-a-value": "8:3 DT0105, 9:28 DT0103, 9:36 DT0105, 12:30 DT0105, 17:12 DT0105",
    "tabs": "7:1 DT0003",
    "utf-16": "1:1 DT0001",
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_is_refused_with_its_place(name: str) -> None:
    found = casefile.load(ATTACKS / f"{name}.yaml")
    told = ", ".join(f"{p.place.line}:{p.place.column} {p.code.id}" for p in found.problems if p.place)
    assert found.case is None
    assert told.startswith(REFUSED[name])
    assert len(told.split(", ")) == len(found.problems)


def test_every_attack_is_tried() -> None:
    assert {path.stem for path in ATTACKS.iterdir()} == set(REFUSED)


def test_each_alias_of_a_bomb_is_named_and_none_is_followed() -> None:
    found = casefile.load(ATTACKS / "alias-bomb.yaml")
    aliases = "".join(found.tree.lines).count("*") + "".join(found.tree.lines).count("&")
    assert len(found.problems) == aliases
    assert {problem.code.id for problem in found.problems} == {"DT0004"}


def test_two_capital_letters_stay_text_where_text_belongs() -> None:
    found = casefile.load(ATTACKS / "no-as-a-value.yaml")
    assert not any(problem.where[-1] == "says" for problem in found.problems)
    asked = next(problem for problem in found.problems if problem.where[-1] == "sure")
    assert asked.says == "'NO' is neither yes nor no; did you mean 'no'?"
