"""The record on the command line: a plan goes live, is told of late and out of order, and nothing told is ever lost."""

import json
import shutil
from pathlib import Path

import pytest

from commandline import Ran, Run
from detente.workbench import folders

STORY = (
    ("signature", "id=signed", "by=east,west", "on=2025-03-03", "known=2025-03-03 18:00"),
    ("report", "id=dawn", "by=envoys", "on=2025-03-04", "known=2025-03-04 09:00", "moment=truce.begins", "says=fire stopped at dawn"),
    ("claim", "id=east-16", "by=east", "about=east-crews", "on=2025-03-07", "known=2025-03-09 08:00", "amount=16"),
    ("verification", "by=envoys", "of=east-16", "about=east-crews", "on=2025-03-08", "known=2025-03-09 20:00", "amount=14", "result=confirmed in part"),
    ("claim", "id=east-8", "by=east", "about=east-crews", "on=2025-03-06", "known=2025-03-10 07:00", "amount=8"),
    ("dispute", "by=west", "of=east-8", "about=east-crews", "on=2025-03-10", "known=2025-03-10 12:00", "amount=3"),
    ("denial", "id=kept-out", "by=envoys", "about=west-holds", "denied_by=west", "on=2025-03-10", "known=2025-03-10 15:00"),
    ("extension", "id=longer-by-5", "by=envoys", "about=truce", "days=5", "power=longer", "noticed=2025-03-11", "on=2025-03-15", "known=2025-03-11 10:00"),
    ("amendment", "by=east,west", "plan=truce-amended", "on=2025-03-12", "known=2025-03-12 11:00"),
)  # fmt: skip


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    """An exercise whose plan is about to go live, and the text that will amend it."""
    case = tmp_path / "strait"
    shutil.copytree(folders.GALLERY / "exercise-strait", case)
    plan = case / "plans" / "truce.yaml"
    (case / "plans" / "truce-amended.yaml").write_text(plan.read_text().replace("quantity: 24", "quantity: 20"))
    return case


def told(run: Run, case: Path, *entry: str) -> Ran:
    found = run("record", "add", str(case), *entry, "--plan", "truce")
    assert found.code == 0, found.err
    return found


def crews(run: Run, case: Path, on: str, *words: str) -> tuple[str, int, int, int]:
    """State of the first duty of the story, and how many are claimed, verified and disputed."""
    found = run("standing", str(case), "--on", on, "--json", *words)
    assert found.code == 0, found.err
    each = next(each for each in json.loads(found.out)["obligations"] if each["id"] == "east-crews")
    return each["state"], each["claimed"]["low"], each["verified"]["low"], each["disputed"]["low"]


@pytest.mark.parametrize("kept", ["in a record", "in a file"])
def test_the_story_of_a_plan_that_goes_live(run: Run, strait: Path, kept: str) -> None:
    if kept == "in a record":
        assert run("record", "init", str(strait)).code == 0
    for entry in STORY:
        told(run, strait, *entry)
    assert (strait / "ledgers" / "truce.yaml").exists() == (kept == "in a file")
    assert crews(run, strait, "2025-03-08", "--known", "2025-03-08") == ("IN_FORCE", 0, 0, 0)
    assert crews(run, strait, "2025-03-08") == ("IN_FORCE", 24, 14, 0)
    assert crews(run, strait, "2025-03-10") == ("IN_FORCE", 24, 14, 3)
    assert crews(run, strait, "2025-03-16") == ("OVERDUE", 24, 14, 3)
    late = json.loads(run("report", str(strait), "--on", "2025-03-10", "--days", "3", "--json").out)
    assert [each["id"] for each in late["late"]] == ["east-16", "east-8"]
    assert "kept-out" in run("report", str(strait), "--on", "2025-03-10").out
    after = json.loads(run("standing", str(strait), "--on", "2025-03-16", "--json").out)
    assert "longer-by-5" in [name for each in after["notes"] for name in each["entries"]]
    before = json.loads(run("standing", str(strait), "--on", "2025-03-11", "--json").out)
    assert before["version"] != after["version"]
    listed = json.loads(run("record", "list", str(strait), "--json").out)
    assert [each["known"] for each in listed] == sorted(each["known"] for each in listed)
    assert len(listed) == len(STORY)


