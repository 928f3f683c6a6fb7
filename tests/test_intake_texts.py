"""The annotated texts are what their README says, and every annotation stands in its text."""

import re
from pathlib import Path

import pytest

import intake_texts as texts

ARTICLES = [path for half in texts.HALVES for path in texts.articles(half)]
PLANS = [path for half in texts.HALVES for path in texts.plans(half)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_annotation_of_an_article_stands_in_it_and_names_its_actors(path: Path) -> None:
    gold, _ = texts.gold(path)
    actors = {actor["id"] for actor in gold["actors"]}
    for statement in gold["statements"]:
        assert {statement["speaker"], *statement["chain"], *statement["accept_speakers"]} <= actors
        assert all(start < end for start, end in statement["spans"])
    assert {stance["party"] for stance in gold["stances"]} <= actors
    assert {d for duty in gold["plan"]["obligations"] for d in duty["accept_debtors"] if d} <= actors


def test_there_are_five_articles_and_at_least_twelve_plans_with_half_the_duties_held_out() -> None:
    count = {half: sum(len(texts.owed(path)) for path in texts.plans(half)) for half in texts.HALVES}
    assert len(ARTICLES) == 5
    assert len(PLANS) >= 12
    assert count == {"tuning": 91, "held_out": 106}, "the README gives these figures"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_act_of_a_plan_is_one_word_or_two_that_stand_in_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for duty in texts.owed(path):
        assert re.fullmatch(r"\w+(?:[ -]\w+)?", text[slice(*duty.act)])
