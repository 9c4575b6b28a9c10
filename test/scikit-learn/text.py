"""Writes what JavaScript has to agree on with Python and scikit-learn about text.

Run it with Python 3.11, which has Unicode 14, and scikit-learn 1.9.1 (requirements/1.9.1.txt). It writes

- src/core/models/scikit-learn/text/unicode-14.ts: properties of all characters;
- test/scikit-learn/text.json: texts and patterns with Python's answers.

text.json has

- settings: analyzer, shortest and longest n-gram, lowercase, strip_accents, and whether it is that of before 0.22;
- texts, and grams: for each of the settings the n-grams of each text, joined by "|";
- random: texts of random characters, and for each of the settings the digest of all their n-grams;
- patterns: texts, and patterns with the words that each finds in each text, joined by "|", or with their digest;
- invalid: patterns that Python refuses too;
- characters: digests of what all characters are and become.
"""

import hashlib
import json
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

import sklearn
from sklearn.feature_extraction.text import CountVectorizer, strip_accents_ascii, strip_accents_unicode

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src/core/models/scikit-learn/text/unicode-14.ts"
ANSWERS = ROOT / "test/scikit-learn/text.json"

CODE_POINTS = 0x110000
CAPITAL_SIGMA, FINAL_SIGMA = "\u03a3", "\u03c2"

# The sums of these are in the table. characters.ts says what each means.
WORD, DIGIT, SPACE, COMBINING, KNOWN, CASED, CASE_IGNORABLE = (1 << i for i in range(7))


def kind_of(character):
    """Returns the properties of a character, as a sum."""
    # Python shows in what it makes of a sigma whether it looks past a character, and whether it counts as cased.
    is_cased = (character + CAPITAL_SIGMA).lower().endswith(FINAL_SIGMA)
    is_seen_through = ("A" + character + CAPITAL_SIGMA).lower().endswith(FINAL_SIGMA)
    return (
        WORD * (character.isalnum() or character == "_")
        + DIGIT * character.isdecimal()
        + SPACE * character.isspace()
        + COMBINING * (unicodedata.combining(character) != 0)
        + KNOWN * (unicodedata.category(character) != "Cn")
        + CASED * is_cased
        + CASE_IGNORABLE * (is_seen_through and not is_cased)
    )


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def table(kinds):
    names = {kind: chr(ord("A") + i) for i, (kind, _) in enumerate(Counter(kinds).most_common())}
    runs = []
    start = 0
    for point in range(1, CODE_POINTS + 1):
        if point < CODE_POINTS and kinds[point] == kinds[start]:
            continue
        length = point - start
        runs.append(names[kinds[start]] + (base36(length) if length > 1 else ""))
        start = point
    return f"""/** Properties of all characters in Unicode 14, as Python 3.11 has them. Written by `test/scikit-learn/text.py`. */

/** Properties that some character has, as sums of the constants in characters.ts. */
export const KINDS: readonly number[] = [{", ".join(map(str, names))}];

/**
 * Runs of characters with the same properties, from U+0000 on: a letter for the kind (A is the first of {{@link KINDS}}),
 * and the length in base 36 unless it is 1.
 */
export const RUNS =
  "{"".join(runs)}";
"""


