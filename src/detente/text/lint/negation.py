"""Whether words deny or forbid, in English, Arabic and Hebrew.

Some words deny outright; others may answer a denial in another language without being one (`only`, `without`, `غير`).
Phrases such as `no later than` deny nothing.
"""

import re
from dataclasses import dataclass

from detente.text.lint import arabic


@dataclass(frozen=True, slots=True)
class Denial:
    """Whether some words deny outright, and whether they hold anything that may stand for a denial."""

    outright: bool
    somehow: bool


_PHRASES = {
    "en": r"\b(?:no|not) (?:later|more|fewer|less|earlier|longer|closer|nearer|further) than|\bno longer than|"
    r"\bnot? (?:to )?(?:exceed(?:ing|s)?)|\bnot only|\bno\. ?\d|\bwhether or not|\bshall not be less",
    "ar": r"\bلا (?:سيما|يزال|تزال|يزالون|يتجاوز|تتجاوز|يزيد|تزيد|يقل|تقل|يتعدى|تتعدى|يتاخر)\b",
    "he": r"\b[ובש]?לא (?:יאוחר|יותר|פחות|יעלה|תעלה|יפחת|תפחת|רק)\b",
}
_OUTRIGHT = {
    "en": r"\b(?:not|never|neither|nor|cannot|no)\b|n['’]t\b",
    "ar": r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|لسنا)(?!\w)",
    "he": r"(?<!\w)[וש]{0,2}(?:לא|אין|אינו|אינה|אינם|אינן|איננו|איננה|אינני)(?!\w)",
}
_SOMEHOW = {
    "en": r"\b(?:nobody|none|nothing|nowhere|without|only|solely|except|unless|until|before|refrain\w*|prohibit\w*|"
    r"forbid\w*|forbidden|ban(?:s|ned)?|fail\w*|lack\w*|absence|exclud\w+|refus\w+|reject\w*|prevent\w*|cease\w*|"
    r"stop\w*|other than|rather than|instead|free of|abstain\w*|avoid\w*|den(?:y|ies|ied)|alone|otherwise|barred|"
    r"keep\w* out|\w+less|un\w{4,}|in(?:active|violable|admissible|eligible)|ir\w{5,}|non-?\w+|save)\b",
    "ar": r"(?<!\w)[وفبل]*(?:غير|دون|بدون|بلا|عدم|سوي|سوى|الا|يمتنع|تمتنع|يحظر|تحظر|يمنع|تمنع|حظر|منع|ما|"
    r"قبل|حتى|فقط|وحده|وحدهم|لولا|امتناع|الامتناع|رفض|خلو|خال|يكف|تكف)(?!\w)",
    "he": r"(?<!\w)[ובלמש]*(?:בלי|ללא|בלתי|שום|אף|איש|אלא|מלבד|זולת\w*|אסור|נמנע\w*|להימנע|לפני|עד|רק|בלבד|טרם|"
    r"חסר|אי|מנוע|סירוב|יחדל\w*|חדל\w*)(?!\w)",
}
_PATTERNS = {
    language: tuple(re.compile(table[language], re.IGNORECASE) for table in (_PHRASES, _OUTRIGHT, _SOMEHOW))
    for language in _OUTRIGHT
}


def denial(words: str, language: str) -> Denial | None:
    """How words deny; None in a language whose words are not known.

    >>> denial("No vessel stays for more than 3 days.", "en"), denial("It leaves no later than 3 May.", "en")
    (Denial(outright=True, somehow=True), Denial(outright=False, somehow=False))
    """
    patterns = _PATTERNS.get(language.split("-", maxsplit=1)[0])
    if patterns is None:
        return None
    phrases, outright, somehow = patterns
    rest = phrases.sub(" ", arabic.plain(words) if language.startswith("ar") else words)
    denies = outright.search(rest) is not None
    return Denial(denies, denies or somehow.search(rest) is not None)
