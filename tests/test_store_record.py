"""What a record promises, on a file and on a server alike."""

import json
import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from detente.errors import NoAnswer, NotPermitted, UnknownName, Unreadable
from detente.store.record import acts, archive, checkpoints, copying, plaintext, refusals
from detente.store.record.canonical import canonical
from detente.store.record.checkpoints import Signer, new_signer
from detente.store.record.engines import reading, writing
from detente.store.record.keeping import Record, begin, bring_up_to_date, open_record
from detente.store.record.keys import KeyFile, PassphraseIn, Unlocked, new_key_file
from detente.store.record.places import InFile, OnServer, Place
from detente.store.record.reach import KEEPER, Every, Reach
from detente.store.record.verifying import verify
from records import NOON, NORTH, SOUTH, Server, drawn_ids, entry, in_file
from records import server as own_server


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Somewhere to keep a record: an encrypted file, or a server."""
    if request.param == "file":
        return in_file(tmp_path, lock=new_key_file(tmp_path / "record.key"))
    running: Server = request.getfixturevalue("server")
    return running.place()


@pytest.fixture
def record(place: Place) -> Iterator[Record]:
    with begin(place) as begun:
        yield begun


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return new_signer(tmp_path / "signing.key")


def filled(record: Record) -> Record:
    """Three reports each to the north, the south and both."""
    acts.append(record, [entry(each, number) for number in (1, 2, 3) for each in ("north", "south", "shared")], KEEPER)
    return record


# Keeping


def test_an_entry_is_given_back_as_it_was_handed_in(record: Record, place: Place) -> None:
    handed_in = entry("north", 1)
    (receipt,) = acts.append(record, [handed_in], NORTH)
    record.close()
    with open_record(place) as opened:
        (kept,) = acts.entries(opened, NORTH)
        assert kept.entry == handed_in
        assert (kept.number, kept.id, kept.hash) == (receipt.number, receipt.id, receipt.hash)
        assert acts.entry(opened, receipt.id, NORTH) == kept


def test_each_compartment_is_numbered_from_one_without_gaps(record: Record) -> None:
    filled(record)
    for _, part in groupby(acts.entries(record, KEEPER), key=lambda kept: kept.entry.compartment):
        assert [kept.number for kept in part] == [1, 2, 3]


def test_an_entry_handed_in_again_gets_its_first_receipt(record: Record) -> None:
    (first,) = acts.append(record, [entry("north", 1)], NORTH)
    later = replace(entry("north", 1), known=NOON + timedelta(days=1))
    assert acts.append(record, [later, entry("north", 1)], NORTH) == (first, first)
    assert len(acts.entries(record, KEEPER)) == 1


@pytest.mark.parametrize("change", [{"payload": canonical("other")}, {"kind": "finding"}, {"day": NOON.date()}])
def test_a_key_never_comes_to_stand_for_something_else(record: Record, change: dict[str, object]) -> None:
    acts.append(record, [entry("north", 1)], NORTH)
    with pytest.raises(refusals.KeyTaken, match="correction"):
        acts.append(record, [entry("north", 2), replace(entry("north", 1), **change)], NORTH)  # type: ignore[arg-type]
    assert len(acts.entries(record, KEEPER)) == 1, "an act is kept as a whole or not at all"


def test_one_key_may_be_used_in_two_compartments(record: Record) -> None:
    first, second = acts.append(record, [entry("north", 1), entry("south", 1)], KEEPER)
    assert (first.number, second.number) == (1, 1)
    assert first.id != second.id


def test_only_what_is_new_is_read_when_asked_so(record: Record) -> None:
    filled(record)
    new = acts.entries(record, NORTH, after={"north": 2})
    assert [(kept.entry.compartment, kept.number) for kept in new] == [
        ("north", 3),
        *(("shared", n) for n in (1, 2, 3)),
    ]


def test_instants_are_kept_in_utc_to_the_microsecond(record: Record) -> None:
    local = datetime(2024, 1, 22, 14, 0, 0, 1, tzinfo=timezone(timedelta(hours=2)))
    acts.append(record, [replace(entry("north", 1), known=local)], NORTH)
    (kept,) = acts.entries(record, NORTH)
    assert kept.entry.known == datetime(2024, 1, 22, 12, 0, 0, 1, tzinfo=UTC)


def test_texts_in_every_script_are_kept(record: Record) -> None:
    says = "تم التحقق \u05d0 \u2028 \x00 'x'; DROP TABLE record_entry; -- %s {} \U0001f54a"
    handed_in = replace(entry("north", 1, says=says), compartment="Nörd%ost", key="clé 'n' \\")
    acts.append(record, [handed_in], KEEPER)
    assert acts.entries(record, KEEPER)[0].entry == handed_in
    assert not verify(record, KEEPER).faults


@pytest.mark.parametrize(
    "wrong",
    [
        {"compartment": ""},
        {"compartment": " north"},
        {"key": "two\nlines"},
        {"kind": "x" * 201},
        {"known": datetime(2024, 1, 22)},
        {"day": NOON},
        {"payload": '{"b": 1}'},
        {"payload": '{"b":1,"a":2}'},
        {"payload": '{"a":1,"a":1}'},
        {"payload": "NaN"},
        {"payload": '"\\ud800"'},
        {"payload": "[" * 100_000},
        {"payload": '"' + "x" * 1_000_000 + '"'},
    ],
)
def test_what_could_not_be_given_back_as_it_is_is_refused(record: Record, wrong: dict[str, object]) -> None:
    with pytest.raises(refusals.NotAnEntry):
        acts.append(record, [replace(entry("north", 1), **wrong)], NORTH)  # type: ignore[arg-type]


def test_many_hands_at_once_lose_nothing(record: Record) -> None:
    def report(hand: int) -> None:
        for number in range(10):
            acts.append(record, [entry("shared", number, key=f"{hand}-{number}")], NORTH)

    hands = [threading.Thread(target=report, args=(hand,)) for hand in range(8)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    assert [kept.number for kept in acts.entries(record, NORTH)] == list(range(1, 81))
    assert not verify(record, KEEPER).faults


def test_two_records_open_on_one_place_take_turns(record: Record, place: Place) -> None:
    with open_record(place) as other:
        for number in range(1, 11):
            acts.append(record if number % 2 else other, [entry("north", number)], NORTH)
        assert acts.entries(record, NORTH) == acts.entries(other, NORTH)
        assert [kept.number for kept in acts.entries(other, NORTH)] == list(range(1, 11))


def test_a_closed_record_takes_nothing(record: Record) -> None:
    acts.append(record, [entry("north", 1)], NORTH)
    record.close()
    with pytest.raises(refusals.NotWritten, match="open it again"):
        acts.append(record, [entry("north", 2)], NORTH)


# Nothing is changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET payload = '1'",
        "DELETE FROM record_entry",
        "DELETE FROM record_entry WHERE number = 3",
        "INSERT INTO record_entry SELECT compartment, 7, 'x', 'x', known, day, kind, payload, previous, hash "
        "FROM record_entry WHERE compartment = 'north' AND number = 1",
        "INSERT INTO record_entry SELECT compartment, 4, 'x', 'x', known, day, kind, payload, previous, hash "
        "FROM record_entry WHERE compartment = 'north' AND number = 1",
    ],
)
def test_the_database_itself_refuses_what_a_record_never_does(record: Record, statement: str) -> None:
    filled(record)
    before = acts.entries(record, KEEPER)
    with pytest.raises((DBAPIError, refusals.NotWritten)), writing(record.place, record.engine) as connection:
        connection.execute(text(statement))
    assert acts.entries(record, KEEPER) == before


def test_a_file_refuses_replacing_and_a_server_emptying(record: Record) -> None:
    filled(record)
    if isinstance(record.place, OnServer):
        statement = "TRUNCATE record_entry"
    else:
        statement = (
            "INSERT OR REPLACE INTO record_entry SELECT compartment, 4, id, key, known, day, kind, '1', hash, hash "
            "FROM record_entry WHERE compartment = 'north' AND number = 3"
        )
    with pytest.raises(refusals.NotWritten), writing(record.place, record.engine) as connection:
        connection.execute(text(statement))
    assert len(acts.entries(record, KEEPER)) == 9


# Reach


def test_nobody_reads_or_adds_beyond_their_reach(record: Record) -> None:
    filled(record)
    assert {kept.entry.compartment for kept in acts.entries(record, NORTH)} == {"north", "shared"}
    assert [head.compartment for head in acts.heads(record, NORTH)] == ["north", "shared"]
    assert acts.entries(record, Reach(frozenset())) == ()
    with pytest.raises(refusals.OutsideReach):
        acts.append(record, [entry("south", 4)], NORTH)
    with pytest.raises(refusals.OutsideReach):
        acts.append(record, [entry("north", 4)], Reach(frozenset({"north"})))


def test_whoever_adds_must_be_able_to_read() -> None:
    with pytest.raises(ValueError, match="able to read"):
        Reach(frozenset(), frozenset({"north"}))
    with pytest.raises(ValueError, match="able to read"):
        Reach(frozenset({"north"}), Every())


def test_what_is_hidden_is_refused_as_what_is_not_there(record: Record, signer: Signer) -> None:
    filled(record)
    hidden = acts.entries(record, SOUTH)[-1].id
    for name, id_ in (("south", hidden), ("sooth", "0" * 20)):
        with pytest.raises(refusals.UnknownEntry) as unknown:
            acts.entry(record, id_, NORTH)
        assert str(unknown.value).replace(id_, "?") == "there is no entry called '?' among those open to you"
        for act in (
            lambda: acts.append(record, [entry(name, 1)], NORTH),  # noqa: B023
            lambda: acts.checkpoint(record, name, NORTH, at=NOON, by=signer),  # noqa: B023
        ):
            with pytest.raises(refusals.OutsideReach) as outside:
                act()
            assert (
                str(outside.value).replace(name, "?")
                == "'?' is no compartment that is open to you for this; name one that is"
            )


def test_what_the_south_hands_in_leaves_no_trace_in_the_north(place: Place, tmp_path: Path, server: Server) -> None:
    worlds = []
    for secret in (0, 5):
        elsewhere = server.place() if isinstance(place, OnServer) else in_file(tmp_path, f"world-{secret}.db")
        with begin(elsewhere, new_id=drawn_ids(1)) as record:
            seen: list[object] = []
            for number in range(1, 4):
                seen.append(acts.append(record, [entry("north", number), entry("shared", number)], NORTH))
                with open_record(elsewhere) as other:
                    acts.append(other, [entry("south", number * 10 + each) for each in range(secret)], SOUTH)
                seen += [acts.entries(record, NORTH), acts.heads(record, NORTH), verify(record, NORTH)]
            seen.append(list(plaintext.export(record, NORTH)))
            worlds.append(seen)
    assert worlds[0] == worlds[1]


# Verifying


def test_a_sound_record_says_what_its_checkpoint_shows(record: Record, signer: Signer) -> None:
    filled(record)
    handed_out = acts.checkpoint(record, "north", NORTH, at=NOON, by=signer)
    acts.append(record, [entry("north", 4)], NORTH)
    found = verify(record, NORTH, checkpoints=[handed_out], signers=[signer.public])
    assert not found.faults
    assert [(each.compartment, each.entries, each.attested, each.says) for each in found.compartments] == [
        ("north", 4, 3, "4 entries, unbroken; 1 to 3 as the checkpoint of 2024-01-22 has them, and nothing shows whether more stood after the last"),
        ("shared", 3, 0, "3 entries, unbroken; without a checkpoint nothing shows whether more stood at the end, or whether all were written anew"),
    ]  # fmt: skip


def test_a_checkpoint_is_believed_from_its_keeper_alone(record: Record, signer: Signer, tmp_path: Path) -> None:
    filled(record)
    stranger = new_signer(tmp_path / "stranger.key")
    handed_out = acts.checkpoint(record, "north", NORTH, at=NOON, by=signer)
    forged = acts.checkpoint(record, "north", NORTH, at=NOON, by=stranger)
    for wrong in (forged, replace(forged, signer=signer.public), replace(handed_out, number=2)):
        found = verify(record, NORTH, checkpoints=[handed_out, wrong], signers=[signer.public])
        assert len(found.faults) == 1, found.faults


def test_a_checkpoint_of_another_compartment_may_not_be_tried(record: Record, signer: Signer) -> None:
    filled(record)
    handed_out = acts.checkpoint(record, "south", SOUTH, at=NOON, by=signer)
    with pytest.raises(refusals.OutsideReach):
        verify(record, NORTH, checkpoints=[handed_out], signers=[signer.public])


def test_an_empty_compartment_has_nothing_to_attest(record: Record, signer: Signer) -> None:
    with pytest.raises(refusals.NothingToAttest):
        acts.checkpoint(record, "north", NORTH, at=NOON, by=signer)


# Copies


def test_a_backup_holds_all_and_is_restored_to_either_engine(
    record: Record, signer: Signer, tmp_path: Path, server: Server
) -> None:
    filled(record)
    handed_out = [acts.checkpoint(record, each, KEEPER, at=NOON, by=signer) for each in ("north", "south")]
    backed_up = in_file(tmp_path, "backup.db", new_key_file(tmp_path / "backup.key"))
    heads = copying.backup(record, backed_up, KEEPER)
    assert heads == acts.heads(record, KEEPER)
    for place in (in_file(tmp_path, "restored.db"), server.place()):
        assert copying.restore(backed_up, place) == heads
        with open_record(place) as restored:
            assert acts.entries(restored, KEEPER) == acts.entries(record, KEEPER)
            assert not verify(restored, KEEPER, checkpoints=handed_out, signers=[signer.public]).faults
            assert acts.append(restored, [entry("north", 4)], KEEPER)[0].number == 4
        with pytest.raises(refusals.PlaceTaken):
            copying.restore(backed_up, place)


def test_a_backup_for_one_side_holds_what_that_side_may_read(record: Record, tmp_path: Path) -> None:
    copying.backup(filled(record), in_file(tmp_path, "north.db"), NORTH)
    with open_record(in_file(tmp_path, "north.db")) as copy:
        assert acts.entries(copy, KEEPER) == acts.entries(record, NORTH)


def test_a_backup_never_takes_the_place_of_something(record: Record, tmp_path: Path) -> None:
    there = in_file(tmp_path, "there.db")
    there.path.write_text("kept")
    with pytest.raises(refusals.PlaceTaken):
        copying.backup(filled(record), there, KEEPER)
    assert there.path.read_text() == "kept"


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with begin(in_file(tmp_path)) as record:
        filled(record)
        with writing(record.place, record.engine) as connection:
            connection.execute(text("DROP TRIGGER record_entry_unchanged"))
            connection.execute(text("UPDATE record_entry SET payload = '1' WHERE compartment = 'south' AND number = 2"))
        with pytest.raises(refusals.DamagedRecord, match="number 2 of 'south'"):
            copying.backup(record, in_file(tmp_path, "backup.db"), KEEPER)
    assert not list(tmp_path.glob("backup*"))


def test_exported_text_is_taken_in_once_and_keeps_its_hashes(record: Record, tmp_path: Path) -> None:
    exported = "".join(plaintext.export(filled(record), KEEPER))
    found = plaintext.read(exported, "record.jsonl")
    with begin(in_file(tmp_path, "copy.db")) as copy:
        assert plaintext.take_in(copy, found, KEEPER) == plaintext.TakenIn(added=9, there=0)
        assert plaintext.take_in(copy, found, KEEPER) == plaintext.TakenIn(added=0, there=9)
        assert "".join(plaintext.export(copy, KEEPER)) == exported
        acts.append(record, [entry("north", 4)], NORTH)
        newer = plaintext.read("".join(plaintext.export(record, NORTH)), "record.jsonl")
        assert plaintext.take_in(copy, newer, NORTH) == plaintext.TakenIn(added=1, there=6)


def test_an_exported_line_is_checked_with_nothing_but_json_and_sha256(record: Record) -> None:
    from hashlib import sha256

    filled(record)
    for line in plaintext.export(record, KEEPER):
        said = json.loads(line)
        hash_, previous = said.pop("hash"), said.pop("previous")
        plain = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert sha256(f"detente record 1\n{previous}\n{plain}".encode()).hexdigest() == hash_


def test_text_that_goes_another_way_than_the_record_is_refused(record: Record, tmp_path: Path) -> None:
    acts.append(record, [entry("north", 1), entry("north", 2)], KEEPER)
    with begin(in_file(tmp_path, "other.db")) as other:
        acts.append(other, [entry("north", 1)], KEEPER)
        found = plaintext.read("".join(plaintext.export(record, KEEPER)), "record.jsonl")
        with pytest.raises(refusals.HeldOtherwise, match="checkpoints"):
            plaintext.take_in(other, found, KEEPER)
        with pytest.raises(refusals.HeldOtherwise, match="ends at number 1"):
            plaintext.take_in(other, found[1:], KEEPER)
        with pytest.raises(refusals.OutsideReach):
            plaintext.take_in(other, found, SOUTH)
        assert len(acts.entries(other, KEEPER)) == 1


def test_every_fault_of_a_text_is_told_with_its_line(record: Record) -> None:
    lines = list(plaintext.export(filled(record), NORTH))
    spoiled = [
        "{}\n",
        lines[0].replace('"day":"2024-01-21"', '"day":"2024-1-21"'),
        lines[1].replace(":", ": ", 1),
        "\n",
        *lines,
    ]
    with pytest.raises(refusals.UnreadableEntries, match=r"record.jsonl:1:1: .*\(and 2 more\)") as refused:
        plaintext.read("".join(spoiled), "record.jsonl")
    assert [(each.code.id, each.place.line) for each in refused.value.problems if each.place] == [
        ("DT0901", n) for n in (1, 2, 3)
    ]
    with pytest.raises(refusals.UnreadableEntries) as refused:
        plaintext.read("".join([lines[0], lines[2], lines[1], lines[3].replace("buses", "coach")]), "record.jsonl")
    assert {each.code.id for each in refused.value.problems} == {"DT0902"}


def test_a_sealed_archive_opens_with_its_key_alone(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyrage

    filled(record)
    identity = pyrage.x25519.Identity.generate()
    for name, key in (("own", identity), ("other", pyrage.x25519.Identity.generate())):
        (tmp_path / f"{name}.txt").write_text(f"# a comment\n{key}\n")
        (tmp_path / f"{name}.txt").chmod(0o600)
    archive.seal(record, NORTH, tmp_path / "north.age", archive.For((str(identity.to_public()),)))
    opened = archive.unseal(tmp_path / "north.age", archive.Identity(tmp_path / "own.txt"))
    assert opened == "".join(plaintext.export(record, NORTH))
    with pytest.raises(refusals.LockedRecord):
        archive.unseal(tmp_path / "north.age", archive.Identity(tmp_path / "other.txt"))
    with pytest.raises(refusals.PlaceTaken):
        archive.seal(record, NORTH, tmp_path / "north.age", archive.For((str(identity.to_public()),)))
    with pytest.raises(NotPermitted, match="age1"):
        archive.seal(record, NORTH, tmp_path / "x.age", archive.For(("somebody",)))


def test_an_archive_can_be_sealed_with_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_WORDS", "four words in row")
    with begin(in_file(tmp_path)) as record:
        archive.seal(filled(record), KEEPER, tmp_path / "all.age", PassphraseIn("ARCHIVE_WORDS"))
        expected = "".join(plaintext.export(record, KEEPER))
    assert archive.unseal(tmp_path / "all.age", PassphraseIn("ARCHIVE_WORDS")) == expected
    assert b"buses" not in (tmp_path / "all.age").read_bytes()


# Opening


def test_beginning_leaves_alone_what_is_there(record: Record, place: Place) -> None:
    filled(record)
    with pytest.raises(refusals.PlaceTaken):
        begin(place)
    assert len(acts.entries(record, KEEPER)) == 9


def test_a_place_without_a_record_says_so(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(refusals.NoRecord, match="begin one"):
        open_record(in_file(tmp_path))
    with pytest.raises(refusals.NoRecord, match="no record of detente"):
        open_record(server.place())
    (tmp_path / "notes.db").write_text("notes of the day, long enough to be read as the head of a file" * 100)
    with pytest.raises(refusals.LockedRecord):
        open_record(in_file(tmp_path, "notes.db"))
    monkeypatch.setenv("WRONG_ADDRESS", "postgresql://nobody:secret-word@localhost:1/none?connect_timeout=2")
    with pytest.raises(refusals.NotWritten) as refused:
        open_record(OnServer("WRONG_ADDRESS"))
    assert "secret-word" not in str(refused.value)
    for address in ("nonsense secret-word", ""):
        monkeypatch.setenv("WRONG_ADDRESS", address)
        with pytest.raises(refusals.UnreadableRecord, match="WRONG_ADDRESS") as refused_too:
            open_record(OnServer("WRONG_ADDRESS"))
        assert "secret-word" not in str(refused_too.value)


def test_an_encrypted_record_shows_nothing_and_opens_with_its_key_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECORD_WORDS", "four words in a row")
    locks = (new_key_file(tmp_path / "a.key"), PassphraseIn("RECORD_WORDS"))
    for lock in locks:
        place = in_file(tmp_path, f"{type(lock).__name__}.db", lock)
        with begin(place) as record:
            filled(record)
            assert not verify(record, KEEPER).faults
            assert b"buses" not in b"".join(each.read_bytes() for each in tmp_path.glob(f"{place.path.name}*"))
        with open_record(place) as record:
            assert len(acts.entries(record, KEEPER)) == 9
        for wrong in (new_key_file(tmp_path / f"wrong-{type(lock).__name__}.key"), Unlocked()):
            with pytest.raises(refusals.LockedRecord):
                open_record(replace(place, lock=wrong))
    monkeypatch.setenv("RECORD_WORDS", "four other words")
    with pytest.raises(refusals.LockedRecord) as refused:
        open_record(in_file(tmp_path, "PassphraseIn.db", locks[1]))
    assert "four" not in str(refused.value)
    assert capfd.readouterr() == ("", "")


def test_a_passphrase_is_derived_as_sqlcipher_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlcipher3

    monkeypatch.setenv("RECORD_WORDS", "four words in a row")
    place = in_file(tmp_path, lock=PassphraseIn("RECORD_WORDS"))
    with begin(place) as record:
        filled(record)
    plain = sqlcipher3.connect(str(place.path))
    plain.execute("PRAGMA key = 'four words in a row'")
    assert plain.execute("SELECT count(*) FROM record_entry").fetchone() == (9,)
    plain.close()


def test_keys_are_for_their_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = new_key_file(tmp_path / "a.key")
    assert stat.S_IMODE(lock.path.stat().st_mode) == 0o600
    key = lock.path.read_text().strip()
    with pytest.raises(refusals.PlaceTaken):
        new_key_file(lock.path)
    with begin(in_file(tmp_path, lock=lock)) as record:
        assert stat.S_IMODE(os.stat(tmp_path / "record.db").st_mode) == 0o600
        assert key not in repr(record.engine) + repr(record)
    lock.path.chmod(0o644)
    with pytest.raises(refusals.LockedRecord, match="chmod 600"):
        open_record(in_file(tmp_path, lock=lock))
    with pytest.raises(refusals.LockedRecord, match="MISSING_WORDS"):
        begin(in_file(tmp_path, "other.db", PassphraseIn("MISSING_WORDS")))
    (tmp_path / "short.key").write_text("secret")
    (tmp_path / "short.key").chmod(0o600)
    for reader in (lambda path: open_record(in_file(tmp_path, lock=KeyFile(path))), checkpoints.signer):
        with pytest.raises(refusals.LockedRecord) as refused:
            reader(tmp_path / "short.key")
        assert "secret" not in str(refused.value)


def test_a_signing_key_is_found_again_in_its_file(tmp_path: Path) -> None:
    drawn = new_signer(tmp_path / "signing.key")
    assert checkpoints.signer(tmp_path / "signing.key") == drawn
    assert drawn.public not in (tmp_path / "signing.key").read_text()
    assert "key=" not in repr(drawn)


def test_a_record_of_another_edition_is_not_opened(record: Record, place: Place) -> None:
    filled(record)
    bring_up_to_date(place)
    with writing(place, record.engine) as connection:
        connection.execute(text("UPDATE record_edition SET version_num = '999'"))
    with pytest.raises(refusals.OtherEdition, match="later detente"):
        open_record(place)


def test_a_damaged_file_is_told_from_a_sound_one(tmp_path: Path) -> None:
    place = in_file(tmp_path, lock=new_key_file(tmp_path / "a.key"))
    with begin(place) as record:
        acts.append(record, [entry("north", number) for number in range(200)], KEEPER)
    raw = bytearray(place.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    place.path.write_bytes(raw)
    with open_record(place) as record:
        for act in (verify, acts.entries):
            with pytest.raises(refusals.DamagedRecord, match="restore a backup"):
                act(record, KEEPER)


def test_a_disk_that_is_full_is_told_and_costs_nothing_acknowledged(tmp_path: Path) -> None:
    with begin(in_file(tmp_path)) as record:
        acts.append(record, [entry("north", 1)], NORTH)
        with record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")  # kept by the one connection there is
        with pytest.raises(refusals.NotWritten, match="full"):
            acts.append(record, [entry("north", number, says="x" * 1000) for number in range(2, 100)], NORTH)
    with open_record(in_file(tmp_path)) as record:
        assert not verify(record, KEEPER).faults
        assert acts.append(record, [entry("north", 1)], NORTH)[0].number == 1


def test_a_server_that_does_not_sync_is_not_trusted(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    place = server.place()
    with psycopg.connect(os.environ[place.variable], autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
        try:
            while connection.execute("SHOW full_page_writes").fetchone() != ("off",):
                pass
            with pytest.raises(refusals.UnsoundEngine, match="full_page_writes"):
                begin(place)
        finally:
            connection.execute("ALTER SYSTEM RESET full_page_writes")
            connection.execute("SELECT pg_reload_conf()")
            while connection.execute("SHOW full_page_writes").fetchone() != ("on",):
                pass


def test_an_unsound_engine_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(dbapi2, "sqlite_version", "3.40.1")
    with pytest.raises(refusals.UnsoundEngine, match=r"3\.40\.1.*install a newer sqlcipher3"):
        begin(in_file(tmp_path))
    assert not list(tmp_path.iterdir())


def test_commits_are_synced_and_written_ahead(tmp_path: Path) -> None:
    with begin(in_file(tmp_path)) as record, reading(record.place, record.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_every_refusal_has_a_kind_that_decides_the_exit_code() -> None:
    own = [each for each in vars(refusals).values() if isinstance(each, type) and each.__module__ == refusals.__name__]
    assert own
    assert all(issubclass(each, (UnknownName, Unreadable, NotPermitted, NoAnswer)) for each in own)


def test_a_path_with_odd_letters_is_a_path_like_any_other(tmp_path: Path) -> None:
    place = InFile(tmp_path / "dossier 100% #1?" / "procès.db", Unlocked())
    with begin(place) as record:
        filled(record)
    with open_record(place) as record:
        assert len(acts.entries(record, KEEPER)) == 9
    assert [each.name for each in place.path.parent.iterdir()] == ["procès.db"]


def test_a_server_that_was_started_anew_is_read_and_written_to_again() -> None:
    with own_server() as running, begin(running.place()) as record:
        acts.append(record, [entry("north", 1)], NORTH)
        running.fall()
        running.rise()
        assert len(acts.entries(record, NORTH)) == 1
        assert acts.append(record, [entry("north", 2)], NORTH)[0].number == 2


def test_a_file_that_cannot_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(refusals.NotWritten, match="no space left"):
        new_key_file(tmp_path / "a.key")
    assert not list(tmp_path.iterdir())


def test_files_are_given_their_names_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", without)
    with begin(in_file(tmp_path, lock=new_key_file(tmp_path / "a.key"))) as record:
        filled(record)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.key", "record.db"]
