"""How objects are written to files and read back: the ways in which people save models with joblib and pickle."""

import gzip
import os
import pickle
from unittest import mock

import joblib as new_joblib
import sklearn

try:
    # Until 0.20 scikit-learn came with its own joblib, whose name is in the files.
    from sklearn.externals import joblib as own_joblib
except ImportError:
    own_joblib = new_joblib

IS_BUNDLED = tuple(int(part) for part in sklearn.__version__.split(".")[:2]) < (0, 21)
joblib = own_joblib if IS_BUNDLED else new_joblib


def with_joblib(compress=0, protocol=None):
    options = {"compress": compress} if protocol is None else {"compress": compress, "protocol": protocol}
    return lambda thing, path: joblib.dump(thing, path, **options)


def with_old_joblib(compress):
    """Before 0.10, joblib wrote large arrays to files beside, and its own "ZF" format for compressed ones."""
    # With no cache every array is large.
    return lambda thing, path: new_joblib.dump(thing, path, compress=compress, cache_size=0 if not compress else 100)


def with_pickle(protocol, opener=open):
    def dump(thing, path):
        with opener(path, "wb") as file:
            pickle.dump(thing, file, protocol)

    return dump


def memory_mapped(thing, path):
    """Writes what joblib.load(mmap_mode="r") returned, whose arrays are of another class."""
    joblib.dump(thing, path)
    mapped = joblib.load(path, mmap_mode="r")
    # A mapped file must not be written, and the arrays must not change what they remember of its name.
    joblib.dump(mapped, path + ".new")
    os.replace(path + ".new", path)


def with_dill(thing, path):
    import dill

    with open(path, "wb") as file:
        dill.dump(thing, file, recurse=True)


def with_cloudpickle(thing, path):
    import cloudpickle

    with open(path, "wb") as file:
        cloudpickle.dump(thing, file)


# name → (extension, writer). Names of files in the wild often lie, and so do some of these.
CONTAINERS = {
    "joblib": (".joblib", with_joblib()),
    "joblib-protocol-2": (".joblib", with_joblib(protocol=2)),
    "joblib-zlib": (".joblib", with_joblib(compress=3)),
    "joblib-zlib-named-gz": (".pkl.gz", with_joblib(compress=("zlib", 3))),
    "joblib-gzip": (".joblib", with_joblib(compress=("gzip", 3))),
    "joblib-bz2": (".joblib", with_joblib(compress=("bz2", 3))),
    "joblib-xz": (".joblib", with_joblib(compress=("xz", 3))),
    "joblib-lzma": (".joblib", with_joblib(compress=("lzma", 3))),
    "joblib-memory-mapped": (".joblib", memory_mapped),
    "old-joblib": (".pkl", with_old_joblib(0)),
    "old-joblib-zf": (".pkl", with_old_joblib(3)),
    "gzip": (".pkl.gz", with_pickle(3, gzip.open)),
    "dill": (".pkl", with_dill),
    "cloudpickle": (".pkl", with_cloudpickle),
}
for number in range(6):
    CONTAINERS["pickle-%d" % number] = (".pkl", with_pickle(number))


def write(thing, folder, name, container):
    """Writes a thing, and returns the names of its files."""
    extension, dump = CONTAINERS[container]
    before = set(os.listdir(folder))
    # gzip writes the time into its header.
    with mock.patch("time.time", return_value=0.0):
        dump(thing, os.path.join(folder, name + extension))
    new = sorted(set(os.listdir(folder)) - before)
    # The file that the others belong to goes first.
    return sorted(new, key=len)


def read(path, container):
    if container.startswith("old-joblib"):
        return new_joblib.load(path)
    if container.startswith("pickle"):
        with open(path, "rb") as file:
            return pickle.load(file)
    if container == "gzip":
        with gzip.open(path) as file:
            return pickle.load(file)
    return joblib.load(path)
