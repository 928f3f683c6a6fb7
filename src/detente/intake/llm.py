"""The other engine: a language model that the user runs or rents, asked for quotations and for nothing else.

Off unless an endpoint is given, and never for what is not public: the text leaves the machine. The model is asked to
copy words out of the text, one object for each statement. Whatever it answers goes through the same gate: words that
do not stand in the text exactly, a speaker who does not, another number, a shortened chain are refused and counted.
Any endpoint that speaks the OpenAI chat protocol will do.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from detente.errors import NoAnswer, NotPermitted
from detente.intake import gate
from detente.intake.amounts import read as read_amount
from detente.intake.parsed import Range
from detente.intake.proposals import Proposal, Sort, proposed
from detente.intake.reading import Reading, mode

ASK = """Copy from the text below, letter for letter, every statement that somebody makes or is said to make.
Answer with a JSON list and nothing else. Each element: {"words": what is said, copied, without outer quotation marks;
"speaker": the words that name who says it, copied; "cue": the verb or phrase that tells of it, copied;
"through": list of the words that name those through whom it is told, outermost first, copied; empty if none;
"numbers": list of the amounts inside, each copied with the words that bound it}. Never change, shorten or add a word.

TEXT
"""
WAIT = 120
"""Seconds to wait for an answer."""

Post = Callable[[str, bytes, str], bytes]


class NoModel(NoAnswer):
    """The endpoint gave no answer that can be read."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What a model answered and the gate turned away."""

    words: str
    fault: gate.Fault


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model answers; `post` sends a request's body to an address with a key and gives the answer's."""

    address: str
    model: str
    key: str = ""
    post: Post | None = None

    def propose(
        self, reading: Reading, document: str, digest: str, *, public: bool
    ) -> tuple[tuple[Proposal, ...], tuple[Refused, ...]]:
        """The statements the model copied out, and what was refused. Raises NotPermitted and NoModel."""
        if not public:
            raise NotPermitted(
                f"{document} is not marked public, and a model's endpoint is outside this machine; "
                "use the rules, or mark the document with --public"
            )
        kept: list[Proposal] = []
        refused: list[Refused] = []
        for answer in self.answers(reading.parsed.text):
            passed = _through(reading, answer, document, digest)
            if isinstance(passed, Refused):
                refused.append(passed)
            elif passed.id not in {each.id for each in kept}:
                kept.append(passed)
        return tuple(kept), tuple(refused)

    def answers(self, text: str) -> list[dict[str, Any]]:
        body = {"model": self.model, "temperature": 0, "messages": [{"role": "user", "content": ASK + text}]}
        raw = (self.post or post)(self.address.rstrip("/") + "/chat/completions", json.dumps(body).encode(), self.key)
        try:
            content = json.loads(raw)["choices"][0]["message"]["content"]
            answers = json.loads(content[content.index("[") : content.rindex("]") + 1])
        except (ValueError, KeyError, IndexError, TypeError) as problem:
            raise NoModel(f"{self.address} answered something else than a list of quotations") from problem
        return [each for each in answers if isinstance(each, dict)]


def post(address: str, body: bytes, key: str) -> bytes:
    """Send a request. Raises NoModel where nothing answers."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    if not address.startswith(("http://", "https://")):
        raise NoModel(f"{address} is no address of an endpoint; give one that begins with http:// or https://")
    try:
        with urlopen(Request(address, body, headers), timeout=WAIT) as answer:
            told: bytes = answer.read()
            return told
    except (URLError, OSError) as problem:
        raise NoModel(f"{address} does not answer: {problem}") from problem


def _through(reading: Reading, answer: dict[str, Any], document: str, digest: str) -> Proposal | Refused:
    """One answer through the gate: a proposal with places in the text, or why not."""
    folded = reading.parsed.folded
    words, speaker, cue = (str(answer.get(key) or "") for key in ("words", "speaker", "cue"))
    at = gate.find(folded, words)
    if at is None:
        return Refused(words, gate.Fault.NOT_THERE)
    through = [str(each) for each in answer.get("through") or ()]
    for name in (*([speaker] if speaker else []), *through):
        if gate.find(folded, name, near=at[0]) is None:
            return Refused(name, gate.Fault.NOT_THERE)
    told = _near(folded, cue, at)
    if cue and told is None:
        return Refused(cue, gate.Fault.NOT_THERE)
    for number in answer.get("numbers") or ():
        spot = gate.find(folded[at[0] : at[1]], str(number))
        if spot is None or read_amount(folded[at[0] : at[1]][slice(*spot)]) is None:
            return Refused(str(number), gate.Fault.OTHER_NUMBER)
    if gate.short_chain(reading.found, (at,), len(through) + 1):
        return Refused(words, gate.Fault.CHAIN)
    faults = tuple(f for f, _ in gate.cut_off(reading.parsed, at, told=told) if f is not gate.Fault.REPORT)
    fields = {"who": speaker, "through": " > ".join(through), "act": "state", "speech": mode(reading, (at,))}
    kept = reading.parsed.text[slice(*at)]
    return proposed(
        Sort.STATEMENT, document, digest, (at,), " ".join(kept.split()), fields,
        asks=() if speaker else ("who says it",), faults=tuple(dict.fromkeys(faults)), told_at=told,
    )  # fmt: skip


def _near(folded: str, words: str, at: Range) -> Range | None:
    return gate.find(folded, words, near=at[0]) if words else None
