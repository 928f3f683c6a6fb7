"""Closed items of every kind, put anywhere into a case that one reader sees wholly: how a world comes to differ.

Some refer to open items, some are referred to by items whose own label is open, some bear the name of an open one,
some are faulty in what they mean or in how they are written. What the reader may see stays as it was.
"""

from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any

from detente.case.model import Act, ActorKind, Drift, Outlook, Provision, RuleKind, Setting, Speech

Item = dict[str, Any]
Sections = dict[str, Any]

WORDS = (
    "annex back-channel cable dinner draft envelope favour letter list map offer protocol shares sharng side uper upr"
)
SAYS = ("kept from some", "the regime knows of it", "a quiet word", "says otherwise", "wants water all day")
DAYS = ("2023-11-24", "2024-01-20", "2024-02-25", "2024-02-29")
NOBODY = "nobody-here"
"""A name that nothing bears."""


class World:
    """The sections of a case file while closed items are put in. Names are kept by kind, as the model knows them."""

    def __init__(self, sections: Sections, reader: str, rng: Random, *, sound: bool | None = None) -> None:
        self.sections, self.reader, self.rng = sections, reader, rng
        self.names = _names(sections)
        self.closed: dict[str, list[str]] = defaultdict(list)
        self.labelled: list[Item] = []
        self.sound = rng.random() < 0.4 if sound is None else sound
        self.misspelt = not self.sound and rng.random() < 0.3
        self.default = "public" if self.sound else rng.choice(["public", "mediators", None, reader])

    def furnish(self) -> None:
        """Label what is open, then put in closed items, and spoil one where this world is to be misspelt."""
        self._label_what_is_open()
        for _ in range(self.rng.randint(1, 9)):
            self._put(self.rng.choice(tuple(MAKERS)))
        if self.rng.random() < 0.3:
            self._put_parts()
        self._put_members()
        if self.misspelt:
            self.rng.choice(SPOILERS)(self, self.rng.choice(self.labelled))
        for section in self._order():
            self.sections[section] = self.sections.pop(section)

    def closed_names(self, *sections: str) -> list[str]:
        return [name for section in sections for name in self.closed[section]]

    # Choices

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def slips(self, share: float) -> bool:
        """A chance that a sound world never takes."""
        return not self.sound and self.chance(share)

    def one(self, kind: str) -> str:
        """A name of that kind, open or closed; now and then one that nothing bears."""
        return NOBODY if self.slips(0.04) else self.rng.choice(self.names[kind] or [NOBODY])

    def some(self, kind: str, most: int = 2) -> list[str]:
        return list(dict.fromkeys(self.one(kind) for _ in range(self.rng.randint(1, most))))

    def word(self) -> str:
        taken = {name for names in self.names.values() for name in names}
        free = (
            f"{self.rng.choice(WORDS.split())}{self.rng.choice(['', '-two', '-of-may', f'-{n}'])}" for n in range(99)
        )
        return next(word for word in free if word not in taken)

    def day(self) -> str:
        return self.rng.choice(DAYS)

    def terms(self, most: int = 2) -> dict[str, str]:
        """Issues with an option, an amount or a blank."""
        chosen = [issue for issue in self.some("issue", most) if issue in self.sections["issues"]]
        return {issue: self._term(self.sections["issues"][issue]) for issue in chosen}

    def _term(self, issue: Item) -> str:
        ways: list[str] = list(issue["options"])
        ways += ["12", "more than 3"] if issue.get("unit") else []
        ways += ["blank"] if self.slips(0.5) else []
        return self.rng.choice(ways)

    def scope(self, proposal: str | None) -> str:
        phases = self.sections["proposals"].get(proposal, {}).get("phases", {})
        wrong = ["frist"] if self.slips(0.1) else []
        scopes: list[str] = [*phases, *wrong, "whole deal", "unstated"]
        return self.rng.choice(scopes)

    # Labels

    def hide(self, item: Item) -> Item:
        """The item with a label that closes it to the reader, or none where the default does."""
        self.labelled.append(item)
        if self.sound:
            return self._with(item, audience="mediators")
        if self.default not in ("public", self.reader) and self.chance(0.5):
            return item
        others = [name for name in ("mediators", NOBODY, *self.names["voice"]) if name != self.reader]
        named = [*dict.fromkeys(self.rng.choice(others) for _ in range(self.rng.randint(1, 2)))]
        return self._with(item, audience=named[0] if len(named) == 1 else named)

    def show(self, item: Item) -> Item:
        """The item with a label that opens it to the reader, or none where the default does."""
        if self.sound or (self.default in ("public", self.reader) and self.chance(0.7)):
            return item
        label = self.rng.choice(["public", self.reader, [self.reader, "district"], ["public", self.reader]])
        return self._with(item, audience=label)

    def _with(self, item: Item, **more: object) -> Item:
        item.update(more)
        return item

    def _label_what_is_open(self) -> None:
        self.sections["default_audience"] = self.default
        if self.default is None:
            del self.sections["default_audience"]
        for section in MAKERS:
            for item in _items(self.sections.setdefault(section, [] if section == "claims" else {})):
                self.show(item)
                for part in (*item.get("editions", {}).values(), *item.get("factions", {}).values()):
                    self.show(part)

    # Putting in

    def _put(self, section: str) -> None:
        kind, make = MAKERS[section]
        item, name = make(self), self._name_for(section)
        rests = not self.sound and self._rest_on_what_is_closed(section, item)
        item = self.show(item) if rests and self.chance(0.6) else self.hide(item)
        if section == "claims":
            item = {"id": name, **item}
            self.sections[section].insert(self.rng.randint(0, len(self.sections[section])), item)
        else:
            self.sections[section] = self._among(self.sections[section], name, item)
        self._note(kind, name)
        self.closed[section].append(name)
        for part in item.get("editions", ()):
            self._note("edition", part)
        for part in item.get("factions", ()):
            self._note("voice", part)
        if section == "proposals" and (self.sound or self.chance(0.5)):
            self.sections["claims"].append(
                {"id": f"{name}-told", **self.hide({**_claim(self), "part_of": name, "scope": "unstated"})}
            )

    def _name_for(self, section: str) -> str:
        """A new word, or now and then a name that stands in the case already."""
        if not self.slips(0.15):
            return self.word()
        taken = self.names[TWIN_OF.get(section, "group")]
        free = [name for name in taken if section == "claims" or name not in self.sections[section]]
        return self.rng.choice(free) if free else self.word()

    def _rest_on_what_is_closed(self, section: str, item: Item) -> bool:
        """Name a closed item in this one; says whether there was one to name."""
        key, kind = RESTS_ON.get(section, ("", ""))
        closed = [name for name in self.closed[kind] if self.names[kind].count(name) == 1]
        if not closed:
            return False
        item[key] = self.rng.choice(closed) if key == "of" else [*item.get(key, ()), self.rng.choice(closed)]
        return True

    def _among(self, items: Item, name: str, item: Item) -> Item:
        pairs = [pair for pair in items.items() if pair[0] != name]
        pairs.insert(self.rng.randint(0, len(pairs)), (name, item))
        return dict(pairs)

    def _note(self, kind: str, name: str) -> None:
        self.names[kind].append(name)
        self.closed[kind].append(name)

    def _put_parts(self) -> None:
        """A closed edition in a source and a closed faction in a party, with an actor who belongs to it."""
        source, party = (self.rng.choice(_items(self.sections[each])) for each in ("sources", "parties"))
        edition, faction = self.word(), self.word()
        source["editions"] = self._among(source.get("editions", {}), edition, self.hide(_edition(self)))
        self._note("edition", edition)
        party["factions"] = self._among(party.get("factions", {}), faction, self.hide({}))
        self._note("voice", faction)
        insider: Item = {"kind": "person", "of": faction, "name": "An insider"}
        insider = self.hide(insider) if self.sound else self.show(insider)
        self.sections["actors"] = self._among(self.sections["actors"], f"{faction}-insider", insider)
        self._note("voice", f"{faction}-insider")

    def _put_members(self) -> None:
        open_voices = frozenset(self.names["voice"]) - frozenset(self.closed["voice"])
        for membership in ("mediators", "guarantors", "stakeholders"):
            members = list(self.sections.get(membership, ()))
            for name in (each for each in self.closed["voice"] if each not in open_voices and self.chance(0.3)):
                if self.names["voice"].count(name) == 1:
                    members.insert(self.rng.randint(0, len(members)), name)
            self.sections[membership] = members

    def _order(self) -> list[str]:
        order = list(self.sections)
        if self.chance(0.3):
            self.rng.shuffle(order)
        return order


