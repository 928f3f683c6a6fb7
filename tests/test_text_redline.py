"""Redlines: exact and the fewest, in scripts of both directions, by word and by clause."""

import random

from hypothesis import given
from hypothesis import strategies as st

import texts
from detente.text.redline import Changed, Fate, Kind, applied, redline, runs, spelt
from detente.text.rounds import after, in_force
from detente.text.wording import read

LANGUAGES = ("en", "ar", "he")
LETTERS = st.text(alphabet="ab אבגְ ابجَ 12,.'[]| \u200f", max_size=30)


def longest(old: list[str], new: list[str]) -> int:
    """The length of a longest common subsequence, by the table of the textbook."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row, one in enumerate(old):
        for column, other in enumerate(new):
            best = max(table[row][column + 1], table[row + 1][column])
            table[row + 1][column + 1] = table[row][column] + 1 if one == other else best
    return table[-1][-1]


def words_of(words: str) -> list[str]:
    return [word for _, word in spelt(words) if word]


def edited(chance: random.Random, words: str, language: str) -> str:
    """The words with up to five of them repeated, left out or replaced."""
    found = words.split(" ")
    for _ in range(chance.randint(0, 5)):
        row, kind = chance.randrange(len(found)), chance.random()
        if kind < 0.3:
            found.insert(row, chance.choice(found))
        elif kind < 0.6 and len(found) > 1:
            del found[row]
        else:
            found[row] = texts.sentence(chance, language, words=3)
    return ("  " if chance.random() < 0.1 else " ").join(found)


def test_a_thousand_edits_are_exact_and_the_fewest_in_three_languages() -> None:
    chance = random.Random(5)
    for number in range(1000):
        language = LANGUAGES[number % 3]
        old = texts.sentence(chance, language, words=25)
        new = edited(chance, old, language)
        found = runs(old, new)
        assert applied(found, old) == new
        changed = sum(len(words_of(each.words)) for each in found if each.kind is not Kind.SAME)
        assert changed == len(words_of(old)) + len(words_of(new)) - 2 * longest(words_of(old), words_of(new))


@given(LETTERS, LETTERS)
def test_what_a_redline_makes_of_the_old_is_the_new(old: str, new: str) -> None:
    assert applied(runs(old, new), old) == new


@given(LETTERS)
def test_the_same_words_have_no_change(words: str) -> None:
    assert all(each.kind is Kind.SAME for each in runs(words, words))


def test_a_figure_with_its_comma_is_one_word() -> None:
    assert [each.words for each in runs("pays 1,500 now", "pays 1,550 now")] == ["pays ", "1,500", "1,550", " now"]


def clauses(seed: int) -> tuple[str, str]:
    """A text at random, and the same with clauses taken out, put in, moved and reworded."""
    chance = random.Random(seed)
    lines = [(f"c{row}", texts.sentence(chance)) for row in range(12)]
    changed = list(lines)
    for _ in range(chance.randint(1, 4)):
        kind, row = chance.random(), chance.randrange(len(changed))
        if kind < 0.25:
            del changed[row]
        elif kind < 0.5:
            changed.insert(row, (f"n{chance.randrange(10**6)}", texts.sentence(chance)))
        elif kind < 0.75:
            changed.insert(chance.randrange(len(changed)), changed.pop(row))
        else:
            changed[row] = (changed[row][0], texts.sentence(chance))
    return _file(lines), _file(changed)


def _file(lines: list[tuple[str, str]]) -> str:
    told = "\n".join(
        f"  {name}: {{words: '{words.replace(chr(39), chr(39) * 2)}', not_modelled: made up}}" for name, words in lines
    )
    return f"detente: 1\ntitle: T\nclauses:\n{told}\n"


def made(changes: tuple[Changed, ...]) -> list[tuple[str, str, str]]:
    """The clauses that a redline leaves, with their numbers and words, in order."""
    return [
        (each.clause, each.number, "".join(run.words for run in each.words if run.kind is not Kind.DELETED))
        for each in changes
        if each.fate is not Fate.STRUCK
    ]


def test_a_redline_of_clauses_makes_of_the_old_text_the_new() -> None:
    for seed in range(200):
        old, new = (texts.read(each) for each in clauses(seed))
        found = redline(old, new)
        assert made(found) == [(each.id, str(row), each.wording.words) for row, each in enumerate(new.clauses, 1)]
        was = {each.clause: "".join(run.words for run in each.words if run.kind is not Kind.INSERTED) for each in found}
        assert {name: words for name, words in was.items() if name in {each.id for each in old.clauses}} == {
            each.id: each.wording.words for each in old.clauses
        }
        assert {each.clause for each in found if each.fate is Fate.ADDED} == {e.id for e in new.clauses} - {
            e.id for e in old.clauses
        }


def test_the_fewest_clauses_count_as_moved() -> None:
    old = texts.read(_file([(name, "x") for name in "abcde"]))
    new = texts.read(_file([(name, "x") for name in "eabcd"]))
    assert [each.clause for each in redline(old, new) if each.fate is Fate.MOVED] == ["e"]


def test_a_redline_reads_brackets_as_they_stood_then() -> None:
    text = texts.text()
    found = {each.clause: each for each in redline(after(text, "second"), text)}
    assert "".join(each.words for each in found["halt"].words if each.kind is Kind.INSERTED) == "[ | 45 days]"
    assert found["preamble"].fate is Fate.STRUCK
    assert found["release"].fate is Fate.SAME


def test_a_redline_in_arabic_and_hebrew_reads_from_the_parallel_words() -> None:
    text = texts.text()
    for language in ("ar", "he"):
        (release,) = (
            each for each in redline(after(text, "first"), text, language=language) if each.clause == "release"
        )
        now = in_force(text)
        wording = next(each for each in now.clauses if each.id == "release").wording.in_language(language)
        told = "".join(each.words for each in release.words if each.kind is not Kind.DELETED)
        assert told == read(now, wording, language)
