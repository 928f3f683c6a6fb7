"""A reading as plain values in offsets, for programs that compare readings with annotated texts."""

from typing import Any

from detente.case.model import Act
from detente.intake.actors import Found
from detente.intake.amounts import Amount
from detente.intake.duties import Duty
from detente.intake.parsed import Parsed
from detente.intake.reading import Reading, amount_words, mode

STANCES = {
    Act.DEMAND: "demands", Act.REJECT: "rejects", Act.ACCEPT: "accepts", Act.WILLING: "accepts", Act.OFFER: "offers",
    Act.PROPOSE: "proposes", Act.SUPPORT: "supports", Act.CONDITION: "conditions", Act.RED_LINE: "red_line",
    Act.RELUCTANT: "reluctant", Act.BELIEVE: "believes", Act.ASSESS: "assesses",
}  # fmt: skip
"""The names that annotated texts use for stances. They know no willingness to discuss, which this makes accepting."""

Plain = dict[str, Any]


def prediction(reading: Reading) -> dict[str, list[Plain]]:
    """Offsets are code points of the text, the end exclusive; speakers are ids of the listed actors, or words."""
    ids = {id(actor): f"a{n}" for n, actor in enumerate(reading.cast.actors)}
    text = reading.parsed.text

    def who(actors: tuple[Found, ...], at: tuple[int, int] | None) -> str | None:
        return ids[id(actors[0])] if actors else text[slice(*at)] if at else None

    return {
        "actors": [
            {"id": ids[id(a)], "name": a.name, "aliases": a.aliases, "affiliation": a.affiliation, "roles": a.roles}
            for a in reading.cast.actors
        ],
        "statements": [
            {
                "spans": [list(at) for at in s.attribution.content],
                "speaker": who(s.speakers, s.attribution.speaker),
                **_ends("speaker", s.attribution.speaker),
                "cue": text[slice(*s.attribution.cue)] if s.attribution.cue else None,
                **_ends("cue", s.attribution.cue),
                "mode": mode(reading, s.attribution.content),
                "chain": [who(link, None) for link in s.chain],
            }
            for s in reading.spoken
        ],
        "quantities": [_quantity(a) for a in reading.amounts],
        "dates": [{"start": d.start, "end": d.end, "iso": d.iso} for d in reading.dates],
        "obligations": [
            {**_duty(reading.parsed, d), "debtor": who(d.debtor, d.debtor_at)} for d in reading.plan.duties
        ],
        "stances": [
            {"start": s.span[0], "end": s.span[1], "party": who(s.party, None), "stance": STANCES[s.act]}
            for s in reading.stances
            if s.act in STANCES
        ],
    }


def _ends(name: str, at: tuple[int, int] | None) -> Plain:
    return {f"{name}_start": at[0] if at else None, f"{name}_end": at[1] if at else None}


def _quantity(amount: Amount) -> Plain:
    value = float(amount.value) if amount.value is not None else None
    return {
        "start": amount.start,
        "end": amount.end,
        "value": value,
        "unit": amount.unit,
        "comparator": amount.comparator,
    }


def _duty(parsed: Parsed, duty: Duty) -> Plain:
    amount = duty.amount
    if amount is not None and amount.value is not None:
        quantity = f"x{amount.value}" if amount.unit == "multiplier" else str(amount.value)
    else:
        quantity = amount_words(parsed, amount).lower()
    return {
        "phase": duty.phase,
        "action": duty.action,
        "object": parsed.text[slice(*duty.object)] if duty.object else None,
        "quantity": quantity or None,
        "start": duty.span[0],
        "end": duty.span[1],
    }
