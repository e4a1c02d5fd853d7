/** A clock that is handed in: for costs and batches, never for results. */
export interface Clock {
  /** Milliseconds, ascending. */
  readonly now: () => number;
}
