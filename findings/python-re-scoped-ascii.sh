#!/bin/sh
# Python's re (3.8 to 3.13): a scoped flag (?a:\W) at the start of a pattern is not what search and findall look for.
#
# In ASCII mode é is not a word character, so (?a:\W) matches it, and re.match does. But search and findall first skip to a
# character that may begin a match, and for that they take the class without the group's flag: in Unicode mode é is a word
# character, and is skipped. With another alternative before it, there is no such short cut, and é is found.
#
# Seen with Python 3.8.18, 3.11.7, 3.12.1 and 3.13.0. Nothing is installed: it is the standard library.
set -eu
python3 - >/tmp/seen.$$ <<'END'
import re

text = "a\u00e9-"
print("match é:", re.match(r"(?a:\W)", "\u00e9") is not None)
print("findall (?a:\\W):", ascii(re.findall(r"(?a:\W)", text)))
print("findall x|(?a:\\W):", ascii(re.findall(r"x|(?a:\W)", text)))
END
trap 'rm -f /tmp/seen.$$' EXIT
cat /tmp/seen.$$
diff - /tmp/seen.$$ <<'END'
match é: True
findall (?a:\W): ['-']
findall x|(?a:\W): ['\xe9', '-']
END
