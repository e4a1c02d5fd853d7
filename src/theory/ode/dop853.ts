import { dop853Tableau } from './dop853Tableau';
import type { OdeOptions } from './embeddedPair';
import { EmbeddedPair } from './embeddedPair';
import type { VectorSpace } from './vectorSpace';

/** 8(5,3) pair, twelve evaluations a step (three more where interpolated), dense output of order 7: for smooth f and tight tolerances. */
export class Dop853<S> extends EmbeddedPair<S> {
  constructor(space: VectorSpace<S>, f: (t: number, y: S) => S, t0: number, y0: S, options: OdeOptions) {
    super(dop853Tableau, space, f, t0, y0, options);
  }
}
