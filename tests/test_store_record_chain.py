"""What a chain shows and what it does not, without a database."""

from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.store.record import checkpoints, plaintext
from detente.store.record.canonical import canonical, is_canonical
from detente.store.record.chain import MOST_FAULTS, START, Head, Row, following, line, link, row, walked
from detente.store.record.checkpoints import Checkpoint, Signer
from detente.store.record.entry import Kept, instant_of, instant_text
from detente.store.record.places import InFile
from detente.store.record.refusals import NotAnEntry, UnreadableEntries, UnreadableRecord
from detente.store.record.rows import kept as kept_of
from detente.store.record.soundness import KNOWN, POSTGRESQL, SQLITE, unsound
from detente.store.record.verifying import Verified, verified
from record_tampering import KINDS, UNSEEN_WITHOUT_A_CHECKPOINT, tampered
from records import NOON, drawn_ids, entry

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = Signer(KEY.public_key().public_bytes_raw().hex(), KEY)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def grown(sizes: dict[str, int]) -> list[Kept]:
    """Compartments of these sizes, as a record would keep them."""
    new_id, found = drawn_ids(7), []
    for compartment in sorted(sizes):
        head = Head(compartment)
        for number in range(sizes[compartment]):
            kept = following(head, entry(compartment, number), new_id())
            found.append(kept)
            head = Head(compartment, kept.number, kept.hash)
    return found


def handed_out(rows: list[Row]) -> list[Checkpoint]:
    """A checkpoint of every compartment as it stands."""
    heads = [walked(Head(name), part).head for name, part in groupby(rows, key=lambda each: each[0])]
    return [checkpoints.attested(head, NOON, SIGNER) for head in heads]


def judged(rows: list[Row], held: list[Checkpoint]) -> list[Verified]:
    return list(verified(sorted(rows, key=lambda each: (each[0], each[1])), held, [SIGNER.public]))


ROWS = [row(each) for each in grown({"north": 9, "shared": 5, "south": 1})]
HELD = handed_out(ROWS)


@given(seed=st.integers(0, 10**9), kind=st.sampled_from(sorted(KINDS)))
def test_every_tampering_is_found_given_a_checkpoint(seed: int, kind: str) -> None:
    found = judged(tampered(ROWS, kind, Random(seed)), HELD)
    assert any(each.faults for each in found)
    assert all("do not hold together" in each.says for each in found if each.faults)


@given(seed=st.integers(0, 10**9), kind=st.sampled_from(UNSEEN_WITHOUT_A_CHECKPOINT))
def test_without_a_checkpoint_an_end_cut_off_goes_unseen_and_the_words_say_so(seed: int, kind: str) -> None:
    for each in judged(tampered(ROWS, kind, Random(seed)), []):
        assert not each.faults
        assert "without a checkpoint nothing shows whether more stood at the end" in each.says


@given(sizes=st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 5), max_size=3))
def test_a_sound_chain_has_no_fault_and_a_checkpoint_bears_it_out(sizes: dict[str, int]) -> None:
    assume(all(name.isprintable() and name.strip() == name for name in sizes))
    rows = [row(each) for each in grown(sizes)]
    for each in judged(rows, handed_out(rows)):
        assert not each.faults
        assert each.attested == each.entries == sizes[each.compartment]


def test_an_earlier_checkpoint_covers_what_stood_then() -> None:
    (early,) = handed_out(ROWS[:4])
    (north, *_) = judged(ROWS, [early])
    assert (north.attested, north.entries, north.faults) == (4, 9, ())


def test_a_fault_is_told_once_and_with_its_number() -> None:
    changed = [*ROWS[:3], (*ROWS[3][:7], '"other"', *ROWS[3][8:]), *ROWS[4:]]
    (north, *rest) = judged(changed, [])
    assert [(each.number, each.says) for each in north.faults] == [(4, "does not say what was written; it was changed")]
    assert not any(each.faults for each in rest)


def test_a_chain_spoiled_throughout_tells_only_the_first_faults() -> None:
    rows = [(*row(each)[:7], '"other"', *row(each)[8:]) for each in grown({"north": 100})]
    assert len(judged(rows, [])[0].faults) == MOST_FAULTS


def test_a_row_of_another_make_is_a_fault_and_no_crash() -> None:
    for column in range(2, 10):
        broken = (*ROWS[0][:column], b"bytes", *ROWS[0][column + 1 :])
        assert walked(Head("north"), [broken]).faults  # type: ignore[list-item]


