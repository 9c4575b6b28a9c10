/** Selection: the n-th smallest of numbers. (Hoare, *Algorithm 65: Find*, Communications of the ACM, 1961.) */

/** Returns the number that would be at index `n` if the `size` numbers at `numbers` were sorted; reorders them. None may be NaN. */
export function nthSmallest(numbers: usize, size: u32, n: u32): f32 {
  let low: i32 = 0;
  let high: i32 = <i32>size - 1;
  const wanted = <i32>n;
  while (low < high) {
    const pivot = load<f32>(numbers + ((<usize>wanted) << 2));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<f32>(numbers + ((<usize>i) << 2)) < pivot) i++;
      while (pivot < load<f32>(numbers + ((<usize>j) << 2))) j--;
      if (i > j) break;
      const left = load<f32>(numbers + ((<usize>i) << 2));
      store<f32>(numbers + ((<usize>i) << 2), load<f32>(numbers + ((<usize>j) << 2)));
      store<f32>(numbers + ((<usize>j) << 2), left);
      i++;
      j--;
    }
    if (j < wanted) low = i;
    if (wanted < i) high = j;
  }
  return load<f32>(numbers + ((<usize>wanted) << 2));
}
