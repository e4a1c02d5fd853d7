/**
 * A figure, theorem or claim of a paper as a live experiment: what to compute, what to look for, and the claim itself as a predicate
 * on the numbers that came out. A check that fails is a finding ("not seen here, because …"), not an error.
 */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { Finding } from './finding';
import type { Evidence, Needs } from './needs';

export interface Experiment<N extends Needs = Needs> {
  /** As the catalogue and the command line call it: HY1, N2, HDR3. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What the page opens: the network that the experiment is about. */
  readonly spec: ExperimentSpec;
  /** Two or three sentences. */
  readonly lookFor: string;
  /** At a browser's size: seconds. */
  readonly needs: N;
  /** The same at the size of the paper, where it states one, with its measured cost. */
  readonly paperSize?: {
    readonly needs: N;
    /** Seconds of one core of an ordinary machine. */
    readonly coreSeconds: number;
  };
  check(evidence: Evidence<N>): Finding;
}

/** The identity: types the evidence of a check by the experiment's needs. */
export function experiment<N extends Needs>(description: Experiment<N>): Experiment<N> {
  return description;
}
