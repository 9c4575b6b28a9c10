/** Versions of scikit-learn: what decides how an estimator answers. */

/** A version by its first two numbers; comparable by {@link isBefore}. */
export interface Version {
  readonly text: string | null;
  readonly major: number;
  readonly minor: number;
}

/** Reads a version such as `0.24.2` or `1.5.dev0`. Files from before 0.18 do not say; they answer as 0.18 does. */
export function parseVersion(text: string | null): Version {
  const match = /^(\d+)\.(\d+)/.exec(text ?? "");
  return match ? { text, major: Number(match[1]), minor: Number(match[2]) } : { text, major: 0, minor: 18 };
}

/** Whether a version is older than `major.minor`. */
export function isBefore(version: Version, major: number, minor: number): boolean {
  return version.major < major || (version.major === major && version.minor < minor);
}
