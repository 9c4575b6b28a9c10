/** What a token pattern consists of, after parsing. */

import type { Category, CharacterSet } from "./character-set.js";

/** A part of a set as the pattern names it: characters from one code point to another, or a category. */
export type Member = { readonly from: number; readonly to: number } | { readonly category: Category };

/** The flags that decide about sets. */
export interface SetFlags {
  readonly isAscii: boolean;
  readonly ignoresCase: boolean;
}

/** One character of a set. */
export interface SetNode {
  readonly kind: "set";
  readonly members: readonly Member[];
  readonly isNegated: boolean;
  readonly flags: SetFlags;
  readonly has: CharacterSet;
  /** Equal for sets that are written alike. */
  readonly key: string;
}

/** What must hold at a place between two characters. */
export type Assertion =
  /** `\A`, and `^` without `(?m)`. */
  | "start"
  /** `^` in `(?m)`. */
  | "line-start"
  /** `\Z`. */
  | "end"
  /** `$` in `(?m)`. */
  | "line-end"
  /** `$` without `(?m)`: the end, or before a newline at the end. */
  | "last-line-end"
  /** `\b` and `\B`. */
  | "boundary"
  | "no-boundary";

/** A parsed pattern. */
export interface Syntax {
  readonly node: Node;
  /** The characters that `\b` is at the edge of: `\w`. */
  readonly word: CharacterSet;
}

export type Node =
  | SetNode
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  /** The earlier an option is, the more it is preferred. */
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  /** `max` may be infinite. */
  | {
      readonly kind: "repeat";
      readonly body: Node;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    }
  /** The capturing group: what it matched last is the word. */
  | { readonly kind: "group"; readonly body: Node };

/** Whether a node can match without a character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case "set":
      return false;
    case "assertion":
      return true;
    case "sequence":
      return node.parts.every(canBeEmpty);
    case "choice":
      return node.options.some(canBeEmpty);
    case "repeat":
      return node.min === 0 || canBeEmpty(node.body);
    case "group":
      return canBeEmpty(node.body);
  }
}

/** Whether there is a capturing group in a node, even one that is repeated no time. */
export function hasGroup(node: Node): boolean {
  switch (node.kind) {
    case "sequence":
      return node.parts.some(hasGroup);
    case "choice":
      return node.options.some(hasGroup);
    case "repeat":
      return hasGroup(node.body);
    default:
      return node.kind === "group";
  }
}