def _items(section: Any) -> list[Item]:  # noqa: ANN401 - a section is a list or a mapping
    return list(section.values()) if isinstance(section, dict) else list(section)


def _names(sections: Sections) -> dict[str, list[str]]:
    def parts(section: str, key: str) -> list[str]:
        return [name for item in sections.get(section, {}).values() for name in item.get(key, ())]

    found = {kind: list(sections.get(section, {})) for section, (kind, _) in MAKERS.items() if section != "claims"}
    found["claim"] = [claim["id"] for claim in sections["claims"]]
    found["party"] = list(sections["parties"])
    found["voice"] = [*sections["actors"], *sections["parties"], *parts("parties", "factions")]
    found["edition"] = parts("sources", "editions")
    return found


def _edition(world: World) -> Item:
    return {"publisher": "The Cable", "on": "2099-01-01" if world.slips(0.05) else world.day()}


def _source(world: World) -> Item:
    editions = {world.word(): _edition(world) for _ in range(world.rng.randint(0, 2))}
    return {"title": "A cable", "editions": editions}


def _actor(world: World) -> Item:
    kind = world.rng.choice([*ActorKind]).value
    item: Item = {"kind": kind}
    if world.chance(0.6):
        item["of"] = world.one("voice")
    if kind == ActorKind.COLLECTIVE or (world.slips(0.1)):
        item["members"] = world.some("voice", 3)
    if world.slips(0.1):
        item["role"] = "hostage"
    return item