def digest(parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def joined(parts):
    assert not any("|" in part for part in parts)
    return "|".join(parts)


SETTINGS = [
    ("word", 1, 1, True, None, False),
    ("word", 1, 1, False, None, False),
    ("word", 1, 1, True, "unicode", False),
    ("word", 1, 1, True, "unicode", True),
    ("word", 1, 1, False, "ascii", False),
    ("word", 1, 3, True, "ascii", False),
    ("word", 2, 2, True, None, False),
    ("char", 1, 1, True, None, False),
    ("char", 2, 4, True, "unicode", False),
    ("char", 3, 3, False, None, False),
    ("char_wb", 1, 2, True, None, False),
    ("char_wb", 3, 5, True, "unicode", True),
    ("char_wb", 6, 8, False, "ascii", False),
]

TEXTS = [
    "",
    " ",
    "a",
    "I am",
    "The quick brown fox, the lazy dog.",
    "  two  spaces\tone tab\n\nand lines \r\n",
    "snake_case x1 3.14 don't e-mail@host",
    "Caf\u00e9 cafe\u0301 \u00c5ngstr\u00f6m \u212bngstro\u0308m",
    "o\u0308l",
    "\u0394\u03b7\u03bc\u03cc\u03a3 \u03a3\u039f\u03a6\u039f\u03a3 \u03a3 \u0391'\u03a3, \u0391\u03a3\u0301 \u0391\u03a3'\u0391",
    "\u0130STANBUL \u0130 I \u0131",
    "Stra\u00dfe \u1e9e \ufb01n \u01c5 \u2160\u2161 \u24b6",
    "\u4f60\u597d\uff0c\u4e16\u754c \u3053\u3093\u306b\u3061\u306f \u30ac",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22 \u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",
    "\u0663\u0664 \u096b\u096c \u00b2\u2075 \u2460 \U0001d7d8\U0001d7d9 \u3007",
    "a\u00a0b\u2003c\u3000d\x1ce\x85f\u200bg \u2028 \u2029 h",
    "\U0001f600\U0001f469\u200d\U0001f469\u200d\U0001f467 \U00010400\U00010401 \U0001d400",
    "\ufb1d \u1e69 \ufdfa",
    "\U0001dffa\ua7dc\U00010d50 \U000105c9 \u1c89",
]

CASES = {
    "ascii": [chr(i) for i in range(128)],
    "all": [chr(i) for i in range(CODE_POINTS) if not 0xD800 <= i < 0xE000],
}
CASES["known"] = [c for c in CASES["all"] if unicodedata.category(c) not in ("Cn", "Co")]
CASES["words"] = [c for c in CASES["known"] if c.isalnum()]
CASES["marks"] = [c for c in CASES["known"] if unicodedata.combining(c)]
CASES["capitals"] = [c for c in CASES["known"] if c.lower() != c]
CASES["composed"] = [c for c in CASES["known"] if unicodedata.decomposition(c)]
CASES["spaces"] = [c for c in CASES["known"] if c.isspace()]
CASES["digits"] = [c for c in CASES["known"] if c.isnumeric()]
CASES["sigmas"] = list("\u03a3\u03a3aB.' \u0301\u00ad")
CASES["few"] = list("ab -_1\n")

MIXTURES = [
    "ascii", "ascii spaces", "ascii words", "all ascii", "known", "words marks spaces", "capitals ascii",
    "composed ascii", "composed marks", "sigmas", "sigmas capitals", "digits ascii", "few", "few marks", "few spaces",
]  # fmt: skip


def random_text(source, longest):
    sets = [CASES[name] for name in source.choice(MIXTURES).split()]
    return "".join(source.choice(source.choice(sets)) for _ in range(source.randint(0, longest)))


def strip_accents_before_0_22(text):
    return text if unicodedata.normalize("NFKD", text) == text else strip_accents_unicode(text)


def analyzer_of(analyzer, shortest, longest, lowercase, strip_accents, is_old):
    return CountVectorizer(
        analyzer=analyzer,
        ngram_range=(shortest, longest),
        lowercase=lowercase,
        strip_accents=strip_accents_before_0_22 if is_old else strip_accents,
    ).build_analyzer()


# Two spaces apart.
PATTERNS = r"""
(?u)\b\w\w+\b  (?u)\b\w+\b  \w{1,}  \w+  \b[a-zA-Z]{3,}\b  [a-zA-Z]+  \S+  [^\s]+  \b\w  \w\b  \b\w{2,4}\b  \w{2,3}?
\w+|[^\w\s]  [a-z]+(?:'[a-z]+)?  \b\w[\w']*\b  (?u)\b(\w\w+)\b  (\w)\w*  (?P<first>\w)-  (?:a|ab)(?:c|bcd)?  .  (?s).
a*  a*?  a??  (a)|b  (?:a|b)*  (?:a*)*  (?:|a)+  (a|b)*  (?:a?){3}  (?:\b|a)*  a|b  a||b  |b  a{2  a{,2}  a{}  x{0}a
^.  .$  (?m)^.  (?m).$  \A.  .\Z  \B.  \B  \b  $  ^  \d+  \D  \s  [\d.]+  [^\W\d_]+  [\w.-]+@[\w.-]+  \b[a-z]+  [\w-]+\b
[]a]  [^]a]  [a-]  [\]]  [\b]  \x41  \u00e9  \U0001f600  \101  \07  \-  \.  \t|\r|\v|\f|\a
(?x) a b # c  (?x:a b)c  (?#c)a  (x){0}a
(?i)stra\u00dfe  (?i)[k-s]+  (?i)\u03c3  (?i)[^a-z]  (?i:A)b  (?i:A)|b  (?i)[\u0100-\U00010410]  (?i)[\U00010400x]  (?i)\d|K
(?a)\w+  (?a)\b\w  (?a)\s  (?a)\W  (?a)\b\d+\b  (?ai)[k-s]  (?u:\w)  (?-i:a)  (?s-i:.)  (?i)(?s)(?m)b.$
"""
# One space apart.
INVALID = r"""
( ) [ a** * ^* (?z) (?i- (?i-) (?:a \q \8 \x4 \u00e \U00110000 \400 [\8] [z-a] [\d-z] a{2,1} (?P<1>a) (?Q) a(?i) (?au)
(?a)(?u) (?i-i:a) (?-a:a) a(?iQ) (?# \
"""

PATTERN_TEXTS = TEXTS[:12] + TEXTS[14:17] + ["abcd aab ba\n", "ab\n\n", "can't stop: x.y@z-w.de [a]-b]"]

ATOMS = r"""
\w \W \d \D \s \S . a b ab - ' [a-z] [^a-z] [\w-] [^\W\d] [^\s,] [ab] [^ab] (?:) \. \n _ \u03c3 [\w'] [\u00e0-\u00fc]
""".split()
ASSERTIONS = r"\b \B ^ $ \A \Z".split(" ")
COUNTS = "* + ? *? +? ?? {2} {2,} {1,3} {,2} {2,3}? {0} {1,}?".split(" ")


def is_invalid(pattern):
    try:
        re.compile(pattern)
    except (re.error, ValueError):
        return True
    raise AssertionError(f"Python takes {pattern}")


def random_pattern(source, depth=0):
    kind = source.random()
    if depth > 2 or kind < 0.35:
        pattern = source.choice(ATOMS)
    elif kind < 0.45:
        return source.choice(ASSERTIONS)
    elif kind < 0.65:
        return "".join(random_pattern(source, depth + 1) for _ in range(source.randint(1, 4)))
    elif kind < 0.85:
        options = [random_pattern(source, depth + 1) for _ in range(source.randint(1, 3))]
        pattern = source.choice(["(?:", "(?:", "(?:", "(?s:", "(?m:", "(?i:", "("]) + "|".join(options) + ")"
    else:
        pattern = "(?:" + random_pattern(source, depth + 1) + ")"
    return pattern + source.choice(["", source.choice(COUNTS)])


def random_patterns(source, count):
    while count > 0:
        pattern = source.choice(["", "", "", "(?i)", "(?a)", "(?m)"]) + random_pattern(source)
        if len(pattern) <= 60 and re.compile(pattern).groups <= 1:
            count -= 1
            yield pattern


def answers(kinds):
    source = random.Random(14)
    random_texts = [random_text(source, 40) for _ in range(250)]
    analyzers = [analyzer_of(*settings) for settings in SETTINGS]
    by_hand = [pattern for line in PATTERNS.strip().split("\n") for pattern in line.split("  ")]
    short_texts = [random_text(source, 12) for _ in range(40)]
    all_characters = CASES["all"]
    separated = "\n".join(all_characters)
    return {
        "settings": SETTINGS,
        "texts": TEXTS,
        "grams": [[joined(analyze(text)) for text in TEXTS] for analyze in analyzers],
        "random": {
            "texts": random_texts,
            "digests": [digest(digest(analyze(text)) for text in random_texts) for analyze in analyzers],
        },
        "patterns": {
            "texts": PATTERN_TEXTS,
            "words": [[pattern, *(joined(re.findall(pattern, text)) for text in PATTERN_TEXTS)] for pattern in by_hand],
            "randomTexts": short_texts,
            "digests": [
                [pattern, digest(digest(re.findall(pattern, text)) for text in short_texts)]
                for pattern in random_patterns(source, 400)
            ],
        },
        "invalid": [pattern for pattern in INVALID.split() if is_invalid(pattern)],
        "characters": {
            "kinds": hashlib.sha256(bytes(kinds)).hexdigest(),
            "lower": digest([separated.lower()]),
            "sigmaAfter": digest(["\n".join(f"A{c}\u03a3".lower() for c in all_characters)]),
            "sigmaBefore": digest(["\n".join(f"A\u03a3{c}B".lower() for c in all_characters)]),
            "unicode": digest([strip_accents_unicode(separated)]),
            "ascii": digest([strip_accents_ascii(separated)]),
        },
    }


def as_json(value, indent=""):
    """Formats as the project's formatter does: on one line what fits into it."""
    line = json.dumps(value)
    is_flat = not isinstance(value, dict) and len(indent + line) < 120
    if is_flat or not isinstance(value, (dict, list, tuple)):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {as_json(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + "\n" + indent + "}"
    return "[\n" + ",\n".join(inner + as_json(item, inner) for item in value) + "\n" + indent + "]"


if __name__ == "__main__":
    assert unicodedata.unidata_version == "14.0.0", "the tables are those of Unicode 14: run this with Python 3.11"
    assert sklearn.__version__ == "1.9.1"
    all_kinds = [kind_of(chr(point)) for point in range(CODE_POINTS)]
    TABLE.write_text(table(all_kinds), encoding="utf-8")
    ANSWERS.write_text(as_json(answers(all_kinds)) + "\n", encoding="utf-8")
