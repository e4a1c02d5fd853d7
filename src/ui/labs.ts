/** The view behind each tab. A lab that is not the first is loaded when it is opened. */
import type { ComponentType } from 'react';
import type { Tab } from '../protocol/experimentSpec';
import { Lab } from './lab/Lab';

const labs: Readonly<Record<Tab, ComponentType>> = {
  lab: Lab,
  hierarchy: Lab,
  sweep: Lab,
};

export function labOf(tab: Tab): ComponentType {
  return labs[tab];
}
