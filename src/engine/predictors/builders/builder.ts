import type { InfiniteKernels } from '../../../theory/infiniteWidth/infiniteKernels';
import type { Pause } from '../../work/pause';
import type { Resources } from '../../work/resources';
import type { Expansion } from '../expansion';
import type { NetworkPredictor } from '../networkPredictor';
import type { Predictor } from '../predictor';
import type { Setup } from '../setup';

/** What the predictors of one run share; each piece is computed when it is first asked for. */
export interface SharedWork {
  readonly problem: Setup;
  readonly means: Pick<Resources, 'backend' | 'float64'>;
  /** Recorded times, ascending. */
  readonly times: Float64Array;
  /** These very times were asked for: nothing is interpolated, and tolerances are the network's own. */
  readonly exact: boolean;
  readonly pause: Pause;
  network(): Promise<NetworkPredictor>;
  /** The network expanded at t₀. */
  expansion(): Promise<Expansion>;
  /** Kernels of the infinitely wide network. */
  infinite(): Promise<InfiniteKernels>;
}

/** Makes a predictor at the start of a run, with its assumptions tested on this run. */
export type Builder = (shared: SharedWork) => Promise<Predictor>;