def _party(world: World) -> Item:
    item: Item = {"name": "The Shadow", "factions": {world.word(): {}} if world.chance(0.5) else {}}
    if world.chance(0.3):
        item["rule"] = {"kind": world.rng.choice([*RuleKind]).value, "holders": world.some("voice")}
    return item


def _group(world: World) -> Item:
    held = [{"actor": world.one("voice"), "claim": world.one("claim")} for _ in range(world.rng.randint(0, 2))]
    return {"title": "Guests of the pass", "held_by": held, "claims": world.some("claim")}


def _issue(world: World) -> Item:
    amounts = {"none": "0", "few": "at most 5", "many": "100"}
    if world.slips(0.2):
        amounts = {"none": "0", "many": "100", "few": "5"}
    words = {"none": "none", "talks": "deferred", "paid": "yes"}
    unit = world.rng.choice(["", "day", "person"])
    item = {"title": "Toll", "without": "none", "options": amounts if unit else words, "concerns": world.some("group")}
    if world.slips(0.1):
        item["without"] = "nun"
    for key in ("given_by", "defined_by"):
        if world.chance(0.5):
            item[key] = world.one("party")
    return {**item, "unit": unit} if unit else item


def _subject(world: World) -> Item:
    unit = world.rng.choice(["", "goat", "date"])
    return {"title": "Tolls paid", **({"unit": unit} if unit else {})}


def _proposal(world: World) -> Item:
    phases = {name: {"title": name.capitalize()} for name in ("first", "rest") if world.chance(0.7)}
    item: Item = {"title": "A side letter", "by": world.some("voice"), "phases": phases}
    if world.chance(0.5):
        item["length"] = "about 60 days"
    issues = [name for name in world.names["issue"] if world.sections["issues"].get(name, {}).get("unit")]
    if issues and phases and world.chance(0.5):
        blank = {"title": "Open", "issue": world.rng.choice(issues), "scope": next(iter(phases))}
        item["blanks"] = {"open": blank if world.slips(0.3) else {**blank, "domain": "at least 1"}}
    return item


def _claim(world: World) -> Item:
    item: Item = {
        "by": world.some("voice"),
        "act": world.rng.choice([*Act]).value,
        "says": world.rng.choice(SAYS),
        "setting": (Setting.FROM_THE_ROOM if world.sound else world.rng.choice([*Setting])).value,
        "source": [{"document": name} for name in world.some("edition")],
        "speech": world.rng.choice([*Speech]).value,
    }
    if world.slips(0.2):
        del item[world.rng.choice(["by", "setting", "source"])]
    for key, maker in MAY_HOLD.items():
        if world.chance(0.25):
            item[key] = maker(world)
    if "part_of" in item or world.chance(0.2):
        item["scope"] = world.scope(item.get("part_of"))
    return item


def _facts(world: World) -> dict[str, str]:
    facts = {}
    for name in world.some("subject"):
        unit = world.sections["subjects"].get(name, {}).get("unit", "")
        facts[name] = world.rng.choice({"": ["bitter", "hopeful"], "date": list(DAYS)}.get(unit, ["7", "more than 60"]))
    return facts


