import { Pool, poolSize } from './pool';
import { browserClock } from './poolClock';
import { spawnWorker } from './spawnWorker';

let pool: Pool | null = null;

/** The page's own pool, made when first asked. */
export function enginePool(): Pool {
  pool ??= new Pool(spawnWorker, browserClock, poolSize(navigator.hardwareConcurrency));
  return pool;
}
