"""Arabic number words in either gender and every case, duals, ordinals, and the months by both of their names."""

import re

from detente.text.lint.spelled import Spelled, added, stands_for

_STEMS = {
    3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثماني", 9: "تسع", 10: "عشر",
}  # fmt: skip
_UNITS = {form: value for value, stem in _STEMS.items() for form in (stem, stem + "ة")} | {
    "ثمان": 8,
    "واحد": 1,
    "واحدة": 1,
}
_TENS = {
    stem + ending: value
    for value, stem in {
        20: "عشر",
        30: "ثلاث",
        40: "اربع",
        50: "خمس",
        60: "ست",
        70: "سبع",
        80: "ثمان",
        90: "تسع",
    }.items()
    for ending in ("ون", "ين")
}
_GREAT = {
    "مئة": 100, "مائة": 100, "مئات": 100, "الف": 1_000, "الاف": 1_000, "الفا": 1_000, "مليون": 1_000_000, "ملايين": 1_000_000,
    "مئتان": 200, "مئتين": 200, "مئتي": 200, "مائتان": 200, "مائتين": 200, "مائتي": 200, "الفان": 2_000, "الفين": 2_000,
} | {
    stem + hundred: value * 100
    for value, stem in {**_STEMS, 8: "ثمان"}.items() if value < 10
    for hundred in ("مئة", "مائة")
}  # fmt: skip
_VALUES = {**_UNITS, **_TENS, **_GREAT}
_TEEN_ONES = {"احد": 1, "احدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
_DUALS = frozenset(
    "اثنان اثنين اثنتان اثنتين يومان يومين اسبوعان اسبوعين شهران شهرين ساعتان ساعتين سنتان سنتين عامان عامين مرتان مرتين "
    "كلا كلتا كلي كلتي الطرفان الطرفين الجانبان الجانبين".split()
)
_ORDINALS = {
    form: value
    for value, forms in enumerate(
        ("اول اولى", "ثاني ثانية", "ثالث ثالثة", "رابع رابعة", "خامس خامسة", "سادس سادسة", "سابع سابعة", "ثامن ثامنة",
         "تاسع تاسعة", "عاشر عاشرة"),
        1,
    )
    for form in forms.split()
}  # fmt: skip
_MONTHS = tuple(
    re.compile(rf"(?<!\w)[وبلف]?(?:{names})(?!\w)")
    for names in (
        "يناير|كانون الثاني", "فبراير|شباط", "مارس|اذار", "ابريل|نيسان", "مايو|ايار", "يونيو|حزيران", "يوليو|تموز",
        "اغسطس|اب", "سبتمبر|ايلول", "اكتوبر|تشرين الاول", "نوفمبر|تشرين الثاني", "ديسمبر|كانون الاول",
    )
)  # fmt: skip
_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_LETTERS = "وفبلكا"
"""What may be written in front of a word: *and* first, then prepositions and the article."""


def plain(words: str) -> str:
    """Without vowel signs, and every alef the same."""
    return re.sub("[أإآٱ]", "ا", _VOWELS.sub("", words))


def spelled(words: str) -> Spelled:
    """What words state without figures.

    >>> spelled("خلال خمسة وعشرين يوما، ثم اثنتي عشرة ساعة ويومين، في المرحلة الثالثة من أيار")
    Spelled(numbers=(25, 12), duals=(2,), ordinals=(3,), months=(5,))
    """
    words, months = _taken(plain(words))
    numbers: list[int] = []
    duals: list[int] = []
    ordinals: list[int] = []
    run: list[tuple[int, bool]] = []
    pending = 0
    for word in (*_WORD.findall(words), "."):
        found, joined = stands_for(word, _VALUES, _LETTERS)
        teen, teen_joined = stands_for(word, _TEEN_ONES, _LETTERS)
        if found == 10 and (pending or (run and 3 <= run[-1][0] <= 9)):
            one, was_joined = (pending, False) if pending else run.pop()
            run.append((one + 10, was_joined))
        elif found is not None:
            run.append((found, joined))
        else:
            numbers += added(run)
            run = []
            ordinal, _ = stands_for(word, _ORDINALS, _LETTERS)
            ordinals += [ordinal] if ordinal is not None else []
            duals += [2] if any(each in _DUALS for each in (word, word[1:], word[2:])) else []
        pending = teen if teen is not None and found is None and not teen_joined else 0
    return Spelled(tuple(numbers), tuple(duals), tuple(ordinals), months)


def _taken(words: str) -> tuple[str, tuple[int, ...]]:
    """The words without the names of months, and the months."""
    found: list[tuple[int, int]] = []
    for month, names in enumerate(_MONTHS, 1):
        found += [(match.start(), month) for match in names.finditer(words)]
        words = names.sub(lambda match: "•" * len(match[0]), words)
    return words, tuple(month for _, month in sorted(found))
