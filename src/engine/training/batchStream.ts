import { foldIn } from '../../theory/random/foldIn';
import { prngKey, type Key } from '../../theory/random/key';
import { permutation } from '../../theory/random/permutation';

/** Which points each step takes; steps count from 0. */
export interface BatchStream {
  rows(step: number): Int32Array;
}

/** The stream of the orders of a seed's epochs: fold_in(key, 1000), epoch e from its fold_in e. Mathematics §1. */
export function orderKey(seed: number): Key {
  return foldIn(prngKey(seed), 1000);
}

/** Mini-batches without replacement: step k takes batch k mod ⌈n/S⌉ of epoch ⌊k/⌈n/S⌉⌋, the last one of which may be smaller. */
export function epochBatches(key: Key, n: number, batch: number): BatchStream {
  const perEpoch = Math.ceil(n / batch);
  let order: { readonly epoch: number; readonly rows: Int32Array } | null = null;
  return {
    rows(step) {
      const epoch = Math.floor(step / perEpoch);
      if (order?.epoch !== epoch)
        order = { epoch, rows: Int32Array.from(permutation(foldIn(key, epoch), n)) };
      const from = (step - epoch * perEpoch) * batch;
      return order.rows.slice(from, from + batch);
    },
  };
}

/** Every batch anew: the first S points of a random order of its own. */
export function independentBatches(key: Key, n: number, batch: number): BatchStream {
  return { rows: (step) => Int32Array.from(permutation(foldIn(key, step), n)).slice(0, batch) };
}
