type Call = (...given: unknown[]) => unknown;

/**
 * Functions of the names that `newest` has now, each of which calls the one that it has by then: what is held on to for long, as by a plot
 * in the middle of a drag, speaks with the newest without being built anew.
 */
export function delegate<T extends object>(newest: () => T): T {
  return Object.fromEntries(
    Object.keys(newest()).map((name) => [
      name,
      (...given: unknown[]) => (newest() as Partial<Record<string, Call>>)[name]?.(...given),
    ]),
  ) as T;
}
