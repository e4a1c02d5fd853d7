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

/** Says of which experiment the runs below are, where it is not the present one. */
export function ComputedAt({ values }: { readonly values: string }) {
  return (
    <p className="computed-at" role="status">
      <MathText text={`The runs below were computed at ${values}; the configuration is another now.`} />
    </p>
  );
}
