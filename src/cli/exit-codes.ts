/** Exit codes, as in ripgrep and most Unix tools. */

/** Success. */
export const DONE = 0;
/** A failure, or a failed check. */
export const FAILED = 1;
/** Wrong usage. */
export const MISUSED = 2;
/** Ended by a signal: 128 plus its number, as in shells. */
export const ENDED_BY = { SIGINT: 130, SIGTERM: 143 } as const;
