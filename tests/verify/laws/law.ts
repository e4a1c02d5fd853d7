import type { Backend } from '../../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { encodePermalink } from '../../../src/protocol/permalink';
import { EngineError } from '../../../src/engine/work/engineError';
import type { Pause } from '../../../src/engine/work/pause';
import { seeded } from '../seeded';
import { lawSpec } from './lawSpec';

/** What two computations of one thing differ by, and by how much they may. */
export interface Judgement {
  readonly error: number;
  readonly tolerance: number;
}

/** Holds for every legal spec but the stated exceptions; needs no reference values. */
export interface Law {
  readonly name: string;
  /** Specs judged, those that are skipped not counted. */
  readonly specs: number;
  /** Why the law says nothing about a spec, or null. */
  readonly exception?: (spec: ExperimentSpec) => string | null;
  /** Changes a spec so that it is about the law, where most would not be. */
  readonly shape?: (spec: ExperimentSpec, random: () => number) => ExperimentSpec;
  /** null where there is nothing to compare: a run that diverges, an overflow, a run too long. */
  readonly judge: (spec: ExperimentSpec, means: LawMeans) => Promise<Judgement | null>;
}

export interface LawMeans {
  readonly backend: Backend;
  readonly random: () => number;
  /** Ends a run that takes longer than a law may. */
  readonly pause: Pause;
}

export interface Verdict {
  readonly judged: number;
  readonly unjudged: number;
  readonly exceptions: ReadonlyMap<string, number>;
  /** Largest error over its tolerance first: those beyond 1, or the worst one. */
  readonly worst: readonly { readonly ratio: number; readonly error: number; readonly link: string }[];
  readonly broken: number;
}

class TooLong extends Error {}

/** Milliseconds for one run of a judgement. */
const patience = 1500;

/** Tries of a spec for each that is judged. */
const tries = 8;

export async function judgeLaw(law: Law, backend: Backend, seed: number): Promise<Verdict> {
  const random = seeded(seed);
  const exceptions = new Map<string, number>();
  const found: { ratio: number; error: number; link: string }[] = [];
  let unjudged = 0;
  for (let i = 0; i < tries * law.specs && found.length < law.specs; i++) {
    const drawn = lawSpec(random);
    const spec = law.shape?.(drawn, random) ?? drawn;
    const why = law.exception?.(spec) ?? null;
    if (why !== null) {
      exceptions.set(why, (exceptions.get(why) ?? 0) + 1);
      continue;
    }
    // The test runner wants a word now and then.
    await new Promise((resolve) => setImmediate(resolve));
    const judgement = await judge(law, spec, backend, seeded(seed + i));
    if (judgement === null) {
      unjudged++;
      continue;
    }
    const { error, tolerance } = judgement;
    const ratio = error === 0 ? 0 : error / tolerance;
    found.push({ ratio: ratio === ratio ? ratio : Infinity, error, link: encodePermalink(spec) });
  }
  found.sort((a, b) => b.ratio - a.ratio);
  const broken = found.filter(({ ratio }) => ratio > 1).length;
  return { judged: found.length, unjudged, exceptions, worst: found.slice(0, Math.max(1, broken)), broken };
}

async function judge(
  law: Law,
  spec: ExperimentSpec,
  backend: Backend,
  random: () => number,
): Promise<Judgement | null> {
  const end = performance.now() + patience;
  const pause: Pause = () => {
    if (performance.now() > end) throw new TooLong();
    return undefined;
  };
  try {
    return await law.judge(spec, { backend, random, pause });
  } catch (thrown) {
    // What the engine refuses in words is no number.
    if (thrown instanceof TooLong || thrown instanceof EngineError) return null;
    throw new Error(`${law.name}: ${encodePermalink(spec)}`, { cause: thrown });
  }
}
