"""Every rule of wording finds the fault planted alone in twenty clean texts, and the other rules are silent."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import clean_texts
import detente
import texts
import worded
from detente.errors import Severity
from detente.store import casefile, planfile, textfile
from detente.text import check
from detente.text.check import Draft
from detente.text.lint import loaded
from detente.text.lint.numbers import told
from detente.text.lint.rules import RULES, problems
from detente.text.model import Clause, Text, Wording

FOLDER = Path(detente.__file__).parent / "gallery"
SEEDS = range(20)
Plant = Callable[[str], str]


def codes(source: str, plan: str = clean_texts.PLAN) -> set[str]:
    return {problem.code.id for problem in problems(clean_texts.draft(source, plan))}


def put(old: str, new: str, times: int = 1) -> Plant:
    """Each of `times` places where `old` matches is rewritten."""

    def plant(source: str) -> str:
        assert re.search(old, source), old
        return re.sub(old, new, source, count=times)

    return plant


def said_of_the_bridge(words: str) -> Plant:
    """The clause on the bridge says more, in English alone."""
    return put("for whoever walks", words)


def also(english: str, tie: str = "not_modelled: made up") -> Plant:
    """A further clause."""
    return put("\nbrackets:\n", f"\n  again:\n    words: '{english}'\n    {tie}\nbrackets:\n")


def of_the_release(old: str, new: str) -> Plant:
    """The clause on the release is changed in all its languages."""

    def plant(source: str) -> str:
        head, mark, rest = source.partition("      release:\n")
        clause, end, tail = rest.partition("        obligations: release\n")
        assert re.search(old, clause), old
        return head + mark + re.sub(old, new, clause) + end + tail

    return plant


def a_day_short(source: str) -> str:
    """The days of the withdrawal are one fewer than its dates give, in every language."""
    days = re.search(r"ridge line within (\d+) days, from", source)
    assert days
    less = str(int(days[1]) - 1)
    return re.sub(rf"(within|في غضون|בתוך) {days[1]} (days, from|يوما من \d|ימים, מ)", rf"\1 {less} \2", source)


FAULTS: dict[str, tuple[str, Plant]] = {
    "a capital that nothing defines": ("DT0651", said_of_the_bridge("for whoever walks to the Buffer Zone")),
    "initials that nothing spells out": ("DT0651", said_of_the_bridge("for the JMC")),
    "quotation marks that nothing explains": ("DT0651", said_of_the_bridge('for “lawful users” alone')),
    "a term in another number": ("DT0652", put("behind the ridge line within", "behind the ridge lines within")),
    "a term in another order": ("DT0652", put("behind the ridge line within", "behind the line of the ridge within")),
    "a term misspelt": ("DT0652", put("behind the ridge line within", "behind the ridge lime within")),
    "a term cut short": ("DT0652", put("behind the ridge line within", "behind the ridge within")),
    "after the withdrawal": ("DT0653", put("after the withdrawal has been completed", "after the withdrawal")),
    "days of the withdrawal": ("DT0653", put("days after the withdrawal has been completed", "days of the withdrawal")),
    "until a release": ("DT0653", said_of_the_bridge("until the release of the prisoners")),
    "upon release": ("DT0653", said_of_the_bridge("upon release of the persons held")),
    "from the pull-back on": ("DT0653", said_of_the_bridge("from the pull-back on")),
    "once it takes place": ("DT0653", said_of_the_bridge("once the demobilisation takes place")),
    "days of a phase of the plan": ("DT0653", said_of_the_bridge("within two days of the halt")),
    "a share without a whole": ("DT0654", said_of_the_bridge("and lift a quarter of the mines")),
    "per cent without a whole": ("DT0654", also("Both sides lift 50 per cent of the mines at the old bridge.")),
    "a remainder of nothing stated": ("DT0654", said_of_the_bridge("and lift the remaining mines")),
    "an addition to nothing stated": ("DT0654", said_of_the_bridge("and for additional boats")),
    "less by a share": ("DT0654", said_of_the_bridge("and thin out their checkpoints there by half")),
    "rifles that nobody accepts": ("DT0655", put("; a rifle counts once the envoys have accepted it", "; the envoys lock them up")),
    "stages that nothing measures": ("DT0655", put(", and each stage counts by itself", "")),
    "days from nothing": ("DT0656", put("within 10 days of the day of signature", "within 10 days")),
    "a bracket of days from nothing": ("DT0656", put(r"for \[halt-length\] from the day of signature", "for [halt-length]")),
    "no rule for days": ("DT0657", put("day_count: .*\n", "")),
    "no rule for months": ("DT0657", lambda source: said_of_the_bridge("for two months from the day of signature")(put("(?:; a|A) month [^.]*", "")(source))),
    "a day short": ("DT0658", a_day_short),
    "men it considers soldiers": ("DT0659", of_the_release("40 persons within", "40 men it considers soldiers within")),
    "as one side determines": ("DT0659", said_of_the_bridge("for civilians, as determined by North")),
    "in its view": ("DT0659", said_of_the_bridge("save persons who in the view of South are armed")),
    "a term that one side defines": ("DT0659", put("(convoy: .*)}", r"\1, defined_by: north}")),
    "a phase that one side pays for": ("DT0660", put(r"\[north-holds, south-holds\]", "south-holds")),
    "another number in Hebrew": ("DT0661", put("משחרר 40 אנשים", "משחרר 45 אנשים")),
    "another number in Arabic": ("DT0661", put("سراح 40 شخصا", "سراح أربعة عشر شخصا")),
    "another length in a bracket": ("DT0661", put(r"he: (\d)\d ימים", r"he: \g<1>7 ימים")),
    "another month": ("DT0661", put(r"(من \d+ )(?:\S+|تشرين الأول) 2024 إلى", r"\1شباط 2024 إلى")),
    "not, in Hebrew": ("DT0662", put("אינם חוצים", "חוצים")),
    "not, in Arabic": ("DT0662", put("لا تعبر", "تعبر")),
    "a bracket lost in Hebrew": ("DT0663", put(r"למשך \[halt-length\]", "לזמן מה")),
    "a pointer lost in Arabic": ("DT0663", put(r"، كما ينص {withdrawal}", "")),
    "a loaded word": ("DT0664", said_of_the_bridge("for whoever walks, terrorists aside")),
    "another number of one act": ("DT0665", also("South releases 50 persons within 10 days of the day of signature.")),
    "another day of one act": ("DT0665", also("South releases 40 persons within 14 days of the day of signature.")),
    "denied elsewhere": ("DT0665", also("Both sides do not leave the old bridge open for whoever walks.")),
    "another number than the plan": ("DT0666", of_the_release("40", "44")),
    "other days than the plan": ("DT0666", of_the_release(r"\b10\b", "9")),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_a_clean_text_has_nothing_to_find(seed: int) -> None:
    assert [each.says for each in problems(clean_texts.draft(clean_texts.text(seed)))] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_planted_alone_is_found_and_the_other_rules_are_silent(fault: str) -> None:
    code, plant = FAULTS[fault]
    for seed in SEEDS:
        assert codes(plant(clean_texts.text(seed))) == {code}, (fault, seed)


def test_a_place_that_is_not_drawn_is_found_where_a_clause_names_it() -> None:
    for seed in SEEDS:
        plan = clean_texts.PLAN.replace("drawn: yes", "drawn: no")
        found = problems(clean_texts.draft(clean_texts.text(seed), plan))
        assert [(each.code.id, each.where) for each in found] == [("DT0667", ("clauses", "bridge"))]


def test_a_text_in_a_language_without_rules_says_so_and_has_its_figures_compared() -> None:
    for seed in SEEDS:
        other = clean_texts.text(seed).replace("language: en\n", "language: fr\n")
        assert codes(other) == {"DT0668"}
        assert codes(of_the_release("40 אנשים", "45 אנשים")(other)) == {"DT0661", "DT0668"}


def test_every_rule_has_a_planted_fault() -> None:
    assert {code for code, _ in FAULTS.values()} | {"DT0667", "DT0668"} == {rule.code.id for rule in RULES}


@pytest.mark.parametrize("seed", range(10))
def test_lint_answers_whatever_the_words_are(seed: int) -> None:
    assert problems(Draft(texts.read(texts.drawn(seed)), texts.case(), texts.plan()))


def test_nothing_that_lint_finds_refuses_a_text() -> None:
    assert {rule.code.severity for rule in RULES} == {Severity.WARNING, Severity.ADVICE}


def test_every_finding_has_its_line() -> None:
    for fault, (_, plant) in FAULTS.items():
        source = plant(clean_texts.text(3))
        file = textfile.parse(source.encode(), name="drawn")
        for problem in file.placed(problems(clean_texts.draft(source))):
            assert problem.place is not None, fault
            if problem.where[0] == "clauses":
                assert problem.place.excerpt.strip() == f"{problem.where[-1]}:", fault


# Brackets, and what is struck


def test_a_bracket_of_two_lengths_does_not_contradict_a_clause_that_says_one_of_them() -> None:
    again = also("North and South hold their fire for 20 days from the day of signature.")
    for source in (again(clean_texts.text(seed)) for seed in SEEDS):
        may_be_twenty = "words: 20 days" in source
        assert codes(source) == (set() if may_be_twenty else {"DT0665"})


def test_each_alternative_of_an_open_bracket_is_read() -> None:
    other = put(r"(way-0: {words: \d+ days)", r"\1 save for half of the mines")
    source = other(clean_texts.text(5))
    assert "way-1" in source
    assert codes(source) == {"DT0654"}


def test_what_is_struck_is_not_read() -> None:
    struck = put("  bridge:\n", "  bridge:\n    struck: second\n")
    source = struck(said_of_the_bridge("for terrorists, after the withdrawal")(clean_texts.text(2)))
    assert codes(source) == set()


def test_another_number_tied_to_one_duty_is_found_on_both_accounts() -> None:
    source = also("At the gate the envoys check 50 persons against the list.", "obligations: release")(
        clean_texts.text(1)
    )
    assert codes(source) == {"DT0665", "DT0666"}


# Numbers in three languages


def test_a_number_is_read_in_every_language_and_gender() -> None:
    for value, forms in clean_texts.NUMBERS.items():
        for language, words in zip(("en", "ar", "ar", "he", "he"), forms, strict=True):
            assert list(told(words, language).firm) == [value], words


@pytest.mark.parametrize(
    ("language", "words", "firm"),
    [
        ("ar", "١٬٥٠٠ شخص", [1500]),
        ("ar", "ألف وخمسمئة شخص", [1500]),
        ("ar", "ثلاثة آلاف جندي", [3000]),
        ("ar", "الأسابيع الستة الأولى", [6]),
        ("ar", "لخمسة عشر يوما", [15]),
        ("he", "אלף וחמש מאות איש", [1500]),
        ("he", "שלושת אלפים חיילים", [3000]),
        ("he", "בשישים וארבעה ימים", [64]),
        ("he", "בימי שני ושלישי", []),
        ("he", "העשרת אורניום", []),
        ("en", "one thousand five hundred persons", [1500]),
        ("en", "three million and a half", [3000000]),
        ("en", "both sides, in one text", []),
        ("en", "1.5 million and 550 million dollars", [1500000, 550000000]),
        ("ar", "550 مليون دولار و5 آلاف شخص", [550000000, 5000]),
        ("he", "550 מיליון דולר ו-5 אלפים איש", [550000000, 5000]),
        ("ar", "ثلاثون في المئة من الأسلحة، و20 بالمائة", [20, 30]),
        ("ar", "اتسع الطريق", []),
    ],
)
def test_number_words_are_read_as_people_write_them(language: str, words: str, firm: list[int]) -> None:
    assert list(told(words, language).firm.elements()) == firm


@pytest.mark.parametrize(
    ("english", "other", "language"),
    [
        ("North leaves no later than 3 May.", "يغادر الشمال في موعد أقصاه 3 أيار.", "ar"),
        ("It opens for civilians only.", "لا يفتح إلا للمدنيين.", "ar"),
        ("Guests pass without a fee.", "אורחים עוברים בחינם.", "he"),
        ("North refrains from flights.", "הצפון אינו מקיים טיסות.", "he"),
        ("Neither side builds there.", "אף צד אינו בונה שם.", "he"),
    ],
)
def test_a_denial_put_otherwise_is_no_difference(english: str, other: str, language: str) -> None:
    clause = Clause("one", wordings=(Wording(english, ((language, other),)),))
    draft = Draft(Text("t", "T", clauses=(clause,)), texts.case())
    assert [each.code.id for each in problems(draft) if each.code.id == "DT0662"] == []


# Loaded words


def test_neutral_words_are_not_loaded_themselves() -> None:
    for _, neutral, _ in loaded.TABLE:
        clause = Clause("one", wordings=(Wording(neutral),))
        draft = Draft(Text("t", "T", clauses=(clause,)), texts.case())
        assert [each.says for each in loaded.words_are_neutral(draft)] == [], neutral


def test_the_name_of_a_side_is_never_loaded() -> None:
    named = texts.case(("north: {name: North}", "north: {name: The Martyrs Front}"))
    clause = Clause("one", wordings=(Wording("The Martyrs Front holds its fire."),))
    assert list(loaded.words_are_neutral(Draft(Text("t", "T", clauses=(clause,)), named))) == []


# Agreements written by hand


@pytest.mark.parametrize("name", [name for name in worded.NAMES if not worded.agreement(name).left_alone])
def test_what_a_reader_should_find_is_found_and_nothing_else(name: str) -> None:
    agreement = worded.agreement(name)
    assert worded.found(agreement) == agreement.marked


def test_on_texts_left_alone_nineteen_of_twenty_findings_are_true_and_nineteen_of_twenty_faults_are_found() -> None:
    """Measured once, after tuning on the others: 24 of 25 either way. The bar is lower, so that rules may be mended."""
    alone = [each for each in map(worded.agreement, worded.NAMES) if each.left_alone]
    found = sum(len(worded.found(each)) for each in alone)
    marked = sum(len(each.marked) for each in alone)
    both = sum(len(worded.found(each) & each.marked) for each in alone)
    assert len(alone) == 3
    assert both >= 0.95 * found
    assert both >= 0.95 * marked


# Agreements of the gallery: the seam that history found, and nothing else

SEAMS = {
    ("minsk-2015", "package"): [("DT0653", "dialogue"), ("DT0667", "ceasefire")],
    ("aceh-2005", "helsinki"): [("DT0655", "weapons")],
    ("jpoa-2013", "joint-plan"): [("DT0658", "first-step")],
}


@pytest.mark.parametrize("name", SEAMS)
def test_lint_finds_the_seam_that_history_found(name: tuple[str, str]) -> None:
    assert [(each.code.id, each.where[1]) for each in problems(gallery(*name))] == SEAMS[name]


@pytest.mark.parametrize("name", SEAMS)
def test_a_text_of_the_gallery_is_sound(name: tuple[str, str]) -> None:
    assert [each.says for each in check.problems(gallery(*name)) if each.is_error] == []


def test_the_day_that_was_called_180_is_181() -> None:
    (found,) = problems(gallery("jpoa-2013", "joint-plan"))
    assert "'day 180'" in found.says
    assert "181 days with the first day as day 0" in found.says


def gallery(name: str, text: str) -> Draft:
    folder = FOLDER / name
    case = casefile.parse((folder / "case.yaml").read_bytes()).case
    words = textfile.load(folder, text).text
    assert case
    assert words
    return Draft(words, case, planfile.load(folder, words.plan).plan)


# Speed


def test_two_hundred_clauses_in_three_languages_are_read_in_well_under_a_second() -> None:
    drafts = [clean_texts.draft(clean_texts.text(seed)) for seed in range(20)]
    clauses = [
        replace(each, id=f"{each.id}-{row}", under=None)
        for row, draft in enumerate(drafts)
        for each in draft.text.clauses
        if each.wordings
    ]
    long = replace(drafts[0], text=replace(drafts[0].text, clauses=tuple(clauses[:200])))
    assert len(long.text.clauses) == 200
    started = time.process_time()
    problems(long)
    assert time.process_time() - started < 1.0
