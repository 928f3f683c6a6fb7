"""A file and a server, told the same, answer the same: whatever is done, by whom, in which order."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from detente.errors import Refusal
from detente.store.record import acts, copying, plaintext
from detente.store.record.chain import Head
from detente.store.record.checkpoints import Checkpoint, Signer, new_signer
from detente.store.record.entry import Entry
from detente.store.record.keeping import Record, begin, open_record
from detente.store.record.places import Place
from detente.store.record.reach import KEEPER, Reach
from detente.store.record.verifying import verify
from records import NOON, NORTH, SOUTH, Server, drawn_ids, entry, in_file

reaches = st.sampled_from([NORTH, SOUTH, KEEPER, Reach(frozenset({"north"})), Reach(frozenset())])
drawn = st.builds(
    lambda compartment, number, says: entry(compartment, number, says=says),
    st.sampled_from(["north", "shared", "south", "Zürich", "a%b_c"]),
    st.integers(0, 12),
    st.sampled_from(["crossed", "did not cross", "تم"]),
)


class Alike(RuleBasedStateMachine):
    """Every act is done on both, and on a model of a few lines; the answers must be the same."""

    running: ClassVar[Server]

    @initialize()
    def start(self) -> None:
        self.folder = Path(mkdtemp(prefix="detente-alike-"))
        self.signer: Signer = new_signer(self.folder / "signing.key")
        self.places = (in_file(self.folder), self.running.place())
        self.records = [begin(place, new_id=drawn_ids(1)) for place in self.places]
        self.model: dict[str, dict[str, Entry]] = {}
        self.handed_out: list[Checkpoint] = []

    def teardown(self) -> None:
        for record in getattr(self, "records", ()):
            record.close()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def both(self, act: Callable[[Record], object]) -> object:
        """What both answer, be it a refusal."""
        answers: list[object] = []
        for record in self.records:
            try:
                answers.append(act(record))
            except Refusal as refusal:
                answers.append((type(refusal), str(refusal)))
        assert answers[0] == answers[1]
        return answers[0]

    @rule(entries=st.lists(drawn, min_size=1, max_size=4), reach=reaches)
    def append(self, entries: list[Entry], reach: Reach) -> None:
        answer = self.both(lambda record: acts.append(record, entries, reach))
        after = {name: dict(part) for name, part in self.model.items()}
        allowed = all(each.compartment in reach.adds for each in entries)
        for each in entries:
            held = after.setdefault(each.compartment, {}).setdefault(each.key, each)
            allowed = allowed and held.payload == each.payload
        assert allowed == (not isinstance(answer[0], type))  # type: ignore[index]  # receipts, or a refusal's kind
        if allowed:
            self.model = after

    @rule(reach=reaches, after=st.dictionaries(st.sampled_from(["north", "south"]), st.integers(0, 5), max_size=2))
    def read(self, reach: Reach, after: dict[str, int]) -> None:
        self.both(lambda record: acts.entries(record, reach, after=after))
        self.both(lambda record: acts.heads(record, reach))

    @rule(reach=reaches, compartment=st.sampled_from(["north", "south", "nowhere"]))
    def hand_out(self, reach: Reach, compartment: str) -> None:
        answer = self.both(lambda record: acts.checkpoint(record, compartment, reach, at=NOON, by=self.signer))
        if isinstance(answer, Checkpoint):
            self.handed_out.append(answer)

    @rule(reach=reaches)
    def verify(self, reach: Reach) -> None:
        held = [each for each in self.handed_out if each.compartment in reach.reads]
        found = self.both(lambda record: verify(record, reach, checkpoints=held, signers=[self.signer.public]))
        assert not found.faults  # type: ignore[attr-defined]  # nothing of it is outside the reach

    @rule(reach=reaches)
    def copy(self, reach: Reach) -> None:
        number = len(list(self.folder.iterdir()))

        def heads_and_text(record: Record) -> tuple[tuple[Head, ...], list[str]]:
            name = f"{number}-{self.records.index(record)}.db"
            return copying.backup(record, in_file(self.folder, name), reach), list(plaintext.export(record, reach))

        self.both(heads_and_text)

    @rule()
    def open_again(self) -> None:
        for record in self.records:
            record.close()
        turn = sum(map(len, self.model.values()))
        self.records = [open_record(place, new_id=drawn_ids(1000 + turn)) for place in self.places]

    @invariant()
    def holds_what_was_kept(self) -> None:
        if not hasattr(self, "records"):
            return
        kept = self.both(lambda record: acts.entries(record, KEEPER))
        expected = [entry for name in sorted(self.model) for entry in self.model[name].values()]
        assert [each.entry for each in kept] == expected  # type: ignore[attr-defined]


def test_a_file_and_a_server_answer_alike(server: Server) -> None:
    Alike.running = server
    run_state_machine_as_test(Alike, settings=settings(max_examples=15, stateful_step_count=15))


@pytest.mark.parametrize("other", ["file", "server"])
def test_what_one_engine_exports_the_other_takes_in(other: str, server: Server, tmp_path: Path) -> None:
    places: list[Place] = [in_file(tmp_path), server.place()]
    source, target = places if other == "server" else places[::-1]
    with begin(source) as giver, begin(target) as taker:
        acts.append(giver, [entry(each, number) for number in range(5) for each in ("north", "Zürich", "a")], KEEPER)
        text = "".join(plaintext.export(giver, KEEPER))
        assert plaintext.take_in(taker, plaintext.read(text, "x"), KEEPER).added == 15
        assert "".join(plaintext.export(taker, KEEPER)) == text
