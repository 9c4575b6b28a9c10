/** Exit codes, as ripgrep and most Unix tools use them. */

/** Done. */
export const DONE = 0;
/** It failed, or a check said no. */
export const FAILED = 1;
/** Wrong usage. */
export const MISUSED = 2;
/** Ended by a signal: 128 and its number, as shells have it. */
export const ENDED_BY = { SIGINT: 130, SIGTERM: 143 } as const;
