/** The numbers that a sweep's rows hold: what each is called, and how Huang and Yau say it falls with the width. */
import type { SweepOutput } from './sweep';

/** A slope in log–log over the width that a theorem states, named by it. */
export interface WidthGuide {
  readonly slope: number;
  /** e.g. "m⁻¹ (HY Thm 2.6)". */
  readonly label: string;
}

export interface SweepQuantity {
  /** Its name in rows, files and tables. */
  readonly name: string;
  readonly output: SweepOutput;
  /** For titles: "max |K⁽³⁾|". */
  readonly label: string;
  /** Drawn in the same plot as the others of this panel; null: in tables and files only. */
  readonly panel: string | null;
  readonly guide: WidthGuide | null;
}

const kernelGuides: Readonly<Record<3 | 4 | 5, WidthGuide>> = {
  3: { slope: -0.5, label: 'm^{−1/2} (HY Thm 2.3, r = 3)' },
  4: { slope: -1, label: 'm⁻¹ (HY Thm 2.3, r = 4)' },
  5: { slope: -1.5, label: 'm^{−3/2} (HY Thm 2.3, r = 5)' },
};

const drift: WidthGuide = { slope: -1, label: 'm⁻¹ (HY Cor 2.4)' };

/** HY Theorem 2.6 is for even p, ‖f − f̃⁽ᵖ⁾‖ ~ m^{−p/2}; an odd p is no better than the even one below it. */
const errorGuides: Readonly<Record<2 | 3 | 4 | 5, WidthGuide>> = {
  2: { slope: -1, label: 'm⁻¹ (HY Thm 2.6, p = 2)' },
  3: { slope: -1, label: 'm⁻¹ (HY Thm 2.6, p = 2)' },
  4: { slope: -2, label: 'm⁻² (HY Thm 2.6, p = 4)' },
  5: { slope: -2, label: 'm⁻² (HY Thm 2.6, p = 4)' },
};

function kernel(r: 3 | 4 | 5): SweepQuantity[] {
  const sup = { 3: '⁽³⁾', 4: '⁽⁴⁾', 5: '⁽⁵⁾' }[r];
  return [
    {
      name: `k${r}.max`,
      output: `k${r}`,
      label: `max |K${sup}|`,
      panel: 'Hierarchy kernels',
      guide: kernelGuides[r],
    },
    {
      name: `k${r}.rms`,
      output: `k${r}`,
      label: `RMS K${sup}`,
      panel: null,
      guide: kernelGuides[r],
    },
  ];
}

function errors(
  name: 'error' | 'kernelError' | 'probeError',
  output: SweepOutput,
  panel: string,
): SweepQuantity[] {
  return ([2, 3, 4, 5] as const).map((p) => ({
    name: `${name}.p${p}`,
    output,
    label: `p = ${p}`,
    panel,
    guide: errorGuides[p],
  }));
}

export const sweepQuantities: readonly SweepQuantity[] = [
  ...kernel(3),
  ...kernel(4),
  ...kernel(5),
  { name: 'drift', output: 'drift', label: '‖K_T − K_0‖/‖K_0‖', panel: 'Kernel drift', guide: drift },
  { name: 'drift.max', output: 'drift', label: 'largest drift', panel: null, guide: drift },
  ...errors('error', 'errors', 'Truncation error'),
  ...errors('kernelError', 'errors', 'Predicted kernel, error'),
  ...errors('probeError', 'probeErrors', 'Truncation error at probe points'),
  { name: 'rate', output: 'rate', label: '‖∂_tK⁽²⁾‖', panel: 'Rate of the kernel', guide: drift },
  {
    name: 'rate.relative',
    output: 'rate',
    label: '‖∂_tK⁽²⁾‖/‖K⁽²⁾‖',
    panel: 'Rate of the kernel',
    guide: drift,
  },
  { name: 'loss.initial', output: 'loss', label: 'L(0)', panel: 'Loss', guide: null },
  { name: 'loss.final', output: 'loss', label: 'L(T)', panel: 'Loss', guide: null },
  { name: 'loss.bound', output: 'loss', label: 'HY Cor 2.5: L(0) e^{−λT/2}', panel: 'Loss', guide: null },
  { name: 'lambda.min', output: 'spectrum', label: 'λ_{min}(K/n)', panel: 'Spectrum of K', guide: null },
  { name: 'lambda.max', output: 'spectrum', label: 'λ_{max}(K/n)', panel: 'Spectrum of K', guide: null },
  { name: 'jacobian.rms', output: 'rescaling', label: 'RMS entry of J', panel: 'Rescaling', guide: null },
  { name: 'linear.rms', output: 'rescaling', label: 'J Δθ', panel: 'Rescaling', guide: null },
  { name: 'quadratic.rms', output: 'rescaling', label: 'Δθ^T H Δθ', panel: 'Rescaling', guide: null },
];

/** Quantities that exist in these rows as at least one number, in the order of the table. */
export function quantitiesIn(
  rows: readonly { readonly values: Readonly<Record<string, number | null>> }[],
): SweepQuantity[] {
  const seen = new Set<string>();
  for (const { values } of rows)
    for (const [name, value] of Object.entries(values)) if (value !== null) seen.add(name);
  return sweepQuantities.filter(({ name }) => seen.has(name));
}
