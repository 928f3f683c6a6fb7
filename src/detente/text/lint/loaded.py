"""Words that take a side, with neutral ones beside them: advice, for a text may need them where law is meant.

The table is kept even: what each side calls the other, and what each calls itself.
"""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.names import naming
from detente.text.lint.readings import in_english, readings

_BLAMES = "it says who is to blame, which need not be settled for anybody to act"
_DENIES = "it denies the other side its standing, and nobody signs for what is denied"
_JUDGES = "it is a finding of law; made in passing, it will be quoted in court and refused at the table"
_HONOURS = "it honours one side's cause or dead, for which the other cannot sign"
_DEFEATS = "it makes a step look like defeat, so that it cannot be taken in public"
_DOUBTS = "it says that what follows is not real"
_PICKS = "each side counts other people under it"

TABLE: tuple[tuple[str, str, str], ...] = (
    # What each side calls the other
    (r"terror|terrorists?|terrorism", "the armed group by its name, or the act", _BLAMES),
    (r"militias?|gangs?|bandits?|thugs?|warlords?", "armed group, or its name", _DENIES),
    (r"rebels?|insurgents?|mutineers?", "the armed group by its name", _DENIES),
    (r"separatists?|secessionists?", "the side by its name", _DENIES),
    (r"regimes?|juntas?|puppets?", "the government or authorities by name", _DENIES),
    (r"invaders?|occupiers?|colonisers?", "the forces by their name", _BLAMES),
    (r"enem(?:y|ies)|adversar(?:y|ies)|foes?", "the other side", _DENIES),
    (r"infidels?|heretics?|apostates?", "the people by their name", _DENIES),
    (r"mercenar(?:y|ies)", "foreign fighters", _JUDGES),
    (r"criminals?", "persons convicted of an offence, which is named", _JUDGES),
    (r"collaborators?|traitors?|treason|betray(?:s|ed|al)?", "persons accused of helping the other side", _BLAMES),
    (r"so-called|self-styled|self-proclaimed", "leave it out", _DOUBTS),
    # What each calls itself and its own
    (r"martyrs?|martyrdom|hero|heroes|heroic", "the dead, or the fighters", _HONOURS),
    (r"freedom fighters?|holy warriors?|resistance fighters?", "the armed group by its name", _HONOURS),
    (r"motherland|fatherland|homeland|holy land", "the territory by its name", _HONOURS),
    (r"(?:legitimate|rightful) (?:government|authorit\w+|army|owners?|leaders?)", "the body by its name", _DENIES),
    (r"political prisoners?|hostages?", "persons held, by category", _PICKS),
    # Land
    (r"occupation|occupied (?:territor\w+|land|areas?|zones?|regions?)", "under the control of, by name", _JUDGES),
    (r"liberat(?:es?|ed|ion|ing)", "come under the control of", _HONOURS),
    (r"annexed|annexation", "put under the law of", _JUDGES),
    (r"security fence|apartheid wall|wall of shame", "barrier", "each of its names is one side's"),
    # What was done
    (r"aggression|aggressors?", "attack, with its day and place", _BLAMES),
    (r"provocations?", "incident", _BLAMES),
    (r"massacres?|slaughters?|butcher(?:y|ed|s)?", "killing, with its day, place and number", _BLAMES),
    (r"genocid(?:e|al)|ethnic cleansing|war crimes?|crimes? against humanity", "the act; who looks into it", _JUDGES),
    (r"atrocit(?:y|ies)|barbar(?:ic|ous|ism)|savagery|heinous|cowardly|brutal(?:ly)?", "the act itself", _BLAMES),
    (r"collateral damage", "persons killed or wounded, and how many", "it hides that people died"),
    (r"human shields?", "civilians present", _JUDGES),
    # What is to be done
    (r"surrender(?:s|ed|ing)?|capitulat\w+", "hand in, or hand over", _DEFEATS),
    (r"concessions?|conced(?:es?|ed|ing)", "step, or undertaking", _DEFEATS),
    (r"victor(?:y|ies|ious)|defeat(?:s|ed)?|vanquish\w*", "leave it out", _DEFEATS),
    (r"goodwill gestures?|gestures? of goodwill", "step", "what is a gift to one side is owed to the other"),
    (r"crush(?:es|ed|ing)?|eradicat(?:es?|ed|ion)|annihilat\w+", "leave it out", _DENIES),
)  # fmt: skip
"""Words, the neutral ones beside them, and the reason."""
_LOADED = tuple((re.compile(words, re.IGNORECASE), neutral, why) for words, neutral, why in TABLE)
_ANY = re.compile(rf"\b(?:{'|'.join(words for words, _, _ in TABLE)})\b", re.IGNORECASE)


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
    named = naming(draft)
    said = set()
    for reading in readings(draft.text):
        for found in _ANY.finditer(named.sub("•", reading.words)):
            if (reading.clause.id, found[0]) not in said:
                said.add((reading.clause.id, found[0]))
                neutral, why = next((neutral, why) for words, neutral, why in _LOADED if words.fullmatch(found[0]))
                yield reading.where, f"{found[0]!r} takes a side: {why}", f"neutral: {neutral}"
