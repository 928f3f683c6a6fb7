"""A text from round to round: as it stood, what moved, where the sides stand, and how far it has come."""

import pytest

import texts
from detente.case.model import Setting
from detente.errors import UnknownName
from detente.text.answers import shifts, stands
from detente.text.convergence import State, convergence
from detente.text.model import Reply
from detente.text.moves import What, course, moves
from detente.text.rounds import after, in_force, revision, through
from detente.text.wording import numbers, read

TEXT = texts.text()


def test_a_text_stands_as_it_stood_after_a_round() -> None:
    first = after(TEXT, "first")
    assert [each.id for each in first.clauses] == ["halt", "releases", "release", "preamble"]
    assert [each.id for each in first.brackets] == ["halt-length"]
    assert (
        read(first, first.clauses[0].wording.words)
        == "North and South hold their fire for [30 days] from the day of signature."
    )
    assert read(first, first.clauses[2].wording.words) == "South releases 40 persons."
    second = after(TEXT, "second")
    assert (
        read(second, second.clauses[0].wording.words)
        == "North and South hold their fire for 30 days from the day of signature."
    )
    assert second.brackets[1].standing != TEXT.brackets[1].standing
    assert after(TEXT, "third") == TEXT
    assert through(TEXT, 0).rounds == ()
    with pytest.raises(UnknownName, match="no round called 'fourth'"):
        after(TEXT, "fourth")


def test_a_later_cut_of_an_earlier_cut_is_the_earlier_one() -> None:
    for seed in range(20):
        text = texts.read(texts.drawn(seed))
        assert after(after(text, "second"), "first") == after(text, "first")


def test_a_revision_is_named_by_its_content() -> None:
    assert revision(TEXT) == revision(texts.text())
    assert revision(TEXT) != revision(texts.text(("40 persons within", "41 persons within")))
    names = {revision(after(TEXT, each)) for each in TEXT.rounds}
    assert len(names) == 3


def test_clauses_are_numbered_by_their_place_and_struck_ones_leave_no_gap() -> None:
    assert numbers(TEXT) == {"halt": "1", "releases": "2", "release": "2.1", "counting": "2.2", "preamble": "3"}
    moved = texts.text(
        ("    struck: third\n", ""), ("    title: The halt\n", "    title: The halt\n    struck: second\n")
    )
    assert numbers(in_force(moved)) == {"releases": "1", "release": "1.1", "counting": "1.2", "preamble": "2"}


def test_what_is_under_a_struck_clause_is_struck_with_it() -> None:
    text = texts.text(("    title: Releases\n", "    title: Releases\n    struck: third\n"))
    assert [each.id for each in in_force(text).clauses] == ["halt"]


def test_every_move_after_a_round_is_told_with_who_made_it() -> None:
    told = [(each.round, each.what, each.about, each.by) for each in moves(TEXT, "second")]
    assert told == [
        ("third", What.REOPENED, "halt-length", ("south",)),
        ("third", What.WITHDRAWN, "who-is-told.nobody", ("north",)),
        ("third", What.STRUCK, "preamble", ()),
        ("third", What.ANSWERED, "halt-length.thirty", ("south",)),
    ]
    assert moves(TEXT, "third") == ()


def test_nothing_moved_is_lost_between_two_rounds() -> None:
    later = {each for each in course(TEXT) if each.round in ("second", "third")}
    assert set(moves(TEXT, "first")) == later


def test_what_a_side_accepts_now_and_did_not() -> None:
    found = {
        (each.stand.of, each.stand.to): (each.before, each.stand.answer.says)
        for each in shifts(TEXT, texts.case(), "first")
    }
    assert found == {
        ("north", "halt-length.thirty"): (Reply.RESERVES, Reply.ACCEPTS),
        ("south", "release"): (None, Reply.ACCEPTS),
        ("south", "halt-length.thirty"): (None, Reply.REJECTS),
    }


def test_the_last_answer_is_the_last_of_its_own_column() -> None:
    public = texts.text(
        (
            "answers:\n",
            "answers:\n  - {of: north, to: halt-length.thirty, says: rejects, round: third, claims: north-takes}\n",
        )
    )
    north = {each.setting: each.answer.says for each in stands(public, texts.case()) if each.of == "north"}
    assert north == {Setting.PUBLIC_WORDS: Reply.REJECTS, Setting.FROM_THE_ROOM: Reply.ACCEPTS}


def test_a_bracket_opened_again_shows_as_opened_again() -> None:
    found = convergence(TEXT, texts.case())
    assert {row.bracket: row.states for row in found.rows} == {
        "halt-length": (State.OPEN, State.CLOSED, State.REOPENED),
        "who-is-told": (State.ABSENT, State.OPEN, State.OPEN),
    }
    assert found.open() == (1, 1, 2)
    assert found.open("halt") == (1, 0, 1)


def test_the_picture_of_a_side_keeps_its_columns_apart_and_counts_silence_apart() -> None:
    found = convergence(TEXT, texts.case())
    north, south = (each for each in found.sides if each.setting is Setting.FROM_THE_ROOM)
    assert [dict(counts)["reserves"] for counts in north.answers] == [1, 0, 0]
    assert [dict(counts)["own"] for counts in south.answers] == [1, 0, 1]
    assert [dict(counts)["none"] for counts in south.answers] == [0, 1, 1]
