/** The view behind each row of `protocol/labs.ts`. A lab that is not the first is a chunk of its own, fetched when nothing else is to do. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/labs';
import { RunLab } from './run/RunLab';

const chunks = {
  hierarchy: async () => ({ default: (await import('./hierarchy/HierarchyLab')).HierarchyLab }),
  infinite: async () => ({ default: (await import('./infinite/InfiniteLab')).InfiniteLab }),
  depth: async () => ({ default: (await import('./depth/DepthLab')).DepthLab }),
  sweep: async () => ({ default: (await import('./sweep/SweepLab')).SweepLab }),
  particles: async () => ({ default: (await import('./particles/ParticlesLab')).ParticlesLab }),
  regimes: async () => ({ default: (await import('./regimes/RegimesLab')).RegimesLab }),
} satisfies Readonly<Record<Exclude<Tab, 'lab'>, () => Promise<{ readonly default: ComponentType }>>>;

export const labViews: Readonly<Record<Tab, ComponentType>> = {
  lab: RunLab,
  hierarchy: lazy(chunks.hierarchy),
  infinite: lazy(chunks.infinite),
  depth: lazy(chunks.depth),
  sweep: lazy(chunks.sweep),
  particles: lazy(chunks.particles),
  regimes: lazy(chunks.regimes),
};

/** Everything that is loaded by a click. */
const parts: readonly (() => Promise<unknown>)[] = [
  ...Object.values(chunks),
  () => import('./shell/Help'),
  () => import('../experiments/catalogue'),
  () => import('katex'),
  () => import('../export/fileName'),
  () => import('../export/downloadBlob'),
  () => import('../export/toCsv'),
  () => import('../export/toSvg'),
  () => import('../export/toPng'),
  () => import('../protocol/runDocument'),
];

/**
 * So that every lab opens, and every menu and export works, without a network, and at once. One after another: the page stays
 * free in between. What cannot be fetched now is asked for again when it is wanted.
 */
export async function prefetchParts(): Promise<void> {
  for (const load of parts) await load().catch(() => undefined);
}
