/** Labels: the classes of a model as text, and the names that stand beside it. */

import { describe, expect, it } from "vitest";
import { NewsgroupsError } from "../../../src/core/errors.js";
import type { NdArray, PyValue } from "../../../src/import/pickle/values.js";
import { areIndexes, labelText, namesIn, targetNames } from "../../../src/import/scikit-learn/labels.js";
import { classCount, classesOf } from "../../../src/import/scikit-learn/objects/classes.js";
import {
  bayes,
  bools,
  byteTexts,
  dict,
  estimator,
  float,
  floats,
  instance,
  ints,
  objects,
  refusalOf,
  texts,
} from "./python-values.js";

const classesIn = (classes: PyValue): readonly PyValue[] => classesOf(estimator(bayes({ classes_: classes })));
/** The names of a model of these classes, with these values beside it. */
const namesOf = (classes: NdArray, beside: readonly PyValue[] = [], given?: readonly string[]): readonly string[] =>
  targetNames(classesIn(classes), beside, given);

describe("names of a model of text classes", () => {
  it("are the classes, whatever stands beside the model", () => {
    expect(namesOf(texts("ham", "spam"))).toEqual(["ham", "spam"]);
    expect(namesOf(texts("ham", "spam"), [["good", "bad"]])).toEqual(["ham", "spam"]);
    expect(namesOf(objects("crème", "Σελήνη 🚀"))).toEqual(["crème", "Σελήνη 🚀"]);
  });
});

/** Each is what `str(label)` gives in Python. */
describe("a class as text", () => {
  it.each<readonly [string, NdArray, readonly string[]]>([
    ["bools", bools(false, true), ["False", "True"]],
    ["ints", ints(-1, 0, 10), ["-1", "0", "10"]],
    ["ints beyond 2^53", objects(2n ** 60n), ["1152921504606846976"]],
    ["floats", floats([0.5, 1, 1e16, 1e-5]), ["0.5", "1.0", "1e+16", "1e-05"]],
    ["objects of several kinds", objects("yes", null, true, 3, float(2)), ["yes", "None", "True", "3", "2.0"]],
  ])("%s", (_what, classes, expected) => {
    expect(namesOf(classes)).toEqual(expected);
  });

  it("is the text of bytes, as Python 2 wrote text", () => {
    expect(namesOf(byteTexts(4, "ham", "spam"))).toEqual(["ham", "spam"]);
    expect(labelText(Buffer.from("crème"))).toBe("crème");
  });
});

describe("names beside a model of classes 0, 1, 2 …", () => {
  const NAMES = ["rec.autos", "sci.space", "talk"];

  it.each<readonly [string, PyValue]>([
    ["a list", NAMES],
    ["an array of text, as a LabelEncoder has it", texts(...NAMES)],
    ["an array of objects", objects(...NAMES)],
    ["a dict from numbers to names", dict([0, NAMES[0]!], [1, NAMES[1]!], [2, NAMES[2]!])],
    ["a dict from numbers to names, in another order", dict([2, NAMES[2]!], [0, NAMES[0]!], [1, NAMES[1]!])],
    ["a dict from names to numbers", dict([NAMES[1]!, 1], [NAMES[0]!, 0], [NAMES[2]!, 2])],
  ])("are in %s", (_what, value) => {
    expect(namesOf(ints(0, 1, 2), [value])).toEqual(NAMES);
    expect(namesOf(floats([0, 1, 2]), [value])).toEqual(NAMES);
  });

  it.each<readonly [string, PyValue]>([
    ["a list of two names", NAMES.slice(0, 2)],
    ["a list of four names", [...NAMES, "more"]],
    ["a list of numbers", [1, 2, 3]],
    ["a list of a number among names", ["a", "b", 3]],
    ["an array of numbers", ints(3, 4, 5)],
    ["a dict that leaves a number out", dict([0, "a"], [1, "b"], [3, "c"])],
    ["a dict with a number twice", dict(["a", 0], ["b", 0], ["c", 1])],
    ["a dict of floats", dict([float(0), "a"], [float(1), "b"], [float(2), "c"])],
    ["a dict of lists", dict([0, ["a"]], [1, ["b"]], [2, ["c"]])],
    ["a dict of two", dict([0, "a"], [1, "b"])],
    ["a text", "abc"],
    ["nothing", null],
  ])("are not in %s", (_what, value) => {
    expect(namesIn(value, 3)).toBeUndefined();
    expect(namesOf(ints(0, 1, 2), [value])).toEqual(["0", "1", "2"]);
  });

  it("count once if they are there twice, in whatever form", () => {
    expect(namesOf(ints(0, 1, 2), [NAMES, texts(...NAMES), [...NAMES]])).toEqual(NAMES);
  });

  it("are ambiguous if there are two lists of them", () => {
    expect(refusalOf(() => namesOf(ints(0, 1, 2), [NAMES, ["a", "b", "c"]]))).toMatchObject({
      code: "ambiguous",
      message: "2 lists of 3 names stand beside the model; name them with --targets, in the order of the classes",
    });
    // Joined by commas, the two would be the same.
    expect(
      refusalOf(() =>
        namesOf(ints(0, 1), [
          ["a,b", "c"],
          ["a", "b,c"],
        ]),
      ).code,
    ).toBe("ambiguous");
  });

  it("are not looked for where classes are no such numbers", () => {
    expect(namesOf(ints(1, 2, 3), [NAMES])).toEqual(["1", "2", "3"]);
    expect(namesOf(ints(0, 2, 1), [NAMES])).toEqual(["0", "2", "1"]);
    expect(namesOf(bools(false, true), [["no", "yes"]])).toEqual(["False", "True"]);
    expect(namesOf(texts("0", "1", "2"), [NAMES])).toEqual(["0", "1", "2"]);
  });

  it("must be names", () => {
    for (const wrong of ["", "a\nb", "a\tb", "spam\u001b[2J", "rec.autos", "\ud83d"]) {
      const { code, message } = refusalOf(() => namesOf(ints(0, 1), [["rec.autos", wrong]]));
      expect(code).toBe("parameter");
      expect(message).toMatch(
        /^category ".*" is empty, repeated or not printable; name them with --targets, in the order/,
      );
    }
    expect(refusalOf(() => namesOf(texts("", "spam"))).message).toContain('category ""');
  });

  it("tell numbers that are indexes from others", () => {
    expect(areIndexes([0, float(1), 2])).toBe(true);
    expect(areIndexes([])).toBe(true);
    expect(areIndexes([false, true])).toBe(false);
    expect(areIndexes([0, float(1.5)])).toBe(false);
  });
});

