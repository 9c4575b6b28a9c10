/** Texts as people have them: in many languages and spellings, with emoji, and of small words alone. */

import { describe, expect, it } from "vitest";
import type { Classifier } from "../../src/core/predict/classifier.js";
import { load } from "../../src/library/load.js";
import type { CompileOptions } from "../../src/train/model/options.js";
import type { Labelled } from "../support/labelled.js";
import { artifactOf } from "../support/model-corpora.js";

type Texts = Readonly<Record<string, readonly string[]>>;

async function trainedOn(texts: Texts, options: CompileOptions = {}): Promise<Classifier> {
  const corpus: Labelled[] = Object.entries(texts).flatMap(([label, some]) => some.map((text) => ({ label, text })));
  return load(await artifactOf(corpus, options));
}

/** Requires that each text is of its category, and that the model knows a term of it. */
function expectCategories(classifier: Classifier, texts: Texts): void {
  for (const [label, some] of Object.entries(texts)) {
    for (const text of some) {
      const { category, knownTerms } = classifier.predict(text);
      expect([category, knownTerms > 0], text).toEqual([label, true]);
    }
  }
}

describe("a model of French", () => {
  const FRENCH: Texts = {
    cuisine: ["la théière et le café brûlant", "pâté en croûte, crème brûlée", "un gâteau, du thé, des crêpes"],
    sport: ["l’équipe menée a gagné la mêlée", "défaite de l’entraîneur énervé", "l’arbitre sévère, un joueur blessé"],
  };
  const ASKED = ["café, crêpes, thé", "gâteau brûlé", "entraîneur blessé", "mêlée sévère, équipe énervée"];

  it("gives the same answers for composed and decomposed accents", async () => {
    const models = await Promise.all(
      (["NFC", "NFD"] as const).map((form) =>
        trainedOn(
          Object.fromEntries(
            Object.entries(FRENCH).map(([label, texts]) => [label, texts.map((t) => t.normalize(form))]),
          ),
        ),
      ),
    );
    // Their probabilities may differ: which documents they are fitted to depends on the bytes of the documents.
    const answer = (classifier: Classifier, text: string) => {
      const { knownTerms, top } = classifier.predict(text, 2);
      return [knownTerms, ...top.map(({ category, score }) => [category, score])];
    };
    for (const classifier of models) {
      for (const text of ASKED) {
        const expected = answer(models[0]!, text.normalize("NFC"));
        expect(expected[0]).toBeGreaterThan(0);
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"] as const) {
          expect(answer(classifier, text.normalize(form))).toEqual(expected);
        }
      }
    }
  });

  it("knows `but` and `or`, which are stop words in English", async () => {
    const classifier = await trainedOn({
      sport: ["un but du gardien", "le premier but", "deux buts, un but refusé"],
      bourse: ["or et argent", "le cours de l’or", "une once d’or"],
    });
    expectCategories(classifier, { sport: ["but"], bourse: ["or"] });
  });
});

describe("emoji", () => {
  it("are words of their own, each of a run, with a variation selector or a skin tone and without", async () => {
    const classifier = await trainedOn({
      happy: ["it arrived ❤️", "my order ❤️", "great 😀", "thanks 👍", "sunny ☀️"],
      sad: ["it arrived ☹️", "my order ☹️", "broken 😡", "late 👎", "poison ☠️"],
    });
    expectCategories(classifier, {
      happy: ["❤️", "❤", "great😀", "it arrived😀!", "👍🏿", "👍👍🏽👍"],
      sad: ["☹️", "☹", "😡😡😡", "ugh…😡", "👎🏻", "☠"],
    });
  });

  it("are told from others that begin with the same character", async () => {
    const classifier = await trainedOn({ germany: ["🇩🇪 spiel", "🇩🇪"], denmark: ["🇩🇰 kamp", "🇩🇰"] });
    expectCategories(classifier, { germany: ["🇩🇪", "🇩🇪🇩🇪"], denmark: ["🇩🇰"] });
  });
});

