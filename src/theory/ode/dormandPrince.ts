import { dormandPrinceTableau } from './dormandPrinceTableau';
import type { OdeOptions } from './embeddedPair';
import { EmbeddedPair } from './embeddedPair';
import type { VectorSpace } from './vectorSpace';

/** 5(4) pair, six evaluations a step, dense output of order 4: for loose tolerances and rough right-hand sides. */
export class DormandPrince<S> extends EmbeddedPair<S> {
  constructor(space: VectorSpace<S>, f: (t: number, y: S) => S, t0: number, y0: S, options: OdeOptions) {
    super(dormandPrinceTableau, space, f, t0, y0, options);
  }
}
