"""
Makes the fixtures of one version of scikit-learn, with its answers, by the Python that has this version:

    python make.py fixtures/1.9.1
    python make.py --check fixtures/1.9.1

--check makes them again in a temporary folder, and compares. README.md tells the layout.
"""

import json
import os
import platform
import re
import shutil
import sys
import tempfile
import warnings

# The order of sets and the sums of several threads differ from run to run, unless this is set before Python starts.
SETTLED = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONWARNINGS": "ignore",
}
if __name__ == "__main__" and any(os.environ.get(name) != value for name, value in SETTLED.items()):
    os.execve(sys.executable, [sys.executable] + sys.argv, dict(os.environ, **SETTLED))

import numpy
import scipy
import sklearn

from containers import joblib, read, write
from corpus import TEXTS, Files, settle
from recipes import recipes_of

# The committed files answer alike on every machine, but for the last bits; of answers of 32 bits, those are more.
# Training takes many steps, each of which another processor may round otherwise, and stops when it is near enough.
SAME_FILE, SAME_FILE_32, SAME_TRAINING = 1e-12, 1e-6, 1e-4


# These two stand for functions of an author's program, which no other program has.
def tokenize(text):
    return re.findall("[a-z]+", text.lower())


def clean(text):
    return text.replace("-", "").lower()


def assemble(things):
    """Finds the steps in what was read: vectorizers, then transformers, then the model; and names of the categories."""
    flat, names, encoder = [], None, None
    queue = list(things)
    while queue:
        thing = queue.pop(0)
        if isinstance(thing, dict):
            queue = list(thing.values()) + queue
        elif isinstance(thing, (list, tuple)):
            if thing and all(isinstance(item, str) for item in thing):
                names = list(thing)
            else:
                queue = list(thing) + queue
        elif type(thing).__name__ == "LabelEncoder":
            encoder = thing
        elif hasattr(thing, "predict") or hasattr(thing, "transform"):
            flat.append(thing)

    def place(step):
        if hasattr(step, "predict"):
            return 2
        return 1 if type(step).__name__ in ("TfidfTransformer", "Normalizer", "MaxAbsScaler") else 0

    flat.sort(key=place)
    return flat, names if encoder is None else [str(name) for name in encoder.classes_]


def features_before(model, X):
    """Returns what reaches the classifier inside a search or a pipeline, or None where there are several."""
    while hasattr(model, "best_estimator_"):
        model = model.best_estimator_
    if not hasattr(model, "steps"):
        return X if hasattr(X, "getnnz") else None
    for _, step in model.steps[:-1]:
        if step is not None and step != "passthrough":
            X = step.transform(X)
    return features_before(model.steps[-1][1], X)


def classes_of(model):
    # Before 0.22, a pipeline and a search did not have the classes of what is in them.
    while not hasattr(model, "classes_"):
        model = model.best_estimator_ if hasattr(model, "best_estimator_") else model.steps[-1][1]
    return model.classes_


def answers(things, indexes):
    """Asks a model about texts."""
    steps, names = assemble(things)
    model = steps[-1]
    texts = [TEXTS["evaluate"][i] for i in indexes]
    X = texts
    for step in steps[:-1]:
        X = step.transform(X)
    result = {"classes": [str(name) for name in classes_of(model)]}
    if names is not None:
        result["categories"] = names
    result["predictions"] = [str(label) for label in model.predict(X)]
    for key, method in (("decision", "decision_function"), ("probabilities", "predict_proba")):
        try:
            array = getattr(model, method)(X)
        except AttributeError:
            result[key] = None
            continue
        # JSON keeps every bit of Python's floats.
        result[key] = numpy.asarray(array, dtype=numpy.float64).tolist()
        if array.dtype == numpy.float32:
            result["is32Bit"] = True
    features = features_before(model, X)
    result["nonzeros"] = None if features is None else features.getnnz(axis=1).tolist()
    return result


def entry_of(recipe, folder):
    """Writes one fixture to a folder, and returns its entry in answers.json."""
    made = recipe.make()
    parts = made if isinstance(made, Files) else {"": made}
    files, things = [], []
    for part, thing in parts.items():
        settle(thing)
        name = recipe.name + ("-" + part if part else "")
        new = write(thing, folder, name, recipe.container)
        files += new
        if recipe.refused is None:
            things.append(read(os.path.join(folder, new[0]), recipe.container))
    if recipe.then is not None:
        recipe.then(os.path.join(folder, files[0]))
    entry = {"name": recipe.name, "container": recipe.container, "files": files}
    if recipe.refused is not None:
        return dict(entry, refused=recipe.refused)
    if recipe.may_refuse is not None:
        entry["mayRefuse"] = recipe.may_refuse
    return dict(entry, texts=recipe.texts, **answers(things, indexes_of(recipe.texts)))


