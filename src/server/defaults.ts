/** Defaults of the server that the command line tells of before it loads one. */

/** Most bytes of a request's body: 1 MiB. */
export const DEFAULT_MAX_BODY_BYTES: number = 2 ** 20;
