/** Calls that wait, each for a task of its own. */
let waiting: (() => void)[] = [];
let busy = false;

/**
 * Calls at once, or after the calls before it with a task between two of them: all plots drawn for the first time in one task
 * would hold the page. Returns what withdraws a call that still waits.
 */
export function inTurn(call: () => void): () => void {
  if (busy) {
    waiting.push(call);
  } else {
    busy = true;
    setTimeout(next);
    call();
  }
  return () => {
    waiting = waiting.filter((other) => other !== call);
  };
}

function next(): void {
  const call = waiting.shift();
  busy = call !== undefined;
  if (!call) return;
  setTimeout(next);
  call();
}