def indexes_of(texts):
    return TEXTS["core"] if texts == "core" else list(range(len(TEXTS["evaluate"])))


def make(folder):
    """Makes all fixtures of this version in a folder."""
    if os.path.isdir(folder):
        shutil.rmtree(folder)
    os.makedirs(folder)
    entries = []
    for recipe in recipes_of(sklearn.__version__, sys.modules[__name__]):
        try:
            entries.append(entry_of(recipe, folder))
        except Exception:
            print("in the recipe " + recipe.name, file=sys.stderr)
            raise
    by = {
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "joblib": joblib.__version__,
        "python": platform.python_version(),
    }
    lines = ",\n".join(json.dumps(entry, allow_nan=False) for entry in entries)
    with open(os.path.join(folder, "answers.json"), "w") as file:
        file.write('{"by": %s, "fixtures": [\n%s\n]}\n' % (json.dumps(by), lines))


def difference(a, b):
    """Returns the largest relative difference of two lists of answers; infinite where they differ otherwise."""
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        # What is small beside the text's other numbers counts by their size.
        if a and all(isinstance(x, float) for x in a + b):
            return max(abs(x - y) for x, y in zip(a, b)) / max(max(map(abs, a + b)), 1e-300)
        return max([difference(x, y) for x, y in zip(a, b)] or [0.0])
    return 0.0 if a == b else float("inf")


def entry_difference(a, b):
    keys = set(a) | set(b)
    return max(difference(a.get(key), b.get(key)) for key in keys)


def check(folder):
    """Compares the committed files and answers with what this Python makes of them, and with new ones."""
    committed = entries_in(folder)
    failures, all_files, same_bytes = [], 0, 0
    largest = {"files": 0.0, "training": 0.0}
    with tempfile.TemporaryDirectory() as temporary:
        again = os.path.join(temporary, "again")
        make(again)
        remade = entries_in(again)
        if set(remade) != set(committed):
            failures.append("other fixtures: " + ", ".join(sorted(set(remade) ^ set(committed))))
        for name in sorted(set(remade) & set(committed)):
            for kind, far, bound in differences(folder, committed[name], remade[name]):
                largest[kind] = max(largest[kind], far)
                if far > bound:
                    failures.append("%s: answers differ by %g (%s)" % (name, far, kind))
            for path in committed[name]["files"]:
                all_files += 1
                same_bytes += contents(os.path.join(folder, path)) == contents(os.path.join(again, path))
    print("%d fixtures by scikit-learn %s" % (len(remade), sklearn.__version__))
    print("committed files: answers within %g; trained again: within %g" % (largest["files"], largest["training"]))
    print("%d of %d files have the same bytes" % (same_bytes, all_files))
    for failure in failures:
        print("FAILED " + failure)
    return 1 if failures else 0


def entries_in(folder):
    with open(os.path.join(folder, "answers.json")) as file:
        return {entry["name"]: entry for entry in json.load(file)["fixtures"]}


def differences(folder, old, new):
    """Yields how far the committed answers are from those of the committed files, and of new ones, with a bound."""
    if "refused" not in old:
        same = dict(old, **answers_of_files(folder, old))
        yield "files", entry_difference(old, same), SAME_FILE_32 if old.get("is32Bit") else SAME_FILE
    yield "training", entry_difference(old, new), SAME_TRAINING


def answers_of_files(folder, entry):
    owners = [path for path in entry["files"] if ".npy" not in path]
    things = [read(os.path.join(folder, path), entry["container"]) for path in owners]
    return answers(things, indexes_of(entry["texts"]))


def contents(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def main(arguments):
    is_check = arguments[:1] == ["--check"]
    folders = arguments[1:] if is_check else arguments
    if len(folders) != 1:
        sys.exit(__doc__.strip())
    if os.path.basename(os.path.normpath(folders[0])) != sklearn.__version__:
        sys.exit("this Python has scikit-learn %s: name the folder fixtures/%s" % ((sklearn.__version__,) * 2))
    # Some classes turn the warnings that Python was told to ignore on again.
    warnings.filterwarnings("ignore")
    sys.exit(check(folders[0]) if is_check else make(folders[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
