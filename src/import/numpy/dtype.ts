/** Types of array items: what numpy writes of a dtype → kind, size and order of bytes. */

/** The type of an array's items. */
export interface Dtype {
  /** As numpy's `dtype.kind`: b bool, i and u integers, f floats, U text, S bytes, O objects; others are not read. */
  readonly kind: string;
  /** Bytes of an item; of a U four for each character. */
  readonly itemSize: number;
  readonly isBigEndian: boolean;
}

/** Largest size of an item, 1 MiB: a text of 262,144 characters. */
const MAX_ITEM_BYTES = 2 ** 20;

/** What dtypes without a size of their own have, and those whose size is a matter of the machine. */
const SIZES: Readonly<Record<string, number>> = { "?": 1, O: 8 };

const CHARACTER_BYTES = 4;

/**
 * Reads the short name of a dtype, such as `<f8`, `U12` or `|b1`.
 *
 * @param byteOrder overrides the one of the name; `>` is big-endian, all others are not.
 * @returns undefined if it is no such name.
 */
export function parseDtype(name: string, byteOrder?: string): Dtype | undefined {
  const match = /^([<>|=]?)([?a-zA-Z])(\d{0,7})$/.exec(name);
  if (!match) return undefined;
  const [, order, code, digits] = match as unknown as [string, string, string, string];
  const size = code === "O" || digits === "" ? SIZES[code] : Number(digits) * (code === "U" ? CHARACTER_BYTES : 1);
  if (size === undefined || size > MAX_ITEM_BYTES) return undefined;
  return { kind: code === "?" ? "b" : code, itemSize: size, isBigEndian: (byteOrder ?? order) === ">" };
}

/** What messages call a dtype: as numpy writes it, such as `<f8`. */
export function dtypeName({ kind, itemSize, isBigEndian }: Dtype): string {
  const size = kind === "O" ? "" : String(kind === "U" ? itemSize / CHARACTER_BYTES : itemSize);
  const order = itemSize === 1 || "OSV".includes(kind) ? "|" : isBigEndian ? ">" : "<";
  return `${order}${kind}${size}`;
}
