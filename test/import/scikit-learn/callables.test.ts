/** Callables: methods of str are known by name, and everything else is refused with what it is called. */

import { describe, expect, it } from "vitest";
import { PyGlobal, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { isCode, methodOfStr, refusedCallable } from "../../../src/import/scikit-learn/objects/callables.js";
import { estimator, instance, named, tfidf } from "./python-values.js";

const getattr = (owner: PyValue, name: PyValue, module = "builtins"): PyObject =>
  new PyObject(new PyGlobal(module, "getattr"), [owner, name]);
const str = (module = "builtins"): PyGlobal => new PyGlobal(module, "str");

/** A lambda as dill and cloudpickle write it: a call that would make a function of its code. */
const DILL = new PyObject(named("dill._dill._create_function"), [new PyObject(named("dill._dill._create_code"), [])]);
const CLOUDPICKLE = new PyObject(named("cloudpickle.cloudpickle._make_function"), []);

describe("methodOfStr", () => {
  it.each<readonly [string, PyValue]>([
    ["as protocol 4 names it", new PyGlobal("builtins", "str.split")],
    ["as Python 2 would name it", new PyGlobal("__builtin__", "str.split")],
    ["as protocols before 4 write it", getattr(str(), "split")],
    ["as they write it for Python 2", getattr(str("__builtin__"), "split", "__builtin__")],
  ])("knows str.split %s", (_how, value) => {
    expect(methodOfStr(value)).toBe("split");
  });

  it.each<readonly [string, PyValue | undefined]>([
    ["a function of the author's program", named("__main__.split")],
    ["a class of the author's program called str", new PyGlobal("__main__", "str.split")],
    ["str itself", str()],
    ["a method of bytes", new PyGlobal("builtins", "bytes.split")],
    ["a method of a method", new PyGlobal("builtins", "str.split.__call__")],
    ["an attribute of the author's str", getattr(str("__main__"), "split")],
    ["an attribute of an object", getattr(instance("re.Pattern"), "split")],
    ["an attribute whose name is no text", getattr(str(), 7)],
    ["another function of two arguments", new PyObject(named("builtins.setattr"), [str(), "split"])],
    ["the author's getattr", getattr(str(), "split", "__main__")],
    ["a text", "split"],
    ["nothing", undefined],
  ])("does not take for one %s", (_what, value) => {
    expect(methodOfStr(value)).toBeUndefined();
  });
});

describe("isCode", () => {
  it.each<readonly [string, PyValue]>([
    ["dill", DILL],
    ["cloudpickle", CLOUDPICKLE],
    ["types", new PyObject(named("types.CodeType"), [])],
    ["marshal", new PyObject(named("marshal.loads"), [])],
  ])("finds what %s wrote", (_module, value) => {
    expect(isCode(value)).toBe(true);
  });

  it("finds none in other objects, in names, and in modules that begin alike", () => {
    for (const value of [
      instance("sklearn.x.Y"),
      named("dill._dill._create_function"),
      instance("dillinger.X"),
      instance("mytypes.X"),
      undefined,
    ]) {
      expect(isCode(value)).toBe(false);
    }
  });
});

describe("refusedCallable", () => {
  const refused = (value: PyValue) =>
    refusedCallable(estimator(tfidf(), "step 'text'"), "tokenizer", value, "leave it out");

  it.each<readonly [string, PyValue, string]>([
    ["a function of the author's program", named("__main__.tokenize"), "__main__.tokenize"],
    ["a function of a package", named("nltk.tokenize.word_tokenize"), "nltk.tokenize.word_tokenize"],
    ["a partial", instance("functools.partial"), "functools.partial"],
    ["an instance of the author's class", instance("__main__.Tokenizer"), "__main__.Tokenizer"],
    ["a method of an object", getattr(instance("re.Pattern"), "findall"), "re.Pattern.findall"],
    ["a method of a class", getattr(str(), "lower"), "builtins.str.lower"],
    ["a method of what is not known", getattr(7, null), "7.?"],
    ["what is no callable at all", 7, "7"],
  ])("names %s", (_what, value, name) => {
    expect(refused(value)).toMatchObject({
      code: "callable",
      message: `step 'text': tokenizer is ${name}, whose code is not in the file; leave it out`,
    });
  });

  it.each([
    ["dill", DILL],
    ["cloudpickle", CLOUDPICKLE],
  ])("says of a lambda that %s wrote it into the file", (module, value) => {
    expect(refused(value)).toMatchObject({
      code: "pickled-code",
      message: `step 'text': tokenizer is code that ${module} wrote into the file, and no code of a file is ever run; leave it out`,
    });
  });
});
