/** The view behind each tab. A lab that is not the first is a chunk of its own, loaded when it is opened. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import { tabs } from '../protocol/experimentSpec';
import type { Tab } from '../protocol/experimentSpec';
import { Lab } from './lab/Lab';

/** Modules that are there: `hierarchy/HierarchyLab.tsx` exports `HierarchyLab`, `sweep/SweepLab.tsx` exports `SweepLab`. */
const modules = import.meta.glob<Readonly<Record<string, ComponentType>>>([
  './hierarchy/HierarchyLab.tsx',
  './sweep/SweepLab.tsx',
]);

function load(path: string, name: string): ComponentType | null {
  const module = modules[path];
  return module ? lazy(() => module().then((found) => ({ default: found[name] }))) : null;
}

const labs: Readonly<Record<Tab, ComponentType | null>> = {
  lab: Lab,
  hierarchy: load('./hierarchy/HierarchyLab.tsx', 'HierarchyLab'),
  sweep: load('./sweep/SweepLab.tsx', 'SweepLab'),
};

/** Tabs that open something. */
export const openTabs: readonly Tab[] = tabs.filter((tab) => labs[tab] !== null);

export function labOf(tab: Tab): ComponentType {
  return labs[tab] ?? Lab;
}