@pytest.mark.parametrize("name", ["aceh-2005", "jpoa-2013", "pause-2023"])
def test_a_ledger_stands_as_before_once_a_record_keeps_it(run: Run, tmp_path: Path, name: str) -> None:
    case = tmp_path / name
    shutil.copytree(folders.GALLERY / name, case)
    day = {"aceh-2005": "2005-11-18", "jpoa-2013": "2014-05-01", "pause-2023": "2023-11-28"}[name]
    readings = [(on, *words) for on in ("--on", "--on") for words in ((day,), (day, "--for", "public"))]
    before = [run("standing", str(case), *words, "--json").out for words in readings]
    assert run("record", "init", str(case)).code == 0
    shutil.rmtree(case / "ledgers")
    assert [run("standing", str(case), *words, "--json").out for words in readings] == before
    assert run("record", "check", str(case)).code == 0


def test_what_is_told_twice_under_one_name_stands_once(run: Run, strait: Path) -> None:
    run("record", "init", str(strait))
    for entry in (*STORY[:3], STORY[2]):
        found = told(run, strait, *entry)
    assert found.out.strip() == "east-16"
    assert len(json.loads(run("record", "list", str(strait), "--json").out)) == 3
    other = run("record", "add", str(strait), *STORY[2][:-1], "amount=17", "--plan", "truce")
    assert other.code == 4
    assert "correction" in other.err


@pytest.mark.parametrize("kept", ["in a record", "in a file"])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("claim", "by=east", "about=east-crew"), "did you mean 'east-crews'?"),
        (("claim", "by=east"), "has no `about`"),
        (("claim", "by=east", "about=east-crews", "amount=a fair share"), "`amount`"),
        (("claim", "by=east", "about=east-crews", "amuont=2"), "did you mean 'amount'?"),
        (("suspicion", "by=east"), "no kind of entry called 'suspicion'"),
        (("claim", "by"), "is no KEY=WORDS"),
    ],
)
def test_an_entry_that_means_nothing_is_refused_and_nothing_is_written(
    run: Run, strait: Path, kept: str, words: tuple[str, ...], says: str
) -> None:
    if kept == "in a record":
        run("record", "init", str(strait))
    told(run, strait, *STORY[0])
    found = run("record", "add", str(strait), *words, "--plan", "truce")
    assert (found.code, says in found.err) in ((4, True), (2, True)), found.err
    assert len(json.loads(run("record", "list", str(strait), "--json").out)) == 1


def test_an_entry_stays_in_the_compartment_of_its_readers(run: Run, strait: Path) -> None:
    run("record", "init", str(strait))
    told(run, strait, *STORY[0])
    told(run, strait, "report", "id=told-in-the-east", "by=east", "on=2025-03-05", "audience=east", "says=canary")
    exported = {who: run("record", "export", str(strait), "--for", who).out for who in ("east", "west", "mediators")}
    assert ["canary" in exported[who] for who in ("east", "west", "mediators")] == [True, False, True]
    lists = {who: run("record", "list", str(strait), "--for", who).out for who in ("east", "west")}
    assert ["canary" in lists[who] for who in ("east", "west")] == [True, False]
    found = json.loads(run("record", "verify", str(strait), "--json").out)
    assert [(part["compartment"], part["entries"]) for part in found["compartments"]] == [("east", 1), ("public", 1)]


def test_a_checkpoint_shows_what_a_backup_put_back_has_lost(run: Run, strait: Path) -> None:
    run("record", "init", str(strait))
    told(run, strait, *STORY[0])
    assert run("record", "backup", str(strait), "early.db").out == "public: 1 entries\n"
    told(run, strait, *STORY[1])
    assert run("record", "checkpoint", str(strait), "--out", "given.txt").code == 0
    assert run("record", "verify", str(strait), "--checkpoint", "given.txt").code == 0
    assert run("record", "restore", str(strait), "early.db").code == 4
    (strait / "record.db").unlink()
    assert run("record", "restore", str(strait), "early.db").code == 0
    found = run("record", "verify", str(strait), "--checkpoint", "given.txt")
    assert found.code == 1
    assert "the record now ends at number 1" in " ".join(found.out.split())
    assert run("record", "verify", str(strait)).code == 0