def _retold(world: World) -> list[Item]:
    return [{"document": world.one("edition"), "says": "otherwise", "drift": world.rng.choice([*Drift]).value}]


MAY_HOLD: dict[str, Callable[[World], object]] = {
    "part_of": lambda world: world.one("proposal"),
    "target": lambda world: world.one(world.rng.choice(["proposal", "claim"])),
    "terms": lambda world: world.terms(),
    "rather_than": lambda world: world.terms(1),
    "before": lambda world: world.some("issue"),
    "responds_to": lambda world: world.one("claim"),
    "disagrees_with": lambda world: world.some("claim"),
    "facts": _facts,
    "provides": lambda world: [world.rng.choice([*Provision]).value],
    "speaks_for": lambda world: world.some("group"),
    "without_deal": lambda world: world.rng.choice([*Outlook]).value,
    "said_to": lambda world: world.some("voice"),
    "said_on": lambda world: DAYS[0] if world.sound else world.day(),
    "reported_on": lambda world: world.day(),
    "grade": lambda world: world.rng.choice(["A1", "C3", "F6"]),
    "inference": lambda world: {"by": "A. Nalyst", "on": world.day()},
    "retold": _retold,
}
"""What a closed claim may hold besides what every claim holds."""


def _pledge(world: World) -> Item:
    return {
        "gives": "a quiet favour",
        "by": world.some("voice"),
        "conditions": world.terms(1),
        "claims": world.some("claim"),
    }


def _precedent(world: World) -> Item:
    return {"title": "The accord before", "subjects": world.some("subject"), "claims": world.some("claim")}


def _round(world: World) -> Item:
    return {"title": "A dinner", "on": world.day(), "present": world.some("voice"), "claims": world.some("claim")}


def _contact(world: World) -> Item:
    item = {"about": "a quiet call", "between": world.some("voice"), "on": world.day(), "claims": world.some("claim")}
    return {**item, "round": world.one("round")} if world.names["round"] and world.chance(0.3) else item


def _resolution(world: World) -> Item:
    between = world.some("claim", 3)
    between = world.names["claim"][:2] if world.sound else between
    item = {"between": between, "by": "B. Scribe", "on": world.day(), "why": "told in private", "keeps": between[0]}
    if world.slips(0.2):
        item["withdrawn_on"] = world.day()
    return item


MAKERS: dict[str, tuple[str, Callable[[World], Item]]] = {
    "sources": ("source", _source),
    "actors": ("voice", _actor),
    "parties": ("voice", _party),
    "groups": ("group", _group),
    "issues": ("issue", _issue),
    "subjects": ("subject", _subject),
    "proposals": ("proposal", _proposal),
    "claims": ("claim", _claim),
    "pledges": ("pledge", _pledge),
    "precedents": ("precedent", _precedent),
    "rounds": ("round", _round),
    "contacts": ("contact", _contact),
    "resolutions": ("resolution", _resolution),
}
"""What makes an item of each section, and the kind of name it bears."""

TWIN_OF = {"claims": "claim", "actors": "party", "parties": "issue", "proposals": "claim"}
"""The kind of item whose name a closed one may bear; a mapping holds no name twice, so only claims repeat their own."""

RESTS_ON = {
    "actors": ("of", "voice"),
    "groups": ("claims", "claim"),
    "issues": ("concerns", "group"),
    "proposals": ("by", "voice"),
    "claims": ("said_to", "voice"),
    "pledges": ("by", "voice"),
    "precedents": ("claims", "claim"),
    "rounds": ("present", "voice"),
    "contacts": ("between", "voice"),
    "resolutions": ("between", "claim"),
}
"""The key under which an item may name a closed one, which closes it in turn."""


def _unknown_key(world: World, item: Item) -> None:
    item["tilte"] = "a slip"


def _bad_word(world: World, item: Item) -> None:
    key = next((key for key in ("act", "kind", "on", "without", "publisher") if key in item), "audience")
    item[key] = {"a": "mapping"}


def _lost_key(world: World, item: Item) -> None:
    for key in ("title", "says", "name", "publisher", "kind", "gives", "about", "by"):
        item.pop(key, None)


def _bad_amount(world: World, item: Item) -> None:
    item["length" if "phases" in item else "terms"] = {"water": "umpteen"}


SPOILERS = (_unknown_key, _bad_word, _lost_key, _bad_amount)
"""Slips that keep a closed item from being read at all."""