describe("capitals, vowels and points that a language writes or leaves out", () => {
  it("do not matter in Greek, Arabic, Hebrew, Russian and Turkish", async () => {
    const classifier = await trainedOn({
      sport: ["αγώνας ποδόσφαιρο νίκη", "مباراة كرة هدف", "משחק כדורגל", "футбол ещё гол", "İzmir ılık maç"],
      school: ["σχολείο μάθημα τάξη", "كتاب مدرسة درس", "ספר שיעור", "школа урок замо́к", "çocuk sınıf ödev"],
    });
    expectCategories(classifier, {
      sport: ["ΑΓΩΝΑΣ ΠΟΔΟΣΦΑΙΡΟ", "هَدَف", "مباراة".replace("ا", "اــ"), "כַּדּוּרֶגֶל", "ЕЩЕ ФУТБОЛ", "izmir ILIK"],
      school: ["ΜΑΘΗΜΑ", "كِتَابٌ مَدْرَسَة", "كـتـاب مـدرسة", "סֵפֶר", "замок", "SINIF"],
    });
  });
});

describe("languages without blanks between words", () => {
  it("are classified by neighbouring letters", async () => {
    const classifier = await trainedOn({
      weather: ["明天会下雨", "今日は雨が降る", "พรุ่งนี้ฝนตก", "ថ្ងៃនេះភ្លៀង"],
      food: ["我喜欢吃面条", "ラーメンを食べる", "ฉันกินข้าว", "ខ្ញុំញ៉ាំបាយ"],
    });
    expectCategories(classifier, {
      weather: ["北京下雨了", "雨が", "ฝนตกหนัก", "ភ្លៀង"],
      food: ["吃面", "ﾗｰﾒﾝ", "กินข้าวไหม", "បាយ"],
    });
  });
});

describe("texts of stop words alone", () => {
  it("tell languages apart", async () => {
    const classifier = await trainedOn({
      english: ["what is this and where did you get it", "they were here before we came", "this is not the one I had"],
      german: ["was ist das und woher hast du es", "sie waren hier bevor wir kamen", "das ist nicht das was ich hatte"],
      dutch: ["wat is dit en waar heb je het vandaan", "ze waren hier voordat wij kwamen", "dit is niet wat ik had"],
    });
    expectCategories(classifier, {
      english: ["where is it", "this is what they had"],
      german: ["wo ist das", "hast du das"],
      dutch: ["wat is het"],
    });
  });

  const QUESTIONS: Texts = {
    identity: ["who are you", "what are you", "who is this"],
    wellbeing: ["how are you", "how is it going with you", "how have you been"],
    place: ["where are you", "where is that", "where were you"],
  };

  it("are short questions", async () => {
    const classifier = await trainedOn(QUESTIONS);
    expectCategories(classifier, {
      identity: ["who are you", "and who are you"],
      wellbeing: ["how are you"],
      place: ["where are you"],
    });
  });

  it("have no term if stop words are dropped", async () => {
    const classifier = await trainedOn({ ...QUESTIONS, music: ["play some music"] }, { stopWords: "drop" });
    expect(classifier.predict("who are you").knownTerms).toBe(0);
    expect(classifier.predict("music").knownTerms).toBe(1);
  });
});

describe("a small word that turns the meaning around", () => {
  it("counts: good, and not good", async () => {
    const classifier = await trainedOn({
      praise: ["the battery is good", "good screen and it works", "this is a good camera", "does what it should, good"],
      complaint: [
        "the battery is not good",
        "screen not good, no use",
        "this camera is not good",
        "not what it should be",
      ],
    });
    expectCategories(classifier, {
      praise: ["the battery is good", "a good camera"],
      complaint: ["the battery is not good", "the camera is not good", "not good"],
    });
  });

  it("and a sign: C, C++ and C#", async () => {
    const classifier = await trainedOn({
      c: ["pointers in C", "a struct in C"],
      cpp: ["templates in C++", "a class in C++11"],
      csharp: ["LINQ in C#", "delegates in C#"],
    });
    expectCategories(classifier, { c: ["C?"], cpp: ["C++.", "c++17"], csharp: ["C#!", "(C#)"] });
  });
});
