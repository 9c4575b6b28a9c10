"""Corpora for the other sides: a folder of category folders, or NDJSON of text and label → texts and labels."""

import gzip
import json
import os


def read(path):
    """Returns the texts, the category number of each, and the categories' names.

    A folder is read by category name, then file name; the lines of a file in their order.
    """
    if os.path.isdir(path):
        texts, names = read_folder(path)
    else:
        texts, names = read_lines(path)
    categories = sorted(set(names))
    numbers = {category: number for number, category in enumerate(categories)}
    return texts, [numbers[name] for name in names], categories


def read_folder(folder):
    texts, names = [], []
    for category in sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name))):
        inside = os.path.join(folder, category)
        for name in sorted(os.listdir(inside)):
            with open(os.path.join(inside, name), "rb") as file:
                texts.append(decode(file.read()))
            names.append(category)
    return texts, names


def read_lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        documents = [json.loads(line) for line in file]
    return [document["text"] for document in documents], [str(document["label"]) for document in documents]


def decode(data):
    """The messages of 1993 are Latin-1; those that the development split writes are UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def stripped(texts):
    """The texts without headers, footers and quotes, as fetch_20newsgroups removes them."""
    from sklearn.datasets import _twenty_newsgroups as parts

    for strip in parts.strip_newsgroup_header, parts.strip_newsgroup_footer, parts.strip_newsgroup_quoting:
        texts = [strip(text) for text in texts]
    return texts
