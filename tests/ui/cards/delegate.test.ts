import { expect, it } from 'vitest';
import { delegate } from '../../../src/ui/cards/delegate';

it('calls the newest of what it stands for, with what it was given', () => {
  interface Handlers {
    readonly onMove: (x: number, phase: string) => string;
  }
  let newest: Handlers = { onMove: (x, phase) => `first ${x} ${phase}` };
  const held = delegate(() => newest);
  expect(held.onMove(1, 'start')).toBe('first 1 start');
  newest = { onMove: (x, phase) => `second ${x} ${phase}` };
  expect(held.onMove(2, 'end')).toBe('second 2 end');
  expect(Object.keys(held)).toEqual(['onMove']);
});
