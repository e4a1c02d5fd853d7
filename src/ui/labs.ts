/** The view behind each row of `protocol/labs.ts`. A lab that is not the first is a chunk of its own, fetched when nothing else is to do. */
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/labs';
import { RunLab } from './run/RunLab';
import { chunk, type Chunk } from './shell/chunk';
import { fetchHelp } from './shell/HelpButton';

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

/** Everything that is loaded by a click. */
const parts: readonly (() => Promise<unknown>)[] = [
  ...Object.values(chunks).map(({ fetch }) => fetch),
  fetchHelp,
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
