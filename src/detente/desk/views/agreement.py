"""What could be agreed: shares, packages with their trades, and what the evidence leaves untold. Mediators' alone."""

from collections.abc import Collection

from detente.bargain.acceptability import ALL, Share
from detente.bargain.bridging import Bridge, Bridging, Step
from detente.bargain.doubt import Effect
from detente.bargain.readings import Choice
from detente.bargain.rereading import Rereading
from detente.bargain.study import Study
from detente.case.model import Case
from detente.desk.pages import Block, Heading, Line, Lines, Page, Picture, Plane, Spot, Table, line
from detente.desk.views.wording import Wording, listed

MEANING = (
    "A share is that of the profiles which fit the evidence under which somebody does no worse than without a deal. "
    "It is not the chance of an agreement."
)


def accept_page(
    case: Case, proposal: str, found: tuple[Share, ...], studied: Study, changed: tuple[Effect, ...] = ()
) -> Page:
    """Everyone's share for one proposal, what it rests on, and what each analyst's inference changes."""
    words = Wording.of(case)
    rows = tuple(
        ((line(_who(words, share.who)),), (line(str(share)),), (line(f"{share.draws} draws a reading"),))
        for share in found
    )
    table = Table(f"{words.proposal(proposal)}: who could live with it", ("Who", "Share", "Rests on"), rows)
    return Page(
        f"Acceptability: {words.proposal(proposal)}",
        (Lines((line(MEANING),), bullets=False), table, *_inferred(words, changed), *_basis(words, studied)),
    )


def beliefs_page(case: Case, studied: Study) -> Page:
    """What each holder's claims say about what packages are worth to it, and in how many ways they can be read."""
    words = Wording.of(case)
    blocks: list[Block] = []
    for known in studied.known:
        belief = known.readings.run[0].belief
        told = [
            line(f"{issue.options[shapes[0].best].title} is best", lead=f"{issue.title}:")
            for issue, shapes in zip(case.issues, belief.shapes, strict=True)
            if len({shape.best for shape in shapes}) == 1
        ]
        held = [Line(each.says, words.cite(each.claim), "Holds:") for each in belief.constraints]
        open_issues = [
            issue.title
            for issue, shapes in zip(case.issues, belief.shapes, strict=True)
            if len({shape.best for shape in shapes}) > 1
        ]
        rest = [line(listed(open_issues), lead="Nothing says which way it leans on:")] if open_issues else []
        choices = [_choice(words, choice) for choice in known.readings.choices]
        clashes = [Line("cannot all hold", words.cite(*clash.claims), "These claims:") for clash in known.clashes]
        sizes = [
            line(
                f"{round(d.effective)} effectively independent of {len(d.reserve)} (split R-hat {d.rhat:.2f})",
                lead="Draws:",
            )
            for d in known.drawn[:1]
        ]
        blocks.append(Heading(_who(words, known.holder), 3))
        blocks.append(Lines((*told, *held, *choices, *clashes, *rest, *sizes)))
    return Page(f"Beliefs: {case.title}", tuple(blocks))


def held(studied: Study) -> list[dict[str, object]]:
    """What is believed of each holder, as values."""
    return [
        {
            "holder": known.holder,
            "belief": known.readings.run[0].belief,
            "choices": known.readings.choices,
            "readings": known.readings.possible,
            "clashes": known.clashes,
        }
        for known in studied.known
    ]


def bridge_page(case: Case, found: Bridging) -> Page:
    """The packages that could bridge, as cards; or that the evidence does not separate them, and what would."""
    words = Wording.of(case)
    return Page(f"What could be agreed: {case.title}", bridge_blocks(words, found))


def bridge_blocks(words: Wording, found: Bridging) -> tuple[Block, ...]:
    """The same as blocks, for the brief."""
    lines = [line(MEANING)]
    if not found.separates:
        says = "the evidence does not separate packages; what lies on the table is shown, without figures or order"
        lines.append(line(says, lead="Answer:"))
    if found.fact is not None:
        lines.append(line(f"{found.fact.about} ({_who(words, found.fact.holder)})", lead="Most worth finding out:"))
    lines += _rereading(words, found.rereading)
    lines.append(line(f"{found.considered} packages were looked at; leaving things to talks is among them."))
    lines += [
        line(f"{run} of {possible} ways to read its claims were run", lead=f"{_who(words, holder)}:")
        for holder, run, possible in found.readings
        if possible > 1
    ]
    blocks: list[Block] = [Lines(tuple(lines)), *_picture(words, found)]
    for number, bridge in enumerate(found.packages, 1):
        blocks += card(words, bridge, str(number) if found.separates else "", told=found.separates)
    return tuple(blocks)


def _rereading(words: Wording, found: Rereading | None) -> list[Line]:
    """Which red lines would have to be meant less firmly for anything to be left."""
    if found is None:
        return []
    lead = "Red lines read as firm leave nothing:"
    if not found.sets:
        return [line("nor would up to three of them read as posture; something else stands in the way", lead=lead)]
    which = "this would" if len(found.sets) == 1 else "any one of these would"
    return [line(f"{which} leave something, were it read as posture", lead=lead)] + [
        Line(listed([words.claims[each].says for each in lines]), words.cite(*lines)) for lines in found.sets
    ]


