/** Merging: counts of several corpora → the counts of all of them, as if they had been read together. */

import { isLabel, notALabel } from "../../core/container/labels.js";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { type Counts, hasAllDocuments } from "../counts/counts.js";
import { derivedRows } from "../counts/derived-rows.js";
import type { NewSpool } from "../counts/spool.js";
import { walkOver } from "../tables/words.js";
import { mergeDocuments } from "./merged-documents.js";
import { sumOfCounts } from "./sum-of-counts.js";

/** Counts, and what messages call them. */
export interface NamedCounts {
  readonly counts: Counts;
  readonly where: string;
}

/** How counts are merged. */
export interface MergeOptions {
  /** New names of categories, by the old ones; categories that get the same name become one. Default: none. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Whether to merge counts that share documents; these count twice then. Default false. */
  readonly allowDuplicates?: boolean;
}

/**
 * Merges counts. Their documents and terms are merged as streams when they are walked over, and not before.
 *
 * @param parts the counts, at least one.
 * @param newSpool makes spools for what is not to be in memory. Default: in memory.
 * @param bound up to how many documents all are kept; tests set a small number. Default `KEPT_DOCUMENTS`.
 * @throws NewsgroupsError `settings` if they were made in different ways, naming the difference; `duplicates` if two of
 * them share documents; `input` if they have more categories or documents in all than can be counted; `usage` if a
 * category to rename is not there, or its new name is not a name.
 */
export function mergeCounts(
  parts: readonly NamedCounts[],
  options: MergeOptions = {},
  newSpool?: NewSpool,
  bound?: number,
): Counts {
  const [head, ...others] = parts;
  if (!head) throw new NewsgroupsError("usage", "no counts to add; give at least one counts file");
  for (const other of others) requireSameSettings(head, other);
  const renamed = renamedLabels(parts, options.rename ?? {});
  if (others.length === 0 && renamed.size === 0) return head.counts;
  const added = parts.map(({ counts }) => ({ counts, sign: 1 }) as const);
  const all = sumOfCounts(added, { nameOf: (label) => renamed.get(label) ?? label, newSpool, bound });
  const { labels, documents, words, keptBits } = all;
  const { documentSet, keptDocuments, walkDocuments, shared } = mergeDocuments(all.documentParts, keptBits);
  if (!options.allowDuplicates) requireDisjoint(parts, shared);
  const counts: Counts = {
    settings: head.counts.settings,
    labels,
    documents,
    words,
    walkWords: () => walkOver(words),
    documentSet,
    keptBits,
    keptDocuments,
    walkDocuments,
    rows: () => (hasAllDocuments(all) ? derivedRows(counts) : all.rows()),
  };
  return counts;
}

/** New names of categories, by the old ones. */
function renamedLabels(
  parts: readonly NamedCounts[],
  rename: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const known = new Set(parts.flatMap(({ counts }) => counts.labels));
  const renamed = new Map(Object.entries(rename));
  for (const [old, name] of renamed) {
    if (!known.has(old)) {
      const labels = [...known].sort().join(", ");
      throw new NewsgroupsError("usage", `category ${old}: not in the counts; choose from ${labels}`);
    }
    if (!isLabel(name)) throw new NewsgroupsError("usage", notALabel(name));
  }
  return renamed;
}

/**
 * Requires that counts were made in the same way.
 *
 * @throws NewsgroupsError `settings`, naming the difference.
 */
export function requireSameSettings(a: NamedCounts, b: NamedCounts): void {
  const ours = new Map(Object.entries(a.counts.settings));
  const theirs = new Map(Object.entries(b.counts.settings));
  for (const name of [...ours.keys(), ...theirs.keys()]) {
    if (ours.get(name) === theirs.get(name)) continue;
    throw new NewsgroupsError(
      "settings",
      `${b.where}: made with ${short(name)} ${short(theirs.get(name))}, but ${a.where} with ${short(ours.get(name))}, ` +
        "so they cannot be added; train both with the same version of newsgroups",
    );
  }
}

/** What a file says, for a message: without control characters, and not longer than a line. */
function short(value: number | string | undefined): string {
  return printable(String(value ?? "(none)").slice(0, 100));
}

/** @param shared for each part how many of its documents an earlier part also has, and which part. */
function requireDisjoint(
  parts: readonly NamedCounts[],
  shared: readonly { readonly documents: number; readonly earlier: number }[],
): void {
  const part = shared.findIndex(({ documents }) => documents > 0);
  if (part < 0) return;
  const { documents, earlier } = shared[part]!;
  const { counts, where } = parts[part]!;
  throw new NewsgroupsError(
    "duplicates",
    `${where}: ${documents} of its ${sum(counts.documents)} documents are also in ${parts[earlier]!.where} and would ` +
      "count twice; leave one of the two out, or count them twice with --allow-duplicates",
  );
}
