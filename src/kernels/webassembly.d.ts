/** What this folder uses of WebAssembly: TypeScript declares it for browsers alone. */

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(
      module: Module,
      imports: { env: { memory: Memory }; math: { exp(x: number): number; log(x: number): number } },
    );
    readonly exports: Readonly<Record<string, (...args: number[]) => number>>;
  }
}
