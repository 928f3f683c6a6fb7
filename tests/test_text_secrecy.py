"""What an audience gets of a text does not depend on what it may not see: words, files, names of revisions."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import texts
from detente.case.model import MEDIATORS
from detente.case.secrecy import as_seen_by as case_as_seen_by
from detente.desk.brief.html import html
from detente.desk.brief.pdf import markup
from detente.desk.brief.word import word
from detente.desk.views.bracket import bracket_page
from detente.desk.views.rounds import converge_page, redline_page, since_page
from detente.desk.views.sheet import sheet_page
from detente.desk.views.text import text_page
from detente.errors import NotPermitted, Refusal
from detente.text import secrecy
from detente.text.check import Draft, problems
from detente.text.meeting import kept_back
from detente.text.model import Answer, Floated, Manner, Text
from detente.text.preflight import leaks
from detente.text.rounds import revision
from detente.text.secrecy import as_seen_by
from detente.workbench import briefs
from detente.workbench.texts import converge, effects, open_text, redline, safe_to_hand_over, since, text_before

READER = "south"
CLOSED = {
    "a clause": ("clauses", "hidden-clause", {"title": "Hidden", "words": "Hidden words of north", "not_modelled": "made up", "audience": ["north"]}),
    "a clause inside another": ("clauses.releases.clauses", "hidden-clause", {"words": "Hidden words", "not_modelled": "made up", "audience": []}),
    "a bracket": ("brackets", "hidden-bracket", {"title": "Hidden", "audience": ["north"], "alternatives": {"one": {"words": "hidden words", "by": "north"}}}),
    "an alternative": ("brackets.who-is-told.alternatives", "hidden-way", {"words": "hidden words", "by": "north", "round": "second", "audience": ["north"]}),
    "a term": ("terms", "hidden-term", {"term": "hidden", "means": "hidden", "audience": ["north"]}),
    "an answer": ("answers", None, {"of": "north", "to": "counting", "says": "rejects", "round": "third", "words": "hidden words", "claims": "outline-halt"}),
    "an answer to a closed round": ("answers", None, {"of": "south", "to": "counting", "says": "accepts", "round": "third", "claims": "outline-halt", "audience": ["north"]}),
    "an understanding": ("understandings", None, {"of": "north", "clause": "halt", "reads": "hidden words", "round": "third", "claims": "outline-halt"}),
    "a non-paper": ("pool", "hidden-paper", {"says": "hidden words", "by": "north", "status": "non-paper", "round": "third", "claims": "outline-halt"}),
    "a release": ("releases", None, {"about": "release", "to": ["north"], "words": "hidden words", "by": "an envoy", "on": "2024-03-15"}),
    "a ratification": ("ratifications", None, {"by": "elders", "how": "hidden words", "claims": "outline-halt"}),
    "a wording": ("clauses.releases.clauses.release.wordings", None, {"words": "Hidden words for {halt}.", "round": "third", "by": "north", "audience": ["north"]}),
}  # fmt: skip


def with_closed(names: list[str]) -> str:
    """The sample's text with closed items put in."""
    told = yaml.load(texts.TEXT, Loader=yaml.BaseLoader)
    for name in names:
        way, key, item = CLOSED[name]
        spot = told
        for step in way.split("."):
            spot = spot[step]
        if key is None:
            spot.append(item)
        else:
            spot[key] = item
    return yaml.dump(told, allow_unicode=True, sort_keys=False)


def received(root: Path, text: str) -> list[str]:
    """Everything the reader can get of a text: pages in every form, values, refusals, the name of the revision."""
    texts.folder(root)
    (root / "texts" / "ridge.yaml").write_text(text, encoding="utf-8")
    draft = open_text(root, "ridge", audience=READER)
    found = [repr(draft.text), revision(draft.text)]
    for manner in Manner:
        page = text_page(draft, manner=manner, languages=("en", "ar"), recipient="South")
        found += [html(page), markup(page), word(page).hex()]
    moved, shifted = since(draft, "first")
    pages = [since_page(draft, "first", moved, shifted), converge_page(draft, converge(draft))]
    pages.append(redline_page(draft, "first", "third", redline(draft, old="first", new="third"), "en"))
    pages += [bracket_page(draft, each, effects(root, draft, each.id)) for each in draft.text.brackets]
    pages.append(sheet_page(briefs.briefing(draft.case), *text_before(root, "ridge", audience=READER)))
    for name in ("hidden-bracket", "nothing"):
        with pytest.raises(Refusal) as refused:
            effects(root, draft, name)
        found.append(str(refused.value).replace(name, "NAME"))
    return [*found, *(html(each) for each in pages)]


def test_a_reader_gets_the_same_bytes_whatever_is_closed_to_it(tmp_path: Path) -> None:
    plain = received(tmp_path / "plain", texts.TEXT)
    for name in CLOSED:
        assert received(tmp_path / name.replace(" ", "-"), with_closed([name])) == plain, name
    chance = random.Random(3)
    for row in range(6):
        names = chance.sample(list(CLOSED), 4)
        assert received(tmp_path / str(row), with_closed(names)) == plain, names