def _picture(words: Wording, found: Bridging) -> tuple[Block, ...]:
    """The packages between two parties' shares; none where the evidence does not separate, or with other than two."""
    if not found.separates or len(words.case.parties) != 2:
        return ()
    one, other = (party.id for party in words.case.parties)
    spots, told = [], []
    for number, bridge in enumerate(found.packages, 1):
        held = {share.who: share for share in bridge.shares}
        name = f"{number}. {listed(bridge.same_as)}".rstrip(". ") if bridge.same_as else str(number)
        across, up = ((held[who].low, held[who].high) for who in (one, other))
        spots.append(Spot(name, "on the table" if bridge.same_as else "package", across, up))
        told.append(f"Package {name}: {_who(words, one)} {held[one]}, {_who(words, other)} {held[other]}.")
    caption = (
        "Each package between the shares of the two sides; a line spans the readings. "
        "Triangle: on the table; circle: found by the search. Shares of the two sides are not compared with each other."
    )
    plane = Plane(f"share of {_who(words, one)}", f"share of {_who(words, other)}", tuple(spots), tuple(told))
    return (Picture(caption, plane=plane),)


def card(words: Wording, bridge: Bridge, rank: str, *, told: bool) -> list[Block]:
    """A package: what it touches and rests on, its shares where they are `told`, and what it moves for whom."""
    first = "; ".join(_moved(words, step) for step in bridge.steps[:2])
    more = f", and {len(bridge.steps) - 2} more" if len(bridge.steps) > 2 else ""
    name = listed(bridge.same_as) or ("With talks" if any(step.deferred for step in bridge.steps) else "A package")
    title = f"{f'{rank}. ' if rank else ''}{name}: {first}{more}"
    rows = tuple(
        (
            (line(words.case.issues[step.issue].title),),
            (Line(_moved(words, step), words.cite(*step.claims)),),
            tuple(_change(words, step)) or (line("–"),),
        )
        for step in bridge.steps
    )
    notes = [Line("in some reading it is crossed", words.cite(slug), "Red line:") for slug in bridge.touches]
    resting = {
        claim: [holder for holder, each, _ in bridge.rests_on if each == claim] for _, claim, _ in bridge.rests_on
    }
    notes += [
        Line(words.claims[claim].says, words.cite(claim), f"{_all(words, those)}: rests most on:")
        for claim, those in resting.items()
    ]
    shares = [line(str(share), lead=f"{_who(words, share.who)}:") for share in bridge.shares] if told else []
    return [
        Heading(title, 3),
        Lines((*notes, *shares)),
        Table("What it moves", ("Issue", "From no deal to", "For whom"), rows, widths=(3, 5, 5)),
    ]


def _moved(words: Wording, step: Step) -> str:
    issue = words.case.issues[step.issue]
    return f"{issue.options[step.before].title} → {issue.options[step.after].title}"


def _change(words: Wording, step: Step) -> list[Line]:
    """Who gains and who gives by the evidence, and of whom nothing is told."""
    gains = [holder for holder, low, high in step.changes if low >= 0 and high > 0]
    gives = [holder for holder, low, high in step.changes if high <= 0 and low < 0]
    either = [holder for holder, low, high in step.changes if low < 0 < high]
    lines = [
        line(_all(words, those), lead=lead)
        for lead, those in (("Gains:", gains), ("Gives:", gives), ("Depends on the reading:", either))
        if those
    ]
    if step.unknown:
        lines.append(line(_all(words, step.unknown), lead="Not told:"))
    return lines


def _basis(words: Wording, studied: Study) -> tuple[Block, ...]:
    choices = [_choice(words, choice) for known in studied.known for choice in known.readings.choices]
    return (Heading("What can be read in more than one way", 3), Lines(tuple(choices))) if choices else ()


def _inferred(words: Wording, changed: tuple[Effect, ...]) -> tuple[Block, ...]:
    if not changed:
        return ()
    rows = tuple(
        (
            (Line(words.claims[each.claim].says, words.cite(each.claim)),),
            (line(_who(words, each.counted.who)),),
            (line(str(each.counted)),),
            (line(str(each.left_out)),),
        )
        for each in changed
    )
    return (Table("What each inference changes", ("Inference", "Of whom", "Where it counts", "Left out"), rows),)


def _choice(words: Wording, choice: Choice) -> Line:
    return Line(f"read as {' or '.join(choice.ways)}", words.cite(*choice.claims), f"{choice.about}:")


def _all(words: Wording, holders: Collection[str]) -> str:
    """Several holders by name; a party by its own name where each of its factions is among them."""
    names: list[str] = []
    for party in words.case.parties:
        factions = [faction.id for faction in party.factions]
        if factions and set(factions) <= set(holders):
            names.append(party.name)
        else:
            names += [_who(words, each) for each in (party.id, *factions) if each in holders]
    return listed(names)


def _who(words: Wording, slug: str) -> str:
    return "All together" if slug == ALL else words.voices.name(slug)
