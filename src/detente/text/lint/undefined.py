"""Words used as if they were defined, which nothing defines."""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.english import singular
from detente.text.lint.names import bare, defined_inline, names, naming
from detente.text.lint.readings import Reading, in_each_clause
from detente.text.lint.variants import near_any

_THINGS = frozenset(
    "zone area line sector strip corridor territory region district crossing gate border boundary perimeter position "
    "post base camp site depot barracks committee commission council mechanism body board panel team mission force "
    "unit personnel staff observer monitor verifier guarantor mediator facilitator signatory group fighter combatant "
    "militia detainee prisoner captive hostage person weapon arm ammunition equipment material goods supply withdrawal "
    "redeployment release exchange handover ceasefire truce halt pause cessation hostility suspension period phase "
    "stage step day date deadline timetable schedule calendar plan list roll register registry fund account amount "
    "instalment payment measure modality obligation commitment guarantee violation breach incident verification "
    "monitoring implementation administration authority assembly court tribunal law charter status settlement process "
    "dialogue talk negotiation rule procedure centre center office secretariat room hotline beneficiary returnee "
    "command headquarters checkpoint escort convoy operation transition".split()
)
"""What agreements like to name with a capital, in the singular."""
_KINDS = _THINGS | frozenset(
    "joint military political security separation buffer demilitarised demilitarized restricted safe neutral relief "
    "humanitarian medical transitional interim provisional final initial first second third fourth fifth red blue "
    "green yellow white black orange grey eastern western northern southern central inner outer upper lower main "
    "general special high supreme national local regional international mixed unified common technical disarmament "
    "heavy light armed reconciliation reconstruction effective entry core liaison coordination oversight steering "
    "standing permanent temporary protected covered designated agreed listed relevant competent defence defense "
    "signature of and the".split()
)
_UNDERSTOOD = frozenset(
    "security council,general assembly,supreme court,central bank,constitutional court,international law,"
    "date of signature,day of signature,armed force,law".split(",")
)
_INITIALS = frozenset(
    "UN EU AU US USA UK ICRC OSCE IAEA NATO UNSC UNHCR WHO NGO GPS VHF UTC GMT USD EUR AM PM ID".split()
)
_SEQUENCE = re.compile(
    r"(?<![\w’'-])[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*(?:(?: of| and)?(?: the)? [A-Z][a-z]+(?:-[A-Za-z][a-z]+)*)*"
)
_NUMBERED = re.compile(r" (?:\d|[A-Z]\b|[IVX]+\b|One\b|Two\b|Three\b|Four\b|§)")
_QUOTED = re.compile(r"[\"“]([^\"“”]{1,60})[\"”]")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_ROMAN = re.compile(r"[IVXLC]+")
_INTRODUCED = re.compile(r"(?:\b(?:an?|one)|[A-Z]{2,}) $")
"""A name after *a* is set up here; after initials it goes on with a name."""
_BREAK = re.compile(r"(?<=[.;:!?])\s+")


@rule(
    "DT0651",
    "A word used as if it were defined",
    why="A capital or a quotation mark tells every reader that the word has one meaning; each side brings its own.",
    remedy="Define it under `terms`, or write it small and say what is meant.",
    severity=Severity.WARNING,
)
def terms_are_defined(draft: Draft) -> Iterator[Fault]:
    terms = tuple(bare(each.term) for each in draft.text.terms)
    known = {_small(each) for each in (*terms, *defined_inline(draft), *names(draft), *_introduced(draft))}
    named = naming(draft)

    def find(reading: Reading) -> Iterator[str]:
        """Each at its first place alone."""
        for name in _written_as_defined(named.sub("•", reading.words)):
            if _small(name) not in known | _UNDERSTOOD and not near_any(name, terms):
                known.add(_small(name))
                yield f"{name!r} is written as a defined term, and nothing says what it means"

    return in_each_clause(draft, find)


def _introduced(draft: Draft) -> Iterator[str]:
    """What the case itself writes with a capital inside a sentence, and what a clause sets up: `a Joint Commission`."""
    for claim in draft.case.claims:
        yield from (found[0] for found in _SEQUENCE.finditer(claim.says) if found.start())
    for clause in draft.text.clauses:
        words = clause.wording.words
        yield from (found[0] for found in _SEQUENCE.finditer(words) if _INTRODUCED.search(words[: found.start()]))


def _small(name: str) -> str:
    return " ".join(singular(each) for each in bare(name).split())


def _written_as_defined(words: str) -> Iterator[str]:
    """What stands in quotation marks, in capitals, or with a capital inside a sentence though it is no name."""
    for found in _QUOTED.finditer(words):
        name = found[1].strip(" ,.")
        if len(name) > 1 and len(name.split()) <= 5 and "•" not in name:
            yield name
    words = _QUOTED.sub("•", words)
    yield from (each for each in _ACRONYM.findall(words) if each not in _INITIALS and not _ROMAN.fullmatch(each))
    for sentence in _BREAK.split(words):
        for found in _SEQUENCE.finditer(sentence):
            before = sentence[: found.start()]
            name = found[0] if before else found[0].partition(" ")[2]
            apart = _INTRODUCED.search(before) or _NUMBERED.match(sentence, found.end())
            if name and not apart and _is_common(bare(name)):
                yield bare(name)


def _is_common(name: str) -> bool:
    """It is made of ordinary words alone, so that it is no proper name."""
    parts = [singular(each) for each in name.split()]
    return all(each in _KINDS for each in parts) and parts[-1] in _THINGS and name[:1].isupper()
