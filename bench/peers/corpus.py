"""Corpora for the other sides: a folder of category folders → texts and labels, by category name, then file name."""

import os


def read(folder):
    """Returns the texts, the category number of each, and the categories' names."""
    categories = sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))
    texts, labels = [], []
    for label, category in enumerate(categories):
        inside = os.path.join(folder, category)
        for name in sorted(os.listdir(inside)):
            with open(os.path.join(inside, name), "rb") as file:
                texts.append(decode(file.read()))
            labels.append(label)
    return texts, labels, categories


def decode(data):
    """The messages of 1993 are Latin-1; those that the development split writes are UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