describe("names that are given", () => {
  const usage = (call: () => unknown): NewsgroupsError => {
    try {
      call();
    } catch (error) {
      if (error instanceof NewsgroupsError) return error;
      throw error;
    }
    throw new Error("it was not refused");
  };

  it("win over all others, in the order of the classes", () => {
    expect(namesOf(ints(0, 1), [["a", "b"]], ["ham", "spam"])).toEqual(["ham", "spam"]);
    expect(namesOf(texts("x", "y"), [], ["zebra", "ant"])).toEqual(["zebra", "ant"]);
    expect(namesOf(texts("", "y"), [], ["none", "y"])).toEqual(["none", "y"]);
    expect(
      namesOf(
        ints(0, 1),
        [
          ["a", "b"],
          ["c", "d"],
        ],
        ["ham", "spam"],
      ),
    ).toEqual(["ham", "spam"]);
  });

  it("must be as many as the classes, which the message lists", () => {
    expect(usage(() => namesOf(texts("1\n", "2", "3"), [], ["ham", "spam"]))).toMatchObject({
      code: "usage",
      message: "--targets: 2 names for 3 classes (1\\u000a, 2, 3); give one for each, in this order",
    });
    expect(usage(() => namesOf(ints(0, 1), [], ["a", "b", "c"])).code).toBe("usage");
  });

  it.each([
    ["a name twice", ["ham", "ham"]],
    ["an empty name", ["ham", ""]],
    ["a name with an escape", ["ham", "spam\u001b[2J"]],
  ])("must not have %s", (_what, given) => {
    const { code, message } = usage(() => namesOf(ints(0, 1), [], given));
    expect(code).toBe("usage");
    expect(message).toMatch(/^--targets: ".*": expected distinct printable names$/);
    expect(message).not.toContain("\u001b");
  });
});

describe("classes of a classifier", () => {
  const binarizer = (attributes: Record<string, PyValue>) =>
    instance("sklearn.preprocessing._label.LabelBinarizer", attributes);
  const ridge = (attributes: Record<string, PyValue>) =>
    instance("sklearn.linear_model._ridge.RidgeClassifier", attributes);

  it("are its own, or those of the binarizer within", () => {
    expect(classesIn(ints(3, 5))).toEqual([3, 5]);
    const within = { y_type_: "multiclass", classes_: texts("a", "b", "c") };
    expect(classesOf(estimator(ridge({ _label_binarizer: binarizer(within) })))).toEqual(["a", "b", "c"]);
    expect(classCount(estimator(instance("x.Y", { label_binarizer_: binarizer(within) })))).toBe(3);
    expect(classesOf(estimator(ridge({ classes_: ints(4, 7), _label_binarizer: binarizer(within) })))).toEqual([4, 7]);
  });

  it.each<readonly [string, PyValue]>([
    [
      "multilabel-indicator",
      ridge({ classes_: ints(0, 1), _label_binarizer: binarizer({ y_type_: "multilabel-indicator" }) }),
    ],
    ["multiclass-multioutput", ridge({ _label_binarizer: binarizer({ y_type_: "multiclass-multioutput" }) })],
    ["a list of lists of classes", ridge({ classes_: [ints(0, 1), ints(0, 1)] })],
  ])("are refused as multi-label: %s", (_what, classifier) => {
    const { code, message } = refusalOf(() => classesOf(estimator(classifier as ReturnType<typeof ridge>)));
    expect(code).toBe("multi-label");
    expect(message).toContain("sklearn.linear_model._ridge.RidgeClassifier");
  });

  it("are refused if there are none, or they are no list", () => {
    expect(refusalOf(() => classesIn(ints())).code).toBe("not-fitted");
    expect(refusalOf(() => classesOf(estimator(ridge({})))).code).toBe("not-fitted");
    expect(refusalOf(() => classesIn("ham")).code).toBe("damaged");
    expect(refusalOf(() => classesIn(floats([1, 2, 3, 4], [2, 2]))).code).toBe("damaged");
  });
});
