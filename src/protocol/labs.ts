/**
 * The labs as data: one row each, and a folder of the same name in `ui/`. The order is that of the tabs. What a lab does not need is neither
 * shown nor computed: no live training under a picture that is not of it.
 */
export type PanelGroup = 'data' | 'network' | 'training' | 'theory';

export interface LabRow {
  /** As the tab says it. */
  readonly label: string;
  /** Groups of the configuration that matter here, in their order. */
  readonly groups: readonly PanelGroup[];
  /** Width, depth and output scale stand on top of the configuration. */
  readonly heroes: boolean;
  /** The transport bar: the lab shows a moment of the run. */
  readonly playback: boolean;
  /** The run of the experiment is computed while this lab is open. */
  readonly run: boolean;
}

const everything = ['data', 'network', 'training', 'theory'] as const;

export const labs = {
  lab: { label: 'Lab', groups: everything, heroes: true, playback: true, run: true },
  hierarchy: { label: 'Hierarchy', groups: everything, heroes: true, playback: true, run: true },
  infinite: { label: 'Infinite width', groups: everything, heroes: true, playback: false, run: false },
  sweep: { label: 'Sweep', groups: everything, heroes: true, playback: false, run: false },
  particles: { label: 'Mean field', groups: everything, heroes: true, playback: true, run: true },
  regimes: { label: 'Regimes', groups: everything, heroes: true, playback: false, run: false },
} as const satisfies Readonly<Record<string, LabRow>>;

export type Tab = keyof typeof labs;
export const tabs = Object.keys(labs) as Tab[];
