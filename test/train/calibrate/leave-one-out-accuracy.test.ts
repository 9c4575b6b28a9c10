/** Leave-one-out accuracy: how many documents of the sample the others put where they belong. */

import { describe, expect, it } from "vitest";
import { readCorpus } from "../../../src/corpus/corpus.js";
import { dump } from "../../../src/library/dump.js";
import { load } from "../../../src/library/load.js";
import { train } from "../../../src/library/train.js";
import { accuracyByLeaveOneOut } from "../../../src/train/calibrate/leave-one-out-accuracy.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { countsFile, TRUE, trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

const SAMPLE = new URL("../../../data/sample", import.meta.url).pathname;

const accuracyOf = async (documents: readonly Labelled[]) =>
  accuracyByLeaveOneOut(decodeCounts(await trainedOn(documents), ""));

describe("accuracyByLeaveOneOut", () => {
  it("is the accuracy of models of all other documents", async () => {
    const documents = [
      ...["engine wheel", "wheel brake", "brake engine", "rocket"].map((text) => ({ label: "autos", text })),
      ...["orbit rocket", "rocket probe", "probe orbit", "brake wheel"].map((text) => ({ label: "space", text })),
    ];
    let right = 0;
    for (const [i, { label, text }] of documents.entries()) {
      const others = documents.toSpliced(i, 1);
      if (load(await dump(await train(others))).categoryOf(text) === label) right++;
    }
    expect(right).toBeGreaterThan(4);
    expect(right).toBeLessThan(8);
    expect(await accuracyOf(documents)).toEqual({ documents: 8, right });
  });

  it("is empty for counts of fewer than two categories, and for categories of one document", async () => {
    const none = { documents: 0, right: 0 };
    expect(await accuracyOf([{ label: "a", text: "engine" }])).toEqual(none);
    expect(await accuracyOf(["a", "b"].map((label) => ({ label, text: `engine ${label}` })))).toEqual(none);
    const empty = countsFile({
      ...Object.fromEntries(Object.keys(TRUE).map((name) => [name, new Uint8Array()])),
      header: { ...TRUE.header, labels: [], documents: [], terms: 0 },
    });
    expect(accuracyByLeaveOneOut(decodeCounts(empty, ""))).toEqual(none);
  });
});

describe("a model of data/sample", () => {
  it("has probabilities that vary, are below 1, and match the accuracy", async () => {
    const documents: Labelled[] = [];
    for await (const { label, text } of readCorpus(SAMPLE)) documents.push({ label, text });
    // The first two thirds of each category train; the rest is heldOut.
    const isTraining = ({ label }: Labelled, i: number): boolean =>
      documents.slice(0, i).filter((other) => other.label === label).length % 3 < 2;
    const classifier = load(await dump(await train(documents.filter(isTraining))));
    const heldOut = documents.filter((document, i) => !isTraining(document, i));
    const found = heldOut.map(({ label, text }) => ({ label, ...classifier.predict(text) }));
    const said = found.reduce((sum, { probability }) => sum + probability!, 0) / found.length;
    const right = found.filter(({ label, category }) => label === category).length / found.length;
    expect(found.length).toBe(16);
    expect(Math.abs(said - right)).toBeLessThan(0.15);
    expect(Math.min(...found.map(({ probability }) => probability!))).toBeLessThan(0.9);
    expect(Math.max(...found.map(({ probability }) => probability!))).toBeGreaterThan(0.6);
    expect(Math.max(...found.map(({ probability }) => probability!))).toBeLessThan(0.9999);
  });
});
