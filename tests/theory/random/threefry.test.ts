import { describe, expect, it } from 'vitest';
import { prngKey } from '../../../src/theory/random/key';
import { threefry } from '../../../src/theory/random/threefry';

describe('threefry', () => {
  it('gives the published answer for key 0 and counter 0', () => {
    // known-answer file of the authors' library Random123, threefry2x32 with 20 rounds
    expect([...threefry(prngKey(0), 0, 1)]).toEqual([0x6b200159, 0x99ba4efe]);
  });

  it('continues where an earlier block ended, up to the last counter', () => {
    const key = prngKey(9);
    expect([...threefry(key, 3, 4)]).toEqual([...threefry(key, 0, 7).subarray(6)]);
    expect([...threefry(key, 4294967294, 2).subarray(2)]).toEqual([...threefry(key, 4294967295, 1)]);
  });
});
