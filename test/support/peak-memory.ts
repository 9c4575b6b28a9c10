/** Peak memory, for scripts that run in processes of their own. */

/**
 * Source of a function `peakBytes()`: the most memory that the process had at any time. Linux counts the memory of the process that
 * started this one in `maxRSS`, but not in its own status file.
 */
export const PEAK_BYTES = `
  import * as nodeFs from "node:fs";
  function peakBytes() {
    const status = "/proc/self/status";
    if (!nodeFs.existsSync(status)) return process.resourceUsage().maxRSS * 1024;
    return Number(/VmHWM:\\s+(\\d+)/.exec(nodeFs.readFileSync(status, "utf8"))[1]) * 1024;
  }
`;
