import { useStore } from 'zustand';
import { differingFields, inWords } from '../../protocol/specDifferences';
import { experimentStore } from '../../state/experimentStore';
import { sweepStore } from '../../state/sweepStore';
import { MathText } from '../text/MathText';

/** The fields in which the runs at hand differ from the present experiment, in words; null where they do not. */
export function useComputedAt(): string | null {
  const plan = useStore(sweepStore, (s) => s.plan);
  const spec = useStore(experimentStore, (s) => s.spec);
  if (plan === null) return null;
  const swept = plan.axes.map(({ field }) => field);
  const names = differingFields(plan.base, spec, swept);
  return names.length === 0 ? null : inWords(plan.base, names);
}

interface ComputedAtProps {
  readonly values: string;
  /** Of the claim that they were computed for. */
  readonly askedBy: string | null;
}

/** Says of which experiment the runs below are, where it is not the present one. */
export function ComputedAt({ values, askedBy }: ComputedAtProps) {
  const text =
    askedBy === null
      ? `The runs below were computed at ${values}; the configuration is another now.`
      : `The runs below are those of ${askedBy}, at ${values}; the configuration is another.`;
  return (
    <p className="computed-at" role="status">
      <MathText text={text} />
    </p>
  );
}
