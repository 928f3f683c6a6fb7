"""Words that take a side, with neutral ones beside them: advice, for a text may need them where law is meant.

The table is kept even: what each side calls the other, and what each calls itself.
"""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.names import names
from detente.text.lint.readings import in_english, readings

_BLAME = "it says who is to blame, which the text need not settle for anybody to act on it"
_DENIES = "it denies the other side its standing, and nobody signs for what is denied"
_VERDICT = "it is a finding of law; a text that makes it in passing will be quoted in court and refused at the table"
_PRAISE = "it honours one side's dead or cause, which the other cannot sign"
_DEFEAT = "it makes a step look like defeat, so that it cannot be taken in public"
_DOUBT = "it says that what follows is not real"

_TABLE: tuple[tuple[str, str, str], ...] = (
    # People
    (r"terror(?:ist)?s?|terrorism", "the armed group by its name, or the act", _BLAME),
    (r"militias?|gangs?|bandits?|thugs?|warlords?", "armed group, or its name", _DENIES),
    (r"rebels?|insurgents?|mutineers?", "the armed group by its name", _DENIES),
    (r"separatists?|secessionists?", "the side by its name", _DENIES),
    (r"mercenar(?:y|ies)", "foreign fighters", _VERDICT),
    (r"collaborators?|traitors?|betray(?:s|ed|al)?|treason", "persons accused of helping the other side", _BLAME),
    (r"enem(?:y|ies)|adversar(?:y|ies)|foes?", "the other side", _DENIES),
    (r"invaders?|occupiers?|settler gangs?", "the forces by their name", _BLAME),
    (r"infidels?|heretics?|apostates?", "the people by their name", _DENIES),
    (r"criminals?", "persons convicted of an offence, which is named", _VERDICT),
    (r"martyrs?|martyrdom|heroes|hero|heroic", "the dead, those killed, or the fighters", _PRAISE),
    (r"freedom fighters?|resistance fighters?|holy warriors?", "the armed group by its name", _PRAISE),
    (r"political prisoners?|hostages?", "persons held, by category", "each side counts others under it"),
    # Rule and land
    (r"regimes?|juntas?|puppets?", "the government or authorities, by name", _DENIES),
    (r"so-called|self-styled|self-proclaimed|alleged(?:ly)?|purported(?:ly)?", "leave it out", _DOUBT),
    (r"legitimate|rightful", "the authority by its name", "it denies by the way that the other is so"),
    (r"occup(?:ied|ation)", "held by, or under the control of", _VERDICT),
    (r"liberat(?:e[sd]?|ion|ing)", "come under the control of", _PRAISE),
    (r"annex(?:ed|es|ation)(?= (?:of|by|the|territor))", "put under the law of", _VERDICT),
    (r"motherland|fatherland|homeland|ancestral lands?|holy land", "the territory by its name", _PRAISE),
    (r"security fence|apartheid wall|wall of shame", "barrier", "each of its names is one side's"),
    # Acts
    (r"aggress(?:ion|ors?|ive)", "attack, with its day and place", _BLAME),
    (r"provocations?", "incident", _BLAME),
    (r"massacres?|slaughters?|butcher(?:y|ed|s)?", "killing, with its day, place and number", _BLAME),
    (r"genocid(?:e|al)|ethnic cleansing|war crimes?|crimes against humanity", "the act, and who is to look into it", _VERDICT),
    (r"atrocit(?:y|ies)|barbar(?:ic|ous|ism)|savage(?:s|ry)?|heinous|cowardly|brutal(?:ly)?", "the act itself", _BLAME),
    (r"collateral damage|neutrali[sz](?:e[sd]?|ing)|eliminat(?:e[sd]?|ion) of", "killing or wounding, of whom", "it hides that people died"),
    (r"human shields?", "civilians present", _VERDICT),
    (r"surrender(?:s|ed|ing)?|capitulat\w+|lay(?:s|ing)? down (?:their|its) arms", "hand in, or hand over", _DEFEAT),
    (r"concessions?|conced(?:e[sd]?|ing)", "step, or undertaking", _DEFEAT),
    (r"victor(?:y|ies|ious)|defeat(?:s|ed)?|vanquish\w*", "leave it out", _DEFEAT),
    (r"goodwill gestures?|gestures? of goodwill", "step", "what is a gift for one side is owed for the other"),
    (r"punish(?:es|ed|ment)?|retaliat(?:e[sd]?|ion|ory)|reprisals?|revenge", "response, as clause and verse allow", _BLAME),
    (r"crush(?:es|ed|ing)?|eradicat(?:e[sd]?|ion)|wip(?:e|ed) out|annihilat\w+", "leave it out", _DENIES),
)  # fmt: skip
_LOADED = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), neutral, why) for words, neutral, why in _TABLE)
_ANY = re.compile("|".join(rf"\b(?:{words})\b" for words, _, _ in _TABLE), re.IGNORECASE)


@rule(
    "DT0664",
    "A loaded word",
    why="A word that takes a side costs that side nothing and the other its signature; a neutral one binds both.",
    remedy="Take the neutral words named, unless a term of law is meant; then cite the law.",
    severity=Severity.ADVICE,
)
def words_are_neutral(draft: Draft) -> Iterator[Fault]:
    if not in_english(draft.text):
        return
    names_of_sides = re.compile("|".join(map(re.escape, names(draft))) or r"(?!)", re.IGNORECASE)
    said = set()
    for reading in readings(draft.text):
        words = names_of_sides.sub("•", reading.words)
        for each in _ANY.finditer(words):
            neutral, why = next(
                (n, w) for pattern, n, w in _LOADED if pattern.fullmatch(each[0]) or pattern.match(words, each.start())
            )
            if (reading.clause.id, each[0]) not in said:
                said.add((reading.clause.id, each[0]))
                yield reading.where, f"{each[0]!r} takes a side: {why}", f"neutral: {neutral}"
