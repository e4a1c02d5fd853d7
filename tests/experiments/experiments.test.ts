import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readExperiments } from '../../src/cli/readExperiments';
import { makeSetup } from '../../src/engine/predictors/setup';
import { kernelsAtInfinity } from '../../src/engine/predictors/kernelsAtInfinity';
import { noPause } from '../../src/engine/work/pause';
import { catalogue } from '../../src/experiments/catalogue';
import { experimentsIn } from '../../src/experiments/experimentsIn';
import { experimentLink, experiments } from '../../src/experiments/experiments';
import type { OneNeed } from '../../src/experiments/needs';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { decodePermalink } from '../../src/protocol/permalink';
import { planProblems, sweepMembers } from '../../src/protocol/sweep';
import { symmetricEigenvalues } from '../../src/theory/linalg/symmetricEigenvalues';

const root = fileURLToPath(new URL('../../src/experiments', import.meta.url));
const ids = experiments.map(({ id }) => id);

/** Who trains is what these ask: some of their kernels are singular by design. */
const aboutTrainability: ReadonlySet<string> = new Set(['HDR3', 'HDR4']);

const needsOf = ({ needs }: (typeof experiments)[number]): OneNeed[] =>
  Object.values(needs).flatMap((need) => need as OneNeed | readonly OneNeed[]);

/** Every network that a need trains or looks at. */
function specsOf(need: OneNeed): ExperimentSpec[] {
  if (need.task === 'sweep') return sweepMembers(need.plan).map(({ spec }) => spec);
  // Students of a teacher with noise are judged by the teacher: they are not to fit every point.
  if (need.task === 'particles') return [];
  // The kernels of an initialisation, nothing that is trained.
  if (need.task === 'depthCurves') return [];
  if (need.task === 'run') return [need.spec];
  return 'spec' in need.request ? [need.request.spec] : [];
}

describe('an experiment is a file', () => {
  it('the bundler and the command line find the same: one for every file of the folders', async () => {
    const files = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(root, name)));
    expect(ids.map((id) => `${id.toLowerCase()}.ts`).sort()).toEqual(files.sort());
    expect((await readExperiments(root)).map(({ id }) => id)).toEqual(ids);
  });

  it('and nothing else: a file put into a folder, and no other change, is an experiment more', async () => {
    const copy = mkdtempSync(join(root, '..', '.experiments-'));
    try {
      cpSync(root, copy, { recursive: true });
      const text = readFileSync(join(copy, 'notes', 'n2.ts'), 'utf8');
      writeFileSync(
        join(copy, 'notes', 'n12.ts'),
        text.replace("id: 'N2'", "id: 'N12'").replace('const n2', 'const n12'),
      );
      const found = (await readExperiments(copy)).map(({ id }) => id);
      expect(found).toEqual([
        ...ids.slice(0, ids.indexOf('N2') + 1),
        'N12',
        ...ids.slice(ids.indexOf('N2') + 1),
      ]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('a file that is none is refused by name', () => {
    expect(() => experimentsIn({ './hy/hy10.ts': { hy11: experiments[0] } })).toThrow(
      'hy/hy10.ts must export `hy10`, an experiment whose id is HY10',
    );
    expect(() => experimentsIn({ './hy/hy10.ts': { hy10: experiments[0] } })).toThrow('got HY1');
  });
});

describe('the catalogue', () => {
  it('has HY1 … HY9, N1 and N2 first, each once', () => {
    expect(ids.slice(0, 11)).toEqual([...Array.from({ length: 9 }, (_, i) => `HY${i + 1}`), 'N1', 'N2']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives each an address that opens exactly it', () => {
    for (const experiment of experiments) {
      const { spec, problems } = decodePermalink(experimentLink(experiment));
      expect(problems, experiment.id).toEqual([]);
      expect(spec, experiment.id).toEqual(experiment.spec);
    }
  });

  it('is in the menu, under addresses that differ', () => {
    expect(new Set(catalogue.map(({ link }) => link)).size).toBe(catalogue.length);
    for (const experiment of experiments)
      expect(catalogue.some(({ link }) => link === experimentLink(experiment))).toBe(true);
  });

  it('says what to look for in two or three sentences', () => {
    for (const { id, lookFor } of experiments) {
      const sentences = lookFor.split(/[.:] (?=[A-Z])/).length;
      expect(sentences, id).toBeGreaterThanOrEqual(2);
      expect(sentences, id).toBeLessThanOrEqual(4);
    }
  });

  it('needs legal sweeps of a browser’s size, around its own network', () => {
    for (const experiment of experiments)
      for (const need of needsOf(experiment)) {
        // FDZ13 has the needs of others, each of which is around its own network there.
        if (need.task !== 'sweep' || experiment.id === 'FDZ13') continue;
        expect(planProblems(need.plan), experiment.id).toEqual([]);
        expect(sweepMembers(need.plan).length, experiment.id).toBeLessThanOrEqual(96);
        const { spec } = experiment;
        const looked = { tab: spec.tab, predictors: spec.predictors };
        const swept = Object.fromEntries(need.plan.axes.map(({ field }) => [field, spec[field]]));
        expect({ ...need.plan.base, ...looked, ...swept }, experiment.id).toEqual(spec);
      }
  });

  /**
   * A network that is odd on antipodal points, or data with a point twice, has a singular infinite kernel and a floor under its loss
   * (6 points on the circle without biases: three eigenvalues at rounding). Distinct data leave 1e-4 and more.
   */
  it('sets no network a task that it cannot learn', async () => {
    for (const experiment of experiments) {
      if (aboutTrainability.has(experiment.id)) continue;
      const seen = new Set<string>();
      for (const spec of needsOf(experiment).flatMap(specsOf)) {
        const infinite = { ...spec, width: 64, seed: 0, alpha: 'sqrt' as const };
        const name = JSON.stringify(infinite);
        if (seen.has(name)) continue;
        seen.add(name);
        expect(await leastShare(infinite), `${experiment.id}: ${name}`).toBeGreaterThan(1e-4);
      }
    }
    const odd = { ...experiments[0].spec, dataset: 'circle' as const, n: 6, d: 2, target: 'mix' as const };
    expect(await leastShare(odd)).toBeLessThan(1e-10);
  });
});

/** λ_min/λ_max of the infinite-width kernel on the training points. */
async function leastShare(spec: ExperimentSpec): Promise<number> {
  const problem = makeSetup(spec);
  const { ntk } = await kernelsAtInfinity(problem, noPause);
  const values = [...symmetricEigenvalues(ntk, problem.data.n)].sort((a, b) => a - b);
  return values[0] / values[values.length - 1];
}
