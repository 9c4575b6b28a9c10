"""Times a model of train.py on one text after the other, as a service is asked.    import_times.py MODEL TEXTS

Prints one line of JSON: the mean microseconds of the short text, and of each of the `medium` texts of import_texts.py.
"""

import json
import sys
import time

from joblib import load

SHORT = "computer cpu memory ram"
TIMES = 300

model, _ = load(sys.argv[1])
with open(sys.argv[2]) as file:
    medium = json.load(file)["medium"]


def microseconds(texts):
    start = time.perf_counter()
    for text in texts:
        model.predict([text])
    return (time.perf_counter() - start) / len(texts) * 1e6


microseconds([SHORT] * 20)
print(json.dumps({"short": microseconds([SHORT] * TIMES), "medium": microseconds(medium)}))
