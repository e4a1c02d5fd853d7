import { experiment, type Experiment } from '../experiment';
import type { Grade } from '../finding';
import { j2 } from '../jgh/j2';
import type { Needs } from '../needs';
import { regimeTable, viewTable } from '../regimeTable';
import { bcp1 } from './bcp1';
import { fdz1 } from './fdz1';
import { fdz10 } from './fdz10';
import { fdz11 } from './fdz11';
import { fdz2 } from './fdz2';
import { fdz5 } from './fdz5';
import { fdz6 } from './fdz6';
import { fdz7 } from './fdz7';

/** Those that the lines of the tables name. */
const shown: readonly Experiment[] = [fdz1, fdz2, fdz5, fdz6, fdz7, fdz11, fdz10, bcp1, j2];

/** A need under the name of its experiment. */
const nameOf = ({ id }: Experiment, name: string): string => `${id}.${name}`;

const needs: Needs = Object.fromEntries(
  shown.flatMap((one) => Object.entries(one.needs).map(([name, need]) => [nameOf(one, name), need])),
);

const seen = (grade: Grade): boolean => grade === 'seen' || grade === 'otherExponent';

export const fdz13 = experiment({
  id: 'FDZ13',
  title: 'Random features, tangent kernel and mean field, line by line',
  source: 'FDZ Tables I and II',
  spec: { ...fdz7.spec, tab: 'regimes' },
  needs,
  lookFor:
    'Every line of the two tables names the experiment that shows it; here all of them are computed and judged by their own checks. ' +
    'A line stands if its experiment is seen. What the tables call open is not decided by it.',
  check(evidence) {
    const lines = [...viewTable, ...regimeTable].map((line) => {
      const one = shown.find(({ id }) => id === line.experiment)!;
      const part = Object.fromEntries(
        Object.keys(one.needs).map((name) => [name, evidence[nameOf(one, name)]]),
      );
      return { ...line, finding: one.check(part) };
    });
    const standing = lines.filter(({ finding }) => seen(finding.grade));
    const left = lines.filter(({ finding }) => !seen(finding.grade));
    const grade = left.some(({ finding }) => finding.grade === 'notSeen')
      ? 'notSeen'
      : left.length > 0
        ? 'undecided'
        : 'seen';
    const named = (some: typeof lines): string =>
      some.map(({ property, experiment: id }) => `${property.toLowerCase()} (${id})`).join('; ');
    return {
      grade,
      because:
        `Of ${lines.length} lines ${standing.length} ${standing.length === 1 ? 'is' : 'are'} shown by an experiment that is seen` +
        (left.length === 0
          ? `: ${standing.map(({ experiment: id }) => id).join(', ')}.`
          : `, and not: ${named(left)}. ${left[0].experiment}: ${left[0].finding.because}`),
      numbers: {
        lines: lines.length,
        seen: standing.length,
        ...Object.fromEntries(
          lines.map(({ experiment: id, finding: { grade: one } }) => [
            `seen.${id}`,
            one === 'undecided' ? null : Number(seen(one)),
          ]),
        ),
      },
    };
  },
});