def test_the_hash_of_an_entry_is_that_of_the_theory_page() -> None:
    (kept,) = grown({"north": 1})
    assert line(row(kept)) == (
        '{"compartment":"north","day":"2024-01-21","id":"269ef2a74de452e6b438","key":"report-0","kind":"report",'
        '"known":"2024-01-22T12:00:00.000000Z","number":1,'
        '"payload":{"number":0,"place":"Ölbrücke","says":"three buses crossed"}}'
    )
    assert kept.hash == link(START, line(row(kept)))


@given(value=values)
def test_canonical_text_is_one_and_reads_back(value: object) -> None:
    try:
        text = canonical(value)
    except NotAnEntry:
        assume(False)
    assert is_canonical(text)
    assert not is_canonical(text + " ")


@given(number=st.integers(0, 8))
def test_a_row_reads_back_as_its_entry_and_so_does_its_line(number: int) -> None:
    kept = grown({"north": 9})[number]
    assert kept_of(row(kept)) == kept
    assert plaintext.read(plaintext._line(row(kept)), "x") == (kept,)


@given(raw=st.text(alphabet=st.sampled_from('{}[]":,0123456789abcdefNaN \\"'), max_size=200))
def test_no_text_makes_reading_it_fall_over(raw: str) -> None:
    with suppress(UnreadableEntries):
        assert plaintext.read(raw, "x") == ()


def test_a_checkpoint_is_handed_out_as_text_and_read_back() -> None:
    text = checkpoints.text(HELD)
    assert checkpoints.read(text) == tuple(HELD)
    assert checkpoints.read(text.replace("\n", "\r\n")) == tuple(HELD)
    assert all(map(checkpoints.genuine, checkpoints.read(text)))


@given(at=st.integers(0, 10**9), bit=st.integers(0, 6))
def test_a_checkpoint_with_one_bit_changed_is_worth_nothing(at: int, bit: int) -> None:
    raw = bytearray(checkpoints.text(HELD[:1]).encode())
    raw[at % len(raw)] ^= 1 << bit
    try:
        found = checkpoints.read(raw.decode())
    except (UnreadableRecord, UnicodeDecodeError):
        return
    changed = [each for each in found if each != HELD[0]]
    assert not any(checkpoints.genuine(each) for each in changed)
    assert changed or raw.decode().strip() == checkpoints.text(HELD[:1]).strip()


@pytest.mark.parametrize("text", ["", "detente checkpoint 1", "x" * 1000, "detente checkpoint 1\n\n\n"])
def test_other_text_is_no_checkpoint(text: str) -> None:
    with pytest.raises(UnreadableRecord, match="as it was handed out"):
        checkpoints.read(text)


@given(instant=st.datetimes(timezones=st.timezones()))
def test_an_instant_reads_back_and_sorts_as_its_text(instant: datetime) -> None:
    assume(1 < instant.year < 9999)
    text = instant_text(instant)
    assert instant_of(text) == instant.astimezone(UTC)  # clocks put forward leave times that never were
    assert len(text) == 27
    assert (text < instant_text(NOON)) == (instant.astimezone(UTC) < NOON)


@pytest.mark.parametrize(
    ("engine", "version", "sound"),
    [
        (SQLITE, "3.6.23", False),
        (SQLITE, "3.40.1", False),
        (SQLITE, "3.44.5", False),
        (SQLITE, "3.44.6", True),
        (SQLITE, "3.46.0", False),
        (SQLITE, "3.50.6", False),
        (SQLITE, "3.50.7", True),
        (SQLITE, "3.51.2", False),
        (SQLITE, "3.51.3", True),
        (SQLITE, "3.52.0", False),
        (SQLITE, "3.53.4", True),
        (POSTGRESQL, "9.6.24", False),
        (POSTGRESQL, "14.3", False),
        (POSTGRESQL, "14.4", True),
        (POSTGRESQL, "18.4 (Debian 18.4-1.pgdg13+1)", True),
        (POSTGRESQL, "19beta1", True),
    ],
)
def test_engines_known_to_lose_or_corrupt_are_refused(engine: str, version: str, sound: bool) -> None:
    assert (unsound(engine, version) == "") is sound


def test_every_known_bug_says_what_to_do() -> None:
    assert all(each.first < each.mended and each.what and each.remedy for each in KNOWN)


def test_a_place_is_named_without_its_key(tmp_path: Path) -> None:
    from detente.store.record.keys import PassphraseIn

    assert str(InFile(tmp_path / "record.db", PassphraseIn("WORDS"))) == str(tmp_path / "record.db")
