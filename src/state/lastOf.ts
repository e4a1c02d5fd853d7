/** A function that remembers its last answer: the same object for the same key, so that what is drawn of it is not drawn again. */
export function lastOf<K, T>(compute: (key: K) => T): (key: K) => T {
  let last: { readonly key: K; readonly value: T } | null = null;
  return (key) => {
    if (last === null || !Object.is(last.key, key)) last = { key, value: compute(key) };
    return last.value;
  };
}
