/** Validation errors: the answers with status 422, in the words of FastAPI 0.92 with pydantic 1. */

/** What is wrong with one part of a request. */
export interface Detail {
  /** Where: `body` or `query`, then names and indexes down to the value. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly ctx?: { readonly limit_value: number };
}

/** A {@link Detail} before it is known where. */
export type Fault = Omit<Detail, "loc">;

/** A request that cannot be processed: answered with 422 and a list of one {@link Detail}. */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  readonly detail: readonly Detail[];

  constructor({ msg, type, ctx }: Fault, ...loc: readonly (string | number)[]) {
    super(`${loc.join(".")}: ${msg}`);
    this.detail = [{ loc, msg, type, ...(ctx && { ctx }) }];
  }
}

const fault = (type: string, msg: string, limit?: number): Fault => ({
  msg,
  type,
  ...(limit !== undefined && { ctx: { limit_value: limit } }),
});

export const MISSING: Fault = fault("value_error.missing", "field required");
export const NULL: Fault = fault("type_error.none.not_allowed", "none is not an allowed value");
export const NOT_OBJECT: Fault = fault("type_error.dict", "value is not a valid dict");
export const NOT_STRING: Fault = fault("type_error.str", "str type expected");
export const NOT_LIST: Fault = fault("type_error.list", "value is not a valid list");
export const NOT_INTEGER: Fault = fault("type_error.integer", "value is not a valid integer");
export const NOT_BOOLEAN: Fault = fault("type_error.bool", "value could not be parsed to a boolean");
export const EMPTY: Fault = fault("value_error.any_str.min_length", "ensure this value has at least 1 characters", 1);
export const BELOW_ONE: Fault = fault(
  "value_error.number.not_ge",
  "ensure this value is greater than or equal to 1",
  1,
);

/** A list has more than `max` items. */
export function tooMany(max: number): Fault {
  return fault("value_error.list.max_items", `ensure this value has at most ${max} items`, max);
}

/** A body is not JSON; `what` says why. */
export function notJson(what: string): Fault {
  return fault("value_error.jsondecode", what);
}

/** A text is no text; `what` says what it is. FastAPI has no words for this. */
export function notText(what: string): Fault {
  return fault("value_error.not_text", what);
}

/** The model cannot do what an option requests; `what` says why. FastAPI has no words for this. */
export function unsupported(what: string): Fault {
  return fault("value_error.unsupported", what);
}
