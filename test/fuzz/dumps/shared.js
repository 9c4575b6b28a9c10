// @ts-check
/** Values that are shared: small dumps whose values, written out one by one, are larger than any memory. */

import { deflateSync } from "node:zlib";
import { attributeOf, laughs, leaf, nodeWith, pickleOf, shared, textCode, treeOf } from "./values.js";

/** As many as 64 KiB have room for. */
const TIMES = 12_000;
const ITEMS = 400_000;
/** Attributes in whose place a list of lists of lists is put. */
const ATTRIBUTES = [
  ...[
    "steps",
    "memory",
    "_sklearn_version",
    "vocabulary_",
    "vocabulary",
    "stop_words",
    "tokenizer",
    "token_pattern",
    "dtype",
  ],
  ...["ngram_range", "norm", "idf_", "classes_", "feature_log_prob_", "class_log_prior_", "alpha"],
];

/**
 * Yields `[name, bytes]`.
 *
 * @param dumps those of all fixtures.
 */
export async function* sharedBombs(dumps) {
  const treeNamed = (file) => treeOf(dumps.find(({ name }) => name === file));
  for (const [width, depth] of [
    [1000, 5],
    [100, 6],
    [10, 40],
  ]) {
    const list = laughs(width, depth);
    yield ["lists of lists", pickleOf(leaf(list))];
    for (const name of ATTRIBUTES) {
      const tree = structuredClone(await treeNamed("1.9.1/tutorial.joblib"));
      for (const object of ["Pipeline", "TfidfVectorizer", "TfidfTransformer", "MultinomialNB"]) {
        set(
          nodeWith(tree, (node) => isObject(node, object)),
          name,
          leaf(list),
        );
      }
      yield ["lists of lists", pickleOf(tree)];
    }
  }
  yield [
    "members that are one",
    pickleOf(await repeated(treeNamed, "calibrated-sigmoid-two", "CalibratedClassifierCV", "calibrated_classifiers_")),
  ];
  yield ["members that are one", pickleOf(await repeated(treeNamed, "text-union", "FeatureUnion", "transformer_list"))];
  yield ["members that are one", pickleOf(await repeated(treeNamed, "tutorial", "Pipeline", "steps"))];
  for (const kind of ["rows again and again", "wide", "high"]) yield ["sparse matrix", await sparse(treeNamed, kind)];
}

const isObject = (node, name) => node.kind === "object" && Boolean(node.entries[0].code?.endsWith(`\n${name}\n`));

function set(object, name, value) {
  const at = object && attributeOf(object, name);
  if (at) object.entries[2].entries[at] = value;
}

/** A list of an estimator, all of whose items are its first. */
async function repeated(treeNamed, dump, object, name) {
  const tree = structuredClone(await treeNamed(`1.9.1/${dump}.joblib`));
  const node = nodeWith(tree, (one) => isObject(one, object));
  const list = node.entries[2].entries[attributeOf(node, name)];
  list.entries = shared(list.entries[0], TIMES);
  return tree;
}

/** A classifier with a sparse matrix that lies: every other row has all entries, or its shape is large. */
async function sparse(treeNamed, kind) {
  const tree = structuredClone(await treeNamed("1.9.1/sgd-sparse.joblib"));
  const matrix = nodeWith(tree, (node) => isObject(node, "csr_matrix"));
  const shape = { "rows again and again": [ITEMS, 1], wide: [3, 80_000_000], high: [80_000_000, 3] }[kind];
  set(matrix, "_shape", { kind: "list", entries: shape.map((length) => leaf(`I${length}\n`)) });
  if (kind === "rows again and again") {
    set(matrix, "data", integers(matrix, Array(ITEMS).fill(1)));
    set(matrix, "indices", integers(matrix, Array(ITEMS).fill(0)));
    set(
      matrix,
      "indptr",
      integers(
        matrix,
        Array.from({ length: ITEMS + 1 }, (_, i) => (i % 2) * ITEMS),
      ),
    );
  }
  return Uint8Array.from(deflateSync(pickleOf(tree)));
}

/** An array of 64-bit integers with the dtype of another array. */
function integers(matrix, numbers) {
  const dtype = structuredClone(nodeWith(matrix, ({ kind }) => kind === "array").entries[1]);
  dtype.entries[1].entries[0] = leaf(textCode("i8"));
  const { buffer } = BigInt64Array.from(numbers, BigInt);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(buffer.byteLength);
  const bytes = leaf(`B${length.toString("latin1")}${Buffer.from(buffer).toString("latin1")}`);
  return {
    kind: "array",
    entries: [{ kind: "list", entries: [leaf(`I${numbers.length}\n`)] }, dtype, leaf("\x89"), bytes],
  };
}
