/** The view behind each row of `protocol/labs.ts`. A lab that is not the first is a chunk of its own, loaded when it is opened. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/labs';
import { RunLab } from './run/RunLab';

export const labViews: Readonly<Record<Tab, ComponentType>> = {
  lab: RunLab,
  hierarchy: lazy(async () => ({ default: (await import('./hierarchy/HierarchyLab')).HierarchyLab })),
  sweep: lazy(async () => ({ default: (await import('./sweep/SweepLab')).SweepLab })),
};
