/** A long computation in pieces of at most some milliseconds: whoever drives it may rest, or stop, between two. */
export type Work<Result> = Generator<void, Result>;

/** All of it at once. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
  }
}
