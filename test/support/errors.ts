/** The error that a call ends with; any other exception fails the test. */

import { Fault } from "../../src/core/container/fault.js";
import { NewsgroupsError } from "../../src/core/errors.js";

/** The `NewsgroupsError` that a call throws; undefined if it returns. */
export function errorOrNone(call: () => unknown): NewsgroupsError | undefined {
  return thrownBy(call, NewsgroupsError);
}

/** The `NewsgroupsError` that a call throws. */
export function errorOf(call: () => unknown): NewsgroupsError {
  return thrownBy(call, NewsgroupsError) ?? noError();
}

/** The fault that a call finds in a file's bytes. */
export function faultOf(call: () => unknown): Fault {
  return thrownBy(call, Fault) ?? noError();
}

/** The `NewsgroupsError` that a promise rejects with, or that reading to the end throws. */
export async function rejectionOf(
  source: PromiseLike<unknown> | Iterable<unknown> | AsyncIterable<unknown>,
): Promise<NewsgroupsError> {
  try {
    if ("then" in source) await source;
    else for await (const _ of source);
  } catch (error) {
    return ofClass(NewsgroupsError, error);
  }
  return noError();
}

type Class<E> = abstract new (...args: never[]) => E;

function thrownBy<E>(call: () => unknown, type: Class<E>): E | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return ofClass(type, error);
  }
}

function ofClass<E>(type: Class<E>, error: unknown): E {
  if (error instanceof type) return error;
  throw error;
}

function noError(): never {
  throw new Error("the call succeeded instead of failing");
}
