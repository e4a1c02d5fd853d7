/**
 * Work is cut into slices so that commands are obeyed while it runs: long loops call `pause()` between steps and
 * await what it returns, if anything. A pause may throw `Cancelled`.
 */
export type Pause = () => Promise<void> | undefined;

export class Cancelled extends Error {
  constructor() {
    super('The run was replaced or stopped.');
    this.name = 'Cancelled';
  }
}

/** Never pauses: for the command line and tests. */
export const noPause: Pause = () => undefined;

/** One look for a command, between two pieces of long work. */
export async function rest(pause: Pause): Promise<void> {
  const wait = pause();
  if (wait) await wait;
}

/** What a generator returns, with a look for a command at each of its rests. */
export async function inPieces<T>(work: Generator<undefined, T>, pause: Pause): Promise<T> {
  let piece = work.next();
  for (; !piece.done; piece = work.next()) await rest(pause);
  return piece.value;
}
