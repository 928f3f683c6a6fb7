"""Writing into a text: what is written reads back, everything else stays, and nothing wrong gets in."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import texts
from detente.case.model import Setting
from detente.errors import NotPermitted, UnknownName
from detente.text.model import Reply, Text
from detente.workbench import folders, rounds
from detente.workbench.rounds import Said
from detente.workbench.texts import UnreadableText, check_text, open_text

HEARD = Said(heard_by="an envoy", on=date(2024, 3, 20), setting=Setting.FROM_THE_ROOM)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = texts.folder(tmp_path)
    path = made / "texts" / "ridge.yaml"
    path.write_text(
        "# kept by the envoys\n"
        + path.read_text("utf-8").replace("  halt:\n", "  halt:  # to be looked at again\n", 1),
        "utf-8",
    )
    return made


def lines(folder: Path) -> list[str]:
    return (folder / "texts" / "ridge.yaml").read_text("utf-8").splitlines()


def text(folder: Path) -> Text:
    return open_text(folder, "ridge").text


def added(before: list[str], after: list[str]) -> list[str]:
    """The lines that came; all others stand as they stood."""
    kept = iter(after)
    new = []
    for line in before:
        for each in kept:
            if each == line:
                break
            new.append(each)
        else:
            raise AssertionError(f"{line!r} is gone")
    return [*new, *kept]


def test_an_answer_is_written_behind_the_others_and_nothing_else_moves(folder: Path) -> None:
    before = lines(folder)
    rounds.answer(
        folder, "ridge", of="south", to="who-is-told.both", says=Reply.ACCEPTS, said=HEARD, words="gladly: yes"
    )
    (line,) = added(before, lines(folder))
    assert (
        line
        == "  - {of: south, to: who-is-told.both, says: accepts, round: third, words: 'gladly: yes', heard: {by: an envoy, on: 2024-03-20}, setting: reported from the room}"
    )
    last = text(folder).answers[-1]
    assert (last.of, last.says, last.round, last.audience) == ("south", Reply.ACCEPTS, "third", None)


def test_an_answer_without_a_source_is_refused_and_not_written(folder: Path) -> None:
    before = lines(folder)
    with pytest.raises(UnreadableText, match="rests on no claim, and nobody is named who heard it"):
        rounds.answer(folder, "ridge", of="south", to="who-is-told.both", says=Reply.ACCEPTS, said=Said())
    with pytest.raises(UnreadableText, match=r"no clause or alternative is called 'who-is-told\.none'"):
        rounds.answer(folder, "ridge", of="south", to="who-is-told.none", says=Reply.ACCEPTS, said=HEARD)
    with pytest.raises(UnknownName, match="no round called 'fourth'"):
        rounds.answer(folder, "ridge", of="south", to="halt", says=Reply.ACCEPTS, said=HEARD, in_round="fourth")
    assert lines(folder) == before


def test_a_bracket_is_proposed_to_withdrawn_from_closed_and_opened(folder: Path) -> None:
    before = lines(folder)
    rounds.propose(folder, "ridge", "who-is-told", "one-hour", words="both sides, an hour apart", by=("south",))
    rounds.withdraw(folder, "ridge", "who-is-told", "both")
    rounds.turn(folder, "ridge", "who-is-told", closes="one-hour", by=("envoys",))
    found = next(each for each in text(folder).brackets if each.id == "who-is-told")
    assert found.chosen is not None
    assert found.chosen.words == "both sides, an hour apart"
    assert [each.id for each in found.standing] == ["one-hour"]
    rounds.turn(folder, "ridge", "who-is-told", closes=None, by=("north",))
    assert next(each for each in text(folder).brackets if each.id == "who-is-told").reopened
    assert {"# kept by the envoys", "  halt:  # to be looked at again"} <= set(lines(folder))
    assert len(lines(folder)) > len(before)


def test_what_was_withdrawn_stays_so_and_is_not_closed_on(folder: Path) -> None:
    with pytest.raises(NotPermitted, match="'nobody' has been withdrawn already"):
        rounds.withdraw(folder, "ridge", "who-is-told", "nobody")
    with pytest.raises(UnreadableText, match="closed on 'nobody', which had been withdrawn"):
        rounds.turn(folder, "ridge", "who-is-told", closes="nobody")
    with pytest.raises(NotPermitted, match="an alternative called 'both' already"):
        rounds.propose(folder, "ridge", "who-is-told", "both", words="both", by=("north",))


def test_a_fault_that_was_there_before_does_not_keep_one_from_writing(folder: Path) -> None:
    path = folder / "texts" / "ridge.yaml"
    path.write_text(
        path.read_text("utf-8").replace("        not_modelled: it is how the release is verified\n", ""), "utf-8"
    )
    rounds.answer(folder, "ridge", of="south", to="halt", says=Reply.RESERVES, said=HEARD)
    assert [each.code.id for each in check_text(folder, "ridge")] == ["DT0603"]


def test_the_gallery_is_not_written_in() -> None:
    with pytest.raises(NotPermitted, match="copy the folder"):
        rounds.withdraw("gallery:exercise-strait", "truce", "truce-length", "thirty")


def test_a_text_begins_as_the_plan_in_words(folder: Path) -> None:
    path = rounds.new_text(folder, "fresh", plan="ridge")
    assert path.name == "fresh.yaml"
    found = open_text(folder, "fresh").text
    assert {name for each in found.clauses for name in each.obligations} == {"north-holds", "south-holds", "release"}
    assert [each.id for each in found.brackets] == ["halt-days"]
    assert found.rounds == ("first", "second", "third")
    assert [each for each in check_text(folder, "fresh") if each.is_error] == []
    with pytest.raises(NotPermitted, match="there already"):
        rounds.new_text(folder, "fresh", plan="ridge")


def test_every_plan_of_the_gallery_begins_as_a_sound_text(tmp_path: Path) -> None:
    for case, plan in (
        ("jpoa-2013", "joint-plan"),
        ("aceh-2005", "helsinki"),
        ("exercise-strait", "truce"),
        ("pause-2023", "november-pause"),
    ):
        folder = tmp_path / case
        shutil.copytree(folders.GALLERY / case, folder)
        rounds.new_text(folder, "begun", plan=plan)
        assert [each.says for each in check_text(folder, "begun") if each.is_error] == [], case
