/** The view behind each row of `protocol/labs.ts`. A lab that is not the first is a chunk of its own, fetched when nothing else is to do. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/labs';
import { RunLab } from './run/RunLab';

const chunks = {
  hierarchy: async () => ({ default: (await import('./hierarchy/HierarchyLab')).HierarchyLab }),
  infinite: async () => ({ default: (await import('./infinite/InfiniteLab')).InfiniteLab }),
  sweep: async () => ({ default: (await import('./sweep/SweepLab')).SweepLab }),
  particles: async () => ({ default: (await import('./particles/ParticlesLab')).ParticlesLab }),
  regimes: async () => ({ default: (await import('./regimes/RegimesLab')).RegimesLab }),
} satisfies Readonly<Record<Exclude<Tab, 'lab'>, () => Promise<{ readonly default: ComponentType }>>>;

export const labViews: Readonly<Record<Tab, ComponentType>> = {
  lab: RunLab,
  hierarchy: lazy(chunks.hierarchy),
  infinite: lazy(chunks.infinite),
  sweep: lazy(chunks.sweep),
  particles: lazy(chunks.particles),
  regimes: lazy(chunks.regimes),
};

/** So that every lab opens without a network, and at once. What cannot be fetched now is asked for again when its tab is opened. */
export function prefetchLabs(): void {
  for (const load of Object.values(chunks)) load().catch(() => undefined);
}