def test_exported_text_is_taken_in_elsewhere_sealed_or_not(
    run: Run, strait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("record", "init", str(strait))
    for entry in STORY[:4]:
        told(run, strait, *entry)
    monkeypatch.setenv("WORDS", "a long night at the quay")
    exported = run("record", "export", str(strait)).out
    run("record", "export", str(strait), "--out", "all.jsonl")
    run("record", "export", str(strait), "--out", "all.age", "--passphrase-in", "WORDS")
    assert b"fire" not in Path("all.age").read_bytes()
    for file, words in (("all.jsonl", ()), ("all.age", ("--passphrase-in", "WORDS"))):
        other = tmp_path / f"other-{file}"
        shutil.copytree(folders.GALLERY / "exercise-strait", other)
        run("record", "init", str(other), "--plain")
        assert run("record", "import", str(other), file, *words).out == "4 entries added, 0 were there already\n"
        assert run("record", "import", str(other), file, *words).out == "0 entries added, 4 were there already\n"
        assert run("record", "export", str(other)).out == exported


def test_a_ledger_taken_in_again_adds_only_what_is_new(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "aceh"
    shutil.copytree(folders.GALLERY / "aceh-2005", case)
    run("record", "init", str(case))
    kept = run("record", "export", str(case)).out
    assert run("record", "import", str(case)).code == 0
    assert run("record", "export", str(case)).out == kept
    text = (case / "ledgers" / "helsinki.yaml").read_text()
    added = "  - {id: another, kind: report, on: 2006-01-02, by: press, says: still quiet}\n"
    (tmp_path / "helsinki.yaml").write_text(text.rstrip() + "\n" + added)
    assert run("record", "import", str(case), "helsinki.yaml").code == 0
    after = run("record", "export", str(case)).out
    assert len(after.splitlines()) == len(kept.splitlines()) + 1
    assert set(kept.splitlines()) < set(after.splitlines())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("detente: 1\nkey: k\n", "record.yaml:1:1: a record is in a `file` or on a `server`"),
        ("detente: 1\nfile: r.db\n", "opens with a `key`, a `passphrase`, or is `encrypted: no`"),
        (
            "detente: 1\nfile: r.db\nkey: k\nencrypted: no\n",
            "opens with a `key`, a `passphrase`, or is `encrypted: no`",
        ),
        ("detente: 1\nserver: S\nkey: k\n", "a `server` takes its password with its address"),
        ("detente: 1\nfiel: r.db\n", "did you mean 'file'?"),
        ("detente: 1\nserver: not a name\n", "record.yaml:2"),
        ("detente: 1\nfile: r.db\nkey: k\n", "there is no record"),
    ],
)
def test_a_record_that_is_nowhere_is_refused_with_its_place(run: Run, strait: Path, text: str, says: str) -> None:
    (strait / "record.yaml").write_text(text)
    found = run("record", "verify", str(strait))
    assert found.code == 3, found
    assert says in found.err


def test_a_record_is_begun_once_and_not_in_the_gallery(run: Run, strait: Path) -> None:
    assert run("record", "verify", str(strait)).code == 5
    assert run("record", "init", "gallery:aceh-2005").code == 4
    assert run("record", "init", str(strait), "--plain", "--key", "k").code == 4
    assert not (strait / "record.yaml").exists()
    begun = json.loads(run("record", "init", str(strait), "--json").out)
    assert (strait / "record.key").stat().st_mode & 0o077 == 0
    assert len(begun["begun"]["public"]) == 64
    assert run("record", "init", str(strait)).code == 4


def test_days_due_go_into_a_calendar(run: Run) -> None:
    from icalendar import Calendar

    assert run("due", "gallery:aceh-2005", "--on", "2005-11-18", "--ics", "due.ics").code == 0
    events = Calendar.from_ical(Path("due.ics").read_text()).walk("VEVENT")
    assert {f"{each.decoded('dtstart')} {each['summary']}" for each in events} >= {"2005-12-31 weapons: in force"}


def test_one_side_sees_nothing_of_what_the_other_told_in_confidence(run: Run, strait: Path, tmp_path: Path) -> None:
    other = tmp_path / "world-two"
    shutil.copytree(strait, other)
    for case in (strait, other):
        run("record", "init", str(case), "--plain")
        told(run, case, *STORY[0])
    told(
        run,
        strait,
        "claim",
        "id=said-apart",
        "by=east",
        "about=east-crews",
        "on=2025-03-05",
        "amount=24",
        "audience=east",
    )
    told(run, strait, "dispute", "id=apart-too", "by=east", "of=said-apart", "on=2025-03-06", "audience=east")
    for case in (strait, other):
        told(run, case, *STORY[1])

    def seen(case: Path, who: str) -> list[str]:
        day = ("--on", "2025-03-08", "--for", who)
        readings = (("standing", *day, "--json"), ("due", *day), ("report", *day), ("incident", *day), ("matrix", *day))
        found = [run(name, str(case), *words) for name, *words in readings]
        found.append(run("record", "list", str(case), "--for", who))
        assert {each.code for each in found} == {0}
        return [each.out for each in found]

    assert seen(strait, "west") == seen(other, "west")
    assert seen(strait, "public") == seen(other, "public")
    assert seen(strait, "east") != seen(other, "east")
