import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateSpec } from '../../../src/protocol/validate';
import { runDigests, type Digests } from './runDigests';

const { runs } = JSON.parse(readFileSync('tests/fixtures/runDigests.json', 'utf8')) as {
  readonly runs: readonly { readonly spec: Record<string, unknown>; readonly digests: Digests }[];
};

/** A link is a promise: what it showed before a change that does not concern it, it shows after, to the last bit. */
describe('runs recorded at an earlier commit', () => {
  it.each(runs.map(({ spec, digests }) => [JSON.stringify(spec), spec, digests] as const))(
    '%s has the same bits',
    async (_, given, digests) => {
      const { spec, problems } = validateSpec({ ...given, precision: 'float64' });
      expect(problems).toEqual([]);
      expect(await runDigests(spec)).toEqual(digests);
    },
  );
});
