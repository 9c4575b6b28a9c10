/** Requests that are well-formed HTTP and say nothing that can be answered: told in the words of FastAPI. */

/** What is wrong with one part of a request, as FastAPI 0.92 with pydantic 1 tells it. */
export interface Detail {
  /** Where: `body` or `query`, then names and places down to the value. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly ctx?: { readonly limit_value: number };
}

/** Answered with 422 and a list of one {@link Detail}. */
export class Unprocessable extends Error {
  override readonly name = "Unprocessable";
  readonly detail: readonly Detail[];

  constructor(detail: Detail) {
    super(`${detail.loc.join(".")}: ${detail.msg}`);
    this.detail = [detail];
  }
}

/** A {@link Detail} without its place. */
export type Wrong = Omit<Detail, "loc">;

const wrong = (type: string, msg: string): Wrong => ({ msg, type });
const beyond = (type: string, msg: string, limit: number): Wrong => ({ msg, type, ctx: { limit_value: limit } });

export const MISSING: Wrong = wrong("value_error.missing", "field required");
export const NULL: Wrong = wrong("type_error.none.not_allowed", "none is not an allowed value");
export const NO_OBJECT: Wrong = wrong("type_error.dict", "value is not a valid dict");
export const NO_STRING: Wrong = wrong("type_error.str", "str type expected");
export const NO_LIST: Wrong = wrong("type_error.list", "value is not a valid list");
export const NO_INTEGER: Wrong = wrong("type_error.integer", "value is not a valid integer");
export const NO_BOOLEAN: Wrong = wrong("type_error.bool", "value could not be parsed to a boolean");
export const EMPTY: Wrong = beyond("value_error.any_str.min_length", "ensure this value has at least 1 characters", 1);
export const BELOW_ONE: Wrong = beyond(
  "value_error.number.not_ge",
  "ensure this value is greater than or equal to 1",
  1,
);

/** A list has more than `most` items. */
export function tooMany(most: number): Wrong {
  return beyond("value_error.list.max_items", `ensure this value has at most ${most} items`, most);
}

/** A body is no JSON, which `what` says of it. */
export function noJson(what: string): Wrong {
  return wrong("value_error.jsondecode", what);
}

/** Refuses a request: throws {@link Unprocessable}. */
export function refuse(what: Wrong, ...loc: readonly (string | number)[]): never {
  throw new Unprocessable({ loc, ...what });
}
