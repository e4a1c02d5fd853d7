/** The view behind each row of `protocol/labs.ts`. A lab that is not the first is a chunk of its own, fetched when nothing else is to do. */
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/labs';
import { RunLab } from './run/RunLab';
import { chunk, type Chunk } from './shell/chunk';

const chunks = {
  hierarchy: chunk(async () => (await import('./hierarchy/HierarchyLab')).HierarchyLab),
  infinite: chunk(async () => (await import('./infinite/InfiniteLab')).InfiniteLab),
  depth: chunk(async () => (await import('./depth/DepthLab')).DepthLab),
  sweep: chunk(async () => (await import('./sweep/SweepLab')).SweepLab),
  particles: chunk(async () => (await import('./particles/ParticlesLab')).ParticlesLab),
  regimes: chunk(async () => (await import('./regimes/RegimesLab')).RegimesLab),
} satisfies Readonly<Record<Exclude<Tab, 'lab'>, Chunk>>;

export function labView(tab: Tab): ComponentType {
  return tab === 'lab' ? RunLab : chunks[tab].View;
}

/** So that every lab opens without a network, and at once. What cannot be fetched now is asked for again when its tab is opened. */
export function prefetchLabs(): void {
  for (const { fetch } of Object.values(chunks)) fetch().catch(() => undefined);
}
