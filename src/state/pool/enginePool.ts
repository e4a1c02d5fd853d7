import { defaultSpec } from '../../protocol/fields';
import { Pool, poolSize } from './pool';
import { browserClock } from './poolClock';
import type { Rehearsal } from './poolWorker';
import { spawnWorker } from './spawnWorker';

/** As large as a heavy run's first curve, which a spare worker is there for. */
const rehearsal: Rehearsal<'run'> = {
  task: 'run',
  request: {
    spec: { ...defaultSpec, dataset: 'digits', n: 128, d: 64, depth: 2, width: 16 },
    predictors: ['ntk'],
    times: [0, defaultSpec.horizon],
  },
};

let pool: Pool | null = null;

/** The page's own pool, made when first asked. */
export function enginePool(): Pool {
  pool ??= new Pool(spawnWorker, browserClock, poolSize(navigator.hardwareConcurrency), rehearsal);
  return pool;
}
