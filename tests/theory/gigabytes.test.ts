import { expect, it } from 'vitest';
import { gigabytes } from '../../src/theory/gigabytes';

it.each([
  [4.3e11, '430 GB'],
  [1.23e9, '1.2 GB'],
  [1e9, '1 GB'],
])('says %d bytes as %s', (bytes, text) => {
  expect(gigabytes(bytes)).toBe(text);
});
