"""Nothing passes the gate that the text does not say: changed words, cut meanings, shortened chains, invented quotations."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import intake_texts as texts
from detente.case.model import Act
from detente.errors import NotPermitted
from detente.intake import gate, lexicon
from detente.intake.attribution import attributions
from detente.intake.documents.folding import fold
from detente.intake.gate import Fault
from detente.intake.llm import Endpoint, NoModel
from detente.intake.parsed import Parsed, Range, parse
from detente.intake.reading import read

DAY = date(2031, 5, 14)
PARSED = [parse(path.read_text(encoding="utf-8")) for half in texts.HALVES for path in texts.articles(half)]
CONTENTS = [(parsed, at) for parsed in PARSED for each in attributions(parsed) for at in each.content]
PLANS = [parse(path.read_text(encoding="utf-8")) for half in texts.HALVES for path in texts.plans(half)]
SENTENCES = [(parsed, paragraph.of(each)) for parsed in PLANS for paragraph, each in parsed.sentences()]
NAMES = ("Orvania", "Tessara", "Marchetti", "Sohrabi", "Ikande", "Vash", "Almira", "Kovena", "Okwele", "Bett")
VERBS = {
    "said": "denied",
    "would": "will",
    "accept": "refuse",
    "is": "was",
    "has": "had",
    "are": "were",
    "be": "become",
}


def mutants(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Quotations with one word changed so that they mean something else: number, negation, name or verb."""
    while True:
        parsed, at = chance.choice(CONTENTS)
        words = parsed.text[slice(*at)]
        tokens = list(re.finditer(r"\w+", words))
        token = chance.choice(tokens)
        kind = chance.choice(("number", "negation", "name", "verb"))
        if kind == "number" and token[0].isdigit():
            new = str(int(token[0]) + chance.choice((1, 10, 100)))
        elif kind == "negation" and token[0].lower() in ("would", "will", "is", "has", "are", "was", "could", "should"):
            new = f"{token[0]} not"
        elif kind == "name" and token[0] in NAMES:
            new = chance.choice([n for n in NAMES if n != token[0]])
        elif kind == "verb" and token[0] in VERBS:
            new = VERBS[token[0]]
        else:
            continue
        yield parsed.folded, words[: token.start()] + new + words[token.end() :], kind


def test_a_thousand_quotations_with_one_word_changed_and_none_passes() -> None:
    chance = random.Random(8)
    tried = mutants(chance)
    kinds = set()
    for _ in range(1000):
        folded, words, kind = next(tried)
        kinds.add(kind)
        assert gate.find(folded, words) is None, words
    assert kinds == {"number", "negation", "name", "verb"}


def test_a_thousand_quotations_in_other_typography_and_nearly_all_pass() -> None:
    chance = random.Random(8)
    kept = 0
    for _ in range(1000):
        parsed, at = chance.choice(CONTENTS)
        words = parsed.text[slice(*at)]
        for old, new in chance.sample(
            [(" ", "  "), (" ", "\n"), (" ", "\u00a0"), ("’", "'"), ("“", '"'), ("”", '"'), ("-", "–"), ("—", " - ")], 3
        ):
            words = words.replace(old, new)
        found = gate.find(parsed.folded, words, near=at[0])
        kept += found is not None and fold(parsed.text[slice(*found)]).split() == fold(parsed.text[slice(*at)]).split()
    assert kept >= 995


def truncations() -> Iterator[tuple[Parsed, Range]]:
    """Contents cut so that a word that turns their meaning falls off: what is left says something else."""
    turning = lexicon.MODALS | {"not", "no", "never", "nothing", "neither", "without", "if", "unless", "until", "only"}
    for parsed, at in [*CONTENTS, *SENTENCES]:
        words = [(at[0] + m.start(), at[0] + m.end()) for m in re.finditer(r"\w+(?:['’]\w+)?", parsed.text[slice(*at)])]
        for i, (start, end) in enumerate(words):
            word = parsed.folded[start:end].lower()
            if not (word in turning or word.endswith("n't")):
                continue
            if len(words) - i > 2:
                yield parsed, (words[i + 1][0], at[1])
            if i > 2 and word in ("if", "unless", "until", "without"):
                yield parsed, (at[0], words[i - 1][1])
            if i >= 1 and len(words) - i > 4:
                yield parsed, (words[i + 1][0], words[-2][1])


def test_of_meaning_changing_truncations_nearly_all_are_caught() -> None:
    tried = list(truncations())[:200]
    assert len(tried) == 200
    caught = [bool(gate.cut_off(parsed, at)) for parsed, at in tried]
    assert sum(caught) / len(caught) >= 0.95


def test_whole_contents_and_harmless_cuts_are_seldom_flagged() -> None:
    flagged = tried = 0
    for parsed in PARSED:
        for each in attributions(parsed):
            for start, end in each.content:
                ends = [start + m.end() for m in re.finditer(r"\w+", parsed.text[start:end])]
                turning = lexicon.MODALS | lexicon.NEGATIONS | lexicon.CONDITIONS
                harmless = not set(re.findall(r"[a-z']+", parsed.folded[start:end].lower())) & turning
                for at in [(start, end)] + ([(start, ends[-3])] if harmless and len(ends) > 8 else []):
                    faults = {f for f, _ in gate.cut_off(parsed, at, told=each.cue)} - {Fault.REPORT}
                    flagged, tried = flagged + bool(faults), tried + 1
    assert tried >= 110
    assert flagged / tried <= 0.10


