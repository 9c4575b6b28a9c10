"""The texts, and short words for what the recipes make of them."""

import inspect
import json
import os

import numpy as np
import sklearn
from sklearn.pipeline import Pipeline

FOLDER = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(FOLDER, "texts.json"), encoding="utf-8") as file:
    TEXTS = json.load(file)

TWO = ("cooking", "space")
THREE = ("cooking", "football", "space")
FOUR = ("cooking", "football", "garden", "space")
ONE = ("space",)

VERSION = tuple(int(part) for part in sklearn.__version__.split(".")[:2])


def training(categories):
    """Returns the texts of some categories, and the category of each."""
    # One text of each in turn, so that every fold of a cross-validation has all categories.
    rows = zip(*(TEXTS["train"][category] for category in categories))
    texts = [text for row in rows for text in row]
    return texts, np.array(list(categories) * (len(texts) // len(categories)))


def create(cls, **params):
    """Makes an object of a class, without the parameters that this version of scikit-learn does not know."""
    init = getattr(cls.__init__, "deprecated_original", cls.__init__)
    known = inspect.signature(init).parameters
    return cls(**{name: value for name, value in params.items() if name in known})


def fitted(*steps, categories=THREE, labels=None):
    """Returns a pipeline of steps, named by their class as make_pipeline does, trained on texts."""
    texts, names = training(categories)
    if labels is not None:
        labels = np.asarray(labels)
        names = labels[[categories.index(name) for name in names]]
    pipeline = Pipeline([(type(step).__name__.lower() + str(i or ""), step) for i, step in enumerate(steps)])
    return pipeline.fit(texts, names)


class Files(dict):
    """Things that go to files of their own, by the last part of the file's name."""


def apart(pipeline):
    """Returns the steps of a pipeline for two files."""
    (_, vectorizer), (_, model) = pipeline.steps
    return Files(vectorizer=vectorizer, model=model)


def settle(thing, seen=None):
    """
    Sets what differs from run to run to 0, and drops what is not needed: the address in memory of the stop words, the
    times of a search, and the terms that a vectorizer left out (up to 1.4, many times as large as the vocabulary).
    """
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return
    seen.add(id(thing))
    parts = []
    if isinstance(thing, (list, tuple)):
        parts = thing
    elif isinstance(thing, dict):
        parts = list(thing.values())
    elif type(thing).__module__.startswith("sklearn.") and hasattr(thing, "__dict__"):
        settle_state(thing.__dict__)
        parts = list(thing.__dict__.values())
    for part in parts:
        settle(part, seen)


def settle_state(state):
    if "_stop_words_id" in state:
        state["_stop_words_id"] = 0
    if "refit_time_" in state:
        state["refit_time_"] = 0.0
    for name, values in state.get("cv_results_", {}).items():
        if name.endswith("_time"):
            values[:] = 0
    if not state.pop("keeps_stop_words", False):
        state.pop("stop_words_", None)
