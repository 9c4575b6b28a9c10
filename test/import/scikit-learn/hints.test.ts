/** Hints: a vocabulary that was stemmed is told from one that was not, and lower case from any. */

import { describe, expect, it } from "vitest";
import type { AnalyzerSettings } from "../../../src/core/models/scikit-learn/text/analyzer.js";
import { hintsOf } from "../../../src/import/scikit-learn/hints.js";

/** Words of English, from a to g. */
const WORDS: readonly string[] = (
  "able accept accident account achieve across action activity actual adding addition address admire adventure " +
  "advice afraid afternoon against agency agree aircraft allowed almost already although always amazing ancient " +
  "angry animal announced another answered anything apparently appeared apples appointed area argument army arrived " +
  "article asking assembly assistant attached attacking attention average awful baby balance balloons banana bakery " +
  "battery beautiful beauty became because becoming bedrooms before beginning believed belonging berries better " +
  "between bicycle birthday bitterness blackberries blankets blessing blindness bodies boiling borrowed bottles " +
  "boundary bravery bread breakfast breathing bridges brightness bringing brother brought buildings bunnies buried " +
  "business busy butter calling candies captured carefully carried carries catching celebrity century certainly " +
  "changed charity cheerfully cherries children choosing cities citizen classes cleaned clearly climbing closing " +
  "clothing cloudy coffee collected colony comfortable coming community company complaining completely computers " +
  "concluded confused connecting consider contained continued convinced cookies cooking copies correctly cottage " +
  "counted countries country courage covered crazy created creamy cried crossing crowded cruelty crying curiosity " +
  "currently daily dancing darkness daughters decided deeply delivery demanded depending described deserved " +
  "desperately destroyed details difficulty dinner directly dirty disagree discovered discussed distances dividing " +
  "doctor dragging drawing dreamed dressed drinking driving dropped dusty eagerly earlier easily eating echoed " +
  "edition educated elderly election elements embassy emotion employed empty enemies energy enjoyed enormous " +
  "entering entirely entries entry escaping especially evening everybody exactly examined excellent excited " +
  "exercise expected explained explored extremely facing factories faculty failed fairly falling families family " +
  "famously farmers fastest fearless feeling fighting filling finally finding finished fishing fitness flattered " +
  "floating flowers followed foolishly forgiveness formerly freshly friendly frozen funny furniture galleries " +
  "gathered gently"
).split(" ");

/** What Porter's algorithm (as nltk has it) makes of them. */
const STEMS: readonly string[] = (
  "abl accept accid account achiev across action activ actual ad addit address admir adventur advic afraid " +
  "afternoon against agenc agre aircraft allow almost alreadi although alway amaz ancient angri anim announc anoth " +
  "answer anyth appar appear appl appoint area argument armi arriv articl ask assembl assist attach attack attent " +
  "averag aw babi bakeri balanc balloon banana batteri beauti becam becaus becom bedroom befor begin believ belong " +
  "berri better between bicycl birthday bitter blackberri blanket bless blind bodi boil borrow bottl boundari " +
  "braveri bread breakfast breath bridg bright bring brother brought build bunni buri busi butter call candi captur " +
  "care carri catch celebr centuri certainli chang chariti cheer cherri children choos citi citizen class clean " +
  "clearli climb close cloth cloudi coffe collect coloni come comfort commun compani complain complet comput " +
  "conclud confus connect consid contain continu convinc cook cooki copi correctli cottag count countri courag " +
  "cover crazi creami creat cri cross crowd cruelti curios current daili danc dark daughter decid deepli deliveri " +
  "demand depend describ deserv desper destroy detail difficulti dinner directli dirti disagre discov discuss " +
  "distanc divid doctor drag draw dream dress drink drive drop dusti eagerli earlier easili eat echo edit educ " +
  "elderli elect element embassi emot employ empti enemi energi enjoy enorm enter entir entri escap especi even " +
  "everybodi exactli examin excel excit exercis expect explain explor extrem face factori faculti fail fairli fall " +
  "famili famous farmer fastest fearless feel fight fill final find finish fish fit flatter float flower follow " +
  "foolishli forgiv formerli freshli friendli frozen funni furnitur galleri gather gentli"
).split(" ");