@pytest.mark.parametrize(
    ("text", "kept", "fault"),
    [
        ("Norland would accept nothing but a full withdrawal.", "a full withdrawal", Fault.NEGATION),
        ("Norland will not leave the hills.", "leave the hills", Fault.NEGATION),
        ("If the rebels leave, Norland will pay.", "Norland will pay", Fault.CONDITION),
        ("Norland will pay unless the rebels stay.", "Norland will pay", Fault.CONDITION),
        ("Norland might pay the rebels.", "pay the rebels", Fault.MODAL),
        ("Two officials said that Norland had paid the rebels.", "Norland had paid the rebels", Fault.REPORT),
    ],
)
def test_a_cut_that_turns_the_meaning_says_what_it_left_out(text: str, kept: str, fault: Fault) -> None:
    at = gate.find(text, kept)
    assert at is not None
    assert fault in {f for f, _ in gate.cut_off(parse(text), at)}
    assert not gate.cut_off(parse(text), (0, len(text) - 1))


@pytest.mark.parametrize(
    ("folded", "words"),
    [("1,200 people", "200 people"), ("3.5 million", "5 million"), ("released", "release"), ("90-day", "0-day")],
)
def test_words_and_numbers_are_never_cut(folded: str, words: str) -> None:
    assert gate.find(folded, words) is None


def test_a_chain_shorter_than_the_texts_is_seen() -> None:
    text = "Two officials said that Mara Tellin believes that the road will stay open."
    parsed = parse(text)
    inner = gate.find(text, "the road will stay open")
    assert inner is not None
    assert gate.short_chain(attributions(parsed), (inner,), 1)
    assert not gate.short_chain(attributions(parsed), (inner,), 2)


def test_what_hangs_on_a_condition_is_no_acceptance() -> None:
    parsed = parse("If the road opens, Norland will accept the plan.")
    at = gate.find(parsed.folded, "Norland will accept the plan")
    assert at is not None
    assert gate.supposed(parsed, at, Act.ACCEPT)
    assert not gate.supposed(parsed, at, Act.REJECT)


TEXT = (
    "Two officials said that Mara Tellin believes that the road will stay open. "
    "“We freed 38 sailors and we will not free more,” said Ivo Brand. Norland has published no count."
)


def endpoint(answers: list[dict[str, Any]] | str) -> Endpoint:
    """A model that answers as told."""
    content = answers if isinstance(answers, str) else json.dumps(answers)

    def post(address: str, body: bytes, key: str) -> bytes:
        assert json.loads(body)["messages"]
        return json.dumps({"choices": [{"message": {"content": content}}]}).encode()

    return Endpoint("http://localhost:1/v1", "any", post=post)


LIES: list[dict[str, Any]] = [
    {"words": "We freed 83 sailors", "speaker": "Ivo Brand", "cue": "said"},
    {"words": "Norland has published the count", "speaker": "Ivo Brand"},
    {"words": "We freed 38 sailors", "speaker": "Ivo Brandt"},
    {"words": "the road will stay open", "speaker": "Mara Tellin", "cue": "believes"},
    {"words": "We freed 38 sailors", "speaker": "Ivo Brand", "numbers": ["39 sailors"]},
    {"words": "e freed 38 sailor", "speaker": "Ivo Brand"},
    {"words": "", "speaker": "Ivo Brand"},
    {"words": "We freed 38 sailors", "speaker": "Ivo Brand", "cue": "shouted"},
]


def test_nothing_that_a_lying_model_invents_passes() -> None:
    kept, refused = endpoint(LIES).propose(read(TEXT, DAY), "doc", "x", public=True)
    assert kept == ()
    assert len(refused) == len(LIES)


def test_what_a_model_copies_faithfully_passes_with_its_places_and_is_still_watched() -> None:
    honest: dict[str, Any] = {
        "words": "the road will stay open",
        "speaker": "Mara Tellin",
        "cue": "believes",
        "through": ["Two officials"],
    }
    cut = {"words": "free more", "speaker": "Ivo Brand", "cue": "said"}
    kept, refused = endpoint([honest, cut]).propose(read(TEXT, DAY), "doc", "x", public=True)
    assert refused == ()
    assert [each.words for each in kept] == ["the road will stay open", "free more"]
    assert all(TEXT[slice(*each.at[0])] == each.words for each in kept)
    assert Fault.NEGATION in kept[1].faults


def test_caucus_material_never_leaves_for_a_model() -> None:
    with pytest.raises(NotPermitted, match="--public"):
        endpoint([]).propose(read(TEXT, DAY), "doc", "x", public=False)


@pytest.mark.parametrize("content", ["I cannot do that.", "[{]", ""])
def test_an_answer_that_is_no_list_is_refused(content: str) -> None:
    with pytest.raises(NoModel, match="list of quotations"):
        endpoint(content).propose(read(TEXT, DAY), "doc", "x", public=True)


def test_an_address_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="does not answer"):
        Endpoint("http://127.0.0.1:9/v1", "any").propose(read(TEXT, DAY), "doc", "x", public=True)
    with pytest.raises(NoModel, match="begins with http"):
        Endpoint(f"file://{tmp_path}", "any").propose(read(TEXT, DAY), "doc", "x", public=True)
