"""Measures passages with textstat: reads [[language, text], ...] and answers each one's measures.

textstat 0.7.4 finds syllables by points of hyphenation and so finds too few of them. What it says of
syllables is therefore never used alone; beside it stand measures that count letters.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import textstat  # noqa: E402  (it warns when it is imported)


def measures(language: str, text: str) -> dict[str, float]:
    textstat.set_lang(language)
    return {
        "kincaid": textstat.flesch_kincaid_grade(text),
        "letters": textstat.automated_readability_index(text),
        "ease": textstat.flesch_reading_ease(text),
        "long_words": textstat.rix(text),
    }


textstat.set_rounding(False)
passages = json.load(sys.stdin)
json.dump([measures(language, text) for language, text in passages], sys.stdout)
