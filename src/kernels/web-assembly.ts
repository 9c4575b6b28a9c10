/** What this program uses of WebAssembly: TypeScript declares it for browsers alone. */

/** A compiled module. */
export interface Module {
  readonly [Symbol.toStringTag]: string;
}

/** Memory that threads share. */
export interface Memory {
  readonly buffer: SharedArrayBuffer;
  /** @param pages how many are added; of 64 kB each. */
  grow(pages: number): number;
}

/** A module in a memory. */
export interface Instance {
  readonly exports: Readonly<Record<string, (...args: number[]) => number>>;
}

interface Engine {
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => Memory;
  readonly Instance: new (
    module: Module,
    imports: { env: { memory: Memory }; math: Readonly<Record<string, (x: number) => number>> },
  ) => Instance;
}

/** The engine's own. */
export const engine: Engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
