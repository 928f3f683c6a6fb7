"""Arabic number words in either gender and every case, duals, ordinals, and the months by both of their names."""

import re
from dataclasses import replace

from detente.text.lint.spelled import Lexicon, Spelled, spell

_STEMS = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
_UNITS = {stem + ending: value for value, stem in {**_STEMS, 10: "عشر"}.items() for ending in ("", "ة")}
_TENS = {stem + ending: 10 * value for value, stem in {2: "عشر", **_STEMS}.items() for ending in ("ون", "ين")}
_HUNDREDS = {stem + hundred: 100 * value for value, stem in _STEMS.items() for hundred in ("مئة", "مائة")}
_GREAT = {
    **dict.fromkeys("مئة مائة مئات".split(), 100),
    **dict.fromkeys("مئتان مئتين مئتي مائتان مائتين مائتي".split(), 200),
    **dict.fromkeys("الف الفا الاف".split(), 1_000),
    **dict.fromkeys("الفان الفين".split(), 2_000),
    **dict.fromkeys("مليون ملايين".split(), 1_000_000),
    **dict.fromkeys("مليار مليارات".split(), 1_000_000_000),
}
_ORDINALS = (
    "اول اولى", "ثاني ثانية", "ثالث ثالثة", "رابع رابعة", "خامس خامسة", "سادس سادسة", "سابع سابعة", "ثامن ثامنة",
    "تاسع تاسعة", "عاشر عاشرة",
)  # fmt: skip
_LEXICON = Lexicon(
    values={**_UNITS, "ثماني": 8, "ثمانية": 8, "واحد": 1, "واحدة": 1, **_TENS, **_HUNDREDS, **_GREAT},
    ones={"احد": 1, "احدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2},
    ordinals={form: value for value, forms in enumerate(_ORDINALS, 1) for form in forms.split()},
    before=re.compile("[وف]?[بلك]?(?:ال|ل)?"),
    joins="و",
    duals=frozenset(
        "اثنان اثنين اثنتان اثنتين يومان يومين اسبوعان اسبوعين شهران شهرين ساعتان ساعتين سنتان سنتين عامان عامين "
        "مرتان مرتين كلا كلتا كلي كلتي الطرفان الطرفين الجانبان الجانبين".split()
    ),
)
_MONTHS = tuple(
    re.compile(rf"(?<!\w)[وبلف]?(?:{names})(?!\w)")
    for names in (
        "يناير|كانون الثاني", "فبراير|شباط", "مارس|اذار", "ابريل|نيسان", "مايو|ايار", "يونيو|حزيران", "يوليو|تموز",
        "اغسطس|اب", "سبتمبر|ايلول", "اكتوبر|تشرين الاول", "نوفمبر|تشرين الثاني", "ديسمبر|كانون الاول",
    )
)  # fmt: skip
_PER_CENT = re.compile(r"(?<!\w)(?:في |ب)الم(?:ئ|ائ)ة(?!\w)")
_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")


def plain(words: str) -> str:
    """Without vowel signs, and every alef the same."""
    return re.sub("[أإآٱ]", "ا", _VOWELS.sub("", words))


def spelled(words: str) -> Spelled:
    """What words state without figures.

    >>> spelled("خلال خمسة وعشرين يوما، ثم اثنتي عشرة ساعة ويومين، في المرحلة الثالثة من أيار")
    Spelled(numbers=(25, 12), duals=(2,), ordinals=(3,), months=(5,))
    """
    words = _PER_CENT.sub("•", plain(words))
    months: list[int] = []
    for month, names in enumerate(_MONTHS, 1):  # before the ordinals, which are parts of their names
        months += [month] * len(names.findall(words))
        words = names.sub("•", words)
    return replace(spell(_WORD.findall(words), _LEXICON), months=tuple(months))
