/** What the module exports: one task of each kernel, and the loops inside that the engine compiles on their own. */

export { collectTerms, deal, walkDocument } from "./collect-terms";
export { countItems, placeItems, takeColumn, weighRow, weighRows } from "./document-matrix";
export { dotProduct, fitPlane, stepAlong } from "./dual-coordinate-descent";
export { foldPlanes, foldTerm } from "./fold-planes";
export { scoreHeldOutRow, scoreHeldOutRows } from "./held-out-scores";
export { smoothBlock, smoothLogarithms } from "./logarithms";
export { openText } from "./plain-text";
export { addTerms, addUpTerms, countTerms, sortByDigit, weigh, writeRange } from "./row-runs";
export { scoreRow, scoreRows } from "./score-rows";
export { sumExponentials, sumSoftmax } from "./softmax-sums";
export { sumPostings, sumRow } from "./sum-postings";
export { addUp, postTerm, postTerms, valueTerm, valueTerms } from "./sum-terms";
export { fillSlots, intern, markWords, readWords } from "./word-reader";
