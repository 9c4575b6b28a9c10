/** Growth of typed arrays that are filled from the front. */

/** A copy of twice the length. */
export function doubled<A extends Uint8Array | Uint32Array | Float32Array | Float64Array>(array: A): A {
  const larger = new (array.constructor as new (length: number) => A)(array.length * 2);
  larger.set(array);
  return larger;
}