def test_mediators_see_each_of_them(tmp_path: Path) -> None:
    for name in CLOSED:
        assert texts.read(with_closed([name])) != texts.text(), name
        assert not [
            each
            for each in problems(Draft(texts.read(with_closed([name])), texts.case(), texts.plan()))
            if each.is_error and name != "a bracket"
        ]


def _closed_answers_count(text: Text, case: object, audience: str, **rest: object) -> Text:
    cut = as_seen_by(text, case, audience, **rest)  # type: ignore[arg-type]
    return replace(cut, about=f"{len(text.answers)} answers")


def _closed_rounds_named(text: Text, case: object, audience: str, **rest: object) -> Text:
    cut = as_seen_by(text, case, audience, **rest)  # type: ignore[arg-type]
    return replace(cut, id=revision(text)[:8])


@pytest.mark.parametrize("leak", [_closed_answers_count, _closed_rounds_named])
def test_a_planted_leak_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Callable[..., Text]) -> None:
    from detente.workbench import texts as acts

    monkeypatch.setattr(acts, "as_seen_by", leak)
    plain = received(tmp_path / "plain", texts.TEXT)
    assert received(tmp_path / "other", with_closed(["an answer"])) != plain


def test_what_a_side_said_is_for_mediators_alone_unless_opened() -> None:
    cut = as_seen_by(texts.text(), texts.case(), READER)
    assert [(each.of, each.to) for each in cut.answers] == [("south", "release")]
    assert (*cut.understandings, *cut.pool, *cut.releases) == ()


def test_a_reader_to_whom_the_plan_is_closed_gets_no_tie_to_it() -> None:
    cut = as_seen_by(texts.text(), texts.case(), READER)
    assert cut.plan == ""
    assert all(not each.obligations for each in cut.clauses)
    assert all(not way.fills for each in cut.brackets for way in each.alternatives)
    kept = as_seen_by(texts.text(), texts.case(), READER, obligations=["release"])
    assert [each.obligations for each in kept.clauses if each.obligations] == [("release",)]


def test_a_text_closed_to_a_reader_is_not_there_for_it(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("audience: [north, south]", "audience: [north]"))
    with pytest.raises(Refusal, match="no text called 'ridge'; known are none"):
        open_text(folder, "ridge", audience=READER)


# The second lock


def test_nothing_leaves_with_the_name_of_somebody_the_reader_may_not_know(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("the line drawn on the map in the annex", "the line that the Grey Man drew"))
    closed = texts.CASE.replace(
        "actors:\n", "actors:\n  grey: {name: the Grey Man, kind: person, audience: mediators}\n"
    )
    (folder / "case.yaml").write_text(closed, encoding="utf-8")
    draft = open_text(folder, "ridge", audience=READER)
    with pytest.raises(NotPermitted, match="this copy is for south, and holds what it may not see: “the Grey Man”"):
        safe_to_hand_over(folder, draft, text_page(draft).told)
    mediators = open_text(folder, "ridge")
    safe_to_hand_over(folder, mediators, text_page(mediators).told)


def test_nothing_leaves_with_a_sentence_of_a_closed_item_typed_elsewhere(tmp_path: Path) -> None:
    folder = texts.folder(
        tmp_path,
        ("not_modelled: it is how the release is verified", "not_modelled: North would rather have longer than that"),
        ("words: would rather have longer", "words: North would rather have longer"),
    )
    draft = open_text(folder, "ridge", audience=READER)
    with pytest.raises(NotPermitted, match="“North would rather have longer”"):
        safe_to_hand_over(folder, draft, text_page(draft, manner=Manner.ANNOTATED).told)
    safe_to_hand_over(folder, draft, text_page(draft).told)


def test_nothing_leaves_while_open_words_name_closed_ones(tmp_path: Path) -> None:
    folder = texts.folder(
        tmp_path, ("    title: Who is told the count\n", "    title: Who is told the count\n    audience: north\n")
    )
    draft = open_text(folder, "ridge", audience=READER)
    with pytest.raises(Refusal, match="not all of its readers may see"):
        safe_to_hand_over(folder, draft, text_page(draft).told)


def test_the_second_lock_finds_what_the_first_let_through() -> None:
    whole = (texts.case(), texts.text())
    cut = (case_as_seen_by(texts.case(), READER), as_seen_by(texts.text(), texts.case(), READER))
    assert leaks("nothing of note", whole, cut) == ()
    assert leaks("they said: The other side could\nlive with a month. And so on", whole, cut) == (
        "The other side could live with a month.",
    )


def test_what_is_kept_back_from_a_side_is_what_others_said_that_it_may_not_see() -> None:
    found = kept_back(texts.text(), texts.case(), "south")
    assert [each.by if isinstance(each, Floated) else (each.of,) for each in found] == [("north",)] * 3
    assert [type(each) for each in found] == [Answer, Answer, Floated]
    with pytest.raises(ValueError, match="only the mediators' copy"):
        kept_back(texts.text(), case_as_seen_by(texts.case(), READER), "north")
    assert texts.case().audience == MEDIATORS
    assert secrecy.label(texts.text(), "answers", texts.text().answers[0]) == ()