/** Words of Italian, whose plurals end in i as stems do, from a to o. */
const ITALIAN: readonly string[] = (
  "abbastanza abito accanto accordo acqua aereo affari agosto aiuto albero alcuni alcune aldo allora altezza altri " +
  "altro amica amici amico amore ancora andare animali anni anno aperto appena aprile aria arrivare arte articolo " +
  "asino aspettare attento autobus autunno azzurro bagno bambina bambini bambino banca bastare bello bene bere " +
  "bianco bicchieri bicchiere bisogno bocca bosco bottiglia braccio bravo breve brutto buono cadere caffe caldo " +
  "calze cambiare camera cameriere camicia cammino campagna campo candele cane cantare capelli capire cappello " +
  "carne carta casa cavalli cavallo cena centro cercare certo chiave chiesa chiudere cielo cinema cinque citta " +
  "classe colazione colore coltelli coltello come comprare comune conoscere contenti contento corpo correre corto " +
  "cosa credere cucina cugini cugino cuore dare davanti debole denti dentro destra dicembre dieci difficile dire " +
  "disegni disegno diverso domani domanda donna dopo dormire dottore dove dovere duro entrare erba errori errore " +
  "esame esempio essere estate fabbrica faccia facile famiglia fare fatto febbraio felice ferro festa figli figlia " +
  "figlio film finestra finire fiore fiori fiume foglia foglio fontana forchetta forma formaggio forno forte " +
  "fratelli fratello freddo fresco frutta fuoco gamba gatti gatto genitori gennaio gente giacca giallo giardini " +
  "giardino giocare giornali giornale giorni giorno giovane giovani giro giugno gonna grande grazie grigio gruppo " +
  "guardare guerra idea ieri imparare inglese insalata insegnanti inverno isola lago lampada lana larghi largo " +
  "lasciare latte lavagna lavare lavori lavoro leggere leggero lento letto lettera libri libro lingua lontani " +
  "lontano luce luglio luna lungo luogo macchina madre maestro maggio magro mangiare mano mare marito marzo matita " +
  "mattina medico meglio mela mercato mese metro mezzo miele minuti minuto moglie moltissimi molto mondo montagna " +
  "morto moto museo musica nascere naso nave nebbia negozi negozio nemici neve nipote nome nonna nonni nonno notte " +
  "novembre numeri numero nuovo occhi occhiali occhio odore oggi ombrello opera orecchio orologio ospedale ottobre"
).split(" ");

const WORD: AnalyzerSettings = {
  analyzer: "word",
  ngramRange: [1, 1],
  lowercase: true,
  stripAccents: null,
  keepsDecomposed: false,
  tokenPattern: null,
};
const CASED: AnalyzerSettings = { ...WORD, lowercase: false };

const CASE = "lowercase is off, and no term has an upper-case letter: make texts lower-case before you predict";
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

describe("hintsOf", () => {
  it("has nothing to say of a vocabulary as it is learned from texts", () => {
    expect(WORDS.length).toBeGreaterThan(250);
    expect(hintsOf(WORDS, WORD)).toEqual([]);
    expect(hintsOf([...WORDS, ...WORDS.map((word) => `${word} ${WORDS[0]}`)], WORD)).toEqual([]);
  });

  it("says of stems that they are stems, with three that show it", () => {
    const [hint, ...more] = hintsOf(STEMS, WORD);
    expect(more).toEqual([]);
    expect(hint).toMatch(
      /^its terms look stemmed \([a-z]+i, [a-z]+i, [a-z]+i\): stem texts in the same way before you predict$/,
    );
    const examples = /\((.*)\)/.exec(hint!)![1]!.split(", ");
    expect(STEMS).toEqual(expect.arrayContaining(examples));
    expect(WORDS.filter((word) => examples.includes(word))).toEqual([]);
  });

  it("finds stems among n-grams, numbers and short words too", () => {
    const all = [...STEMS.flatMap((stem, i) => [stem, `${stem} ${STEMS[0]}`, `${i}`, `x${i % 10}`])].sort();
    expect(hintsOf(all, WORD)).toHaveLength(1);
  });

  it("judges by no less than 200 words", () => {
    expect(hintsOf(STEMS.slice(0, 150), WORD)).toEqual([]);
    expect(hintsOf(WORDS.slice(0, 150), CASED)).toEqual([]);
    expect(hintsOf([], CASED)).toEqual([]);
  });

  it("does not take words of another language for stems", () => {
    expect(ITALIAN.length).toBeGreaterThan(250);
    expect(hintsOf(ITALIAN, WORD)).toEqual([]);
  });

  it("says that texts were lower-case if the vectorizer does not do it and no term has a capital", () => {
    expect(hintsOf(WORDS, CASED)).toEqual([CASE]);
    expect(hintsOf(STEMS, CASED)).toEqual([CASE, expect.stringContaining("look stemmed")]);
  });

  it("says nothing of case if one term has a capital, or the vectorizer makes lower case itself", () => {
    expect(hintsOf([...WORDS, capital(WORDS[0]!)], CASED)).toEqual([]);
    expect(hintsOf([...WORDS, "Éa"], CASED)).toEqual([]);
    expect(hintsOf(WORDS, WORD)).toEqual([]);
  });

  it("looks at a part of a large vocabulary, from one end to the other", () => {
    const many = Array.from({ length: 100 }, (_, i) => STEMS.map((stem) => `${stem}${i === 0 ? "" : ` ${i}`}`)).flat();
    expect(many.length).toBeGreaterThan(20_000);
    const last = many.map((term, i) => (i < many.length / 2 ? `x${i}` : term.split(" ")[0]!));
    expect(hintsOf(last, WORD)).toHaveLength(1);
  });
});
