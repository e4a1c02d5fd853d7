export interface PoolClock {
  /** Milliseconds, ascending. */
  now(): number;
  /** Returns a function that takes the call back. */
  after(milliseconds: number, call: () => void): () => void;
}

export const browserClock: PoolClock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};
