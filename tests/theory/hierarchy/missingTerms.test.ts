import { expect, it } from 'vitest';
import { missingTerms } from '../../../src/theory/hierarchy/missingTerms';

it('names the first kernel that lacks a delta: K(3) for a kink, K(4) for elu, none for smooth activations', () => {
  expect(missingTerms('relu')?.fromOrder).toBe(3);
  expect(missingTerms('leakyRelu')?.text).toMatch(/kink.*order 2 is a delta.*K\(3\)/);
  expect(missingTerms('elu')?.fromOrder).toBe(4);
  expect(missingTerms('elu')?.text).toMatch(/1 continuous derivative: .*order 3/);
  expect(missingTerms('tanh')).toBeNull();
});
