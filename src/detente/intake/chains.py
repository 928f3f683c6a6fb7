"""Through whom a statement reached the page: what encloses what, and whom a pronoun means.

The chain of speakers runs from the outermost to the one whose words they are: "officials said that the leader
believes" is (officials, leader). A pronoun is looked for within reach: in its own sentence, then in the paragraph and
the one before; where nothing fits, the words stay as printed and the speaker unsettled.
"""

from dataclasses import dataclass

from detente.intake import lexicon
from detente.intake.actors import Cast, Found
from detente.intake.attribution import Attribution
from detente.intake.parsed import Paragraph, Parsed, Range


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution with its speaker settled, where that was possible, and those through whom it came."""

    attribution: Attribution
    speakers: tuple[Found, ...] = ()
    by_pronoun: bool = False
    within: "Spoken | None" = None

    @property
    def chain(self) -> tuple[tuple[Found, ...], ...]:
        """The speakers, outermost first; an unsettled link is empty."""
        outer = self.within.chain if self.within else ()
        return (*outer, self.speakers)


def chained(parsed: Parsed, cast: Cast, found: tuple[Attribution, ...]) -> tuple[Spoken, ...]:
    """Attributions in the order of the text, each with its speaker and what encloses it."""
    paragraphs = {p.number: p for p in parsed.paragraphs}
    done: list[Spoken] = []
    for each in found:
        within = _enclosing(each, done)
        speakers, by_pronoun = _speakers(paragraphs[each.paragraph], parsed, cast, each, done, within)
        done.append(Spoken(each, speakers, by_pronoun, within))
    return tuple(done)


def _enclosing(each: Attribution, done: list[Spoken]) -> Spoken | None:
    """The innermost statement that holds this one's cue, or its words where it has none."""
    start, end = each.cue or (each.start, each.end)
    holders = [
        s for s in done if s.attribution is not each and any(a <= start and end <= b for a, b in s.attribution.content)
        and s.attribution.cue is not None
    ]  # fmt: skip
    return min(holders, key=lambda s: s.attribution.end - s.attribution.start, default=None)


def _speakers(
    paragraph: Paragraph, parsed: Parsed, cast: Cast, each: Attribution, done: list[Spoken], within: Spoken | None
) -> tuple[tuple[Found, ...], bool]:
    if each.speaker is None:
        before = [
            s
            for s in done
            if s.attribution.paragraph == each.paragraph and s.attribution.start < each.start and s.within is None
        ]
        return (before[-1].speakers if before else ()), False
    words = parsed.folded[slice(*each.speaker)].lower()
    bare = words.removeprefix("both ").strip()
    bare = {"her": "she", "his": "he", "their": "they", "its": "it"}.get(bare, bare)
    if bare in lexicon.PERSONAL or bare in ("who", "the latter", "the former"):
        return _pronoun(bare, paragraph, parsed, cast, each, done, within), True
    heads = _heads(paragraph, cast, each.speaker)
    return tuple(heads), False


def _heads(paragraph: Paragraph, cast: Cast, at: Range) -> list[Found]:
    """The heads of the speaker's words: the outermost noun and what is joined to it."""
    tokens = [t for t in paragraph.doc if at[0] <= paragraph.start + t.idx < at[1]]
    inside = {t.i for t in tokens}
    top = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    heads = []
    for token in top:
        joined = [token]
        for each in joined:
            joined += [c for c in each.children if c.dep_ == "conj" and c.i in inside]
        heads += joined
    found = [cast.at[paragraph.start + t.idx] for t in heads if paragraph.start + t.idx in cast.at]
    return found or cast.who(at)[:1]


def _pronoun(
    word: str,
    paragraph: Paragraph,
    parsed: Parsed,
    cast: Cast,
    each: Attribution,
    done: list[Spoken],
    within: Spoken | None,
) -> tuple[Found, ...]:
    """Whom a pronoun means: whose words hold it, else who spoke last, else who was named last, within reach."""
    if within is not None and word in ("i", "we", "you"):
        return within.speakers
    person = word in ("he", "she")
    if within is not None and person and all(s.person for s in within.speakers) and _subject_is(word, within.speakers):
        return within.speakers
    assert each.speaker is not None
    here = each.speaker[0]
    reach = next((p.start for p in parsed.paragraphs if p.number == max(paragraph.number - 1, 1)), 0)
    near = [s for s in done if s.speakers and s.attribution.speaker and reach <= s.attribution.speaker[0] < here]
    latest = [s.speakers for s in sorted(near, key=lambda s: s.attribution.speaker or (0, 0), reverse=True)]
    mentions = ((m[0], a) for a in cast.actors for m in a.mentions if reach <= m[0] < here)
    named = [(a,) for _, a in sorted(mentions, key=lambda mention: mention[0], reverse=True)]
    if person:
        fits = (who for who in (*latest, *named) if len(who) == 1 and who[0].person and _subject_is(word, who))
        found = next(fits, ())
        for actor in found:
            actor.female = word == "she"
        return found
    if word == "it":
        return next((who for who in named if not who[0].person and not who[0].plural), ())
    return next((who for who in (*latest, *named) if len(who) > 1 or who[0].plural), ())


def _subject_is(word: str, speakers: tuple[Found, ...]) -> bool:
    wanted = word == "she"
    return all(s.female is None or s.female == wanted for s in speakers)
