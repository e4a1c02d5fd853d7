/** What a plane says in words, made from its numbers. Plain text, for `MathText`. */
import { formatNumber, formatTick } from '../../plots/formatNumber';
import { fields } from '../../protocol/fields';
import type { Plane, PlaneAxis, PlaneSettings } from '../../protocol/plane';
import { cellCount, diverged, nearestTheory, shortLabel } from '../../protocol/plane';
import type { PredictorName } from '../../protocol/predictors';
import { theoryError } from '../../protocol/quantities/theoryErrors';
import type { CellRow } from '../../state/planeStore';

type Rows = readonly (CellRow | null)[];

/** "m". */
export function symbolOf({ field }: Pick<PlaneAxis, 'field'>): string {
  return fields[field].symbol!.plain;
}

/** "m = 128, α = 2". */
export function placeText({ x, y }: Pick<Plane, 'x' | 'y'>, k: number): string {
  const columns = x.values.length;
  return `${symbolOf(x)} = ${formatTick(x.values[k % columns])}, ${symbolOf(y)} = ${formatTick(y.values[Math.floor(k / columns)])}`;
}

/** A share of the network's output: "4.1 %". */
export function percentOf(share: number): string {
  const value = 100 * share;
  const plain = value === 0 || (value >= 0.095 && value < 9999.5);
  return `${plain ? Number(value.toPrecision(2)) : formatNumber(value)} %`;
}

/** The number of a row that a map other than that of the nearest theory shows. */
export function shownValue(
  { values }: CellRow,
  show: Exclude<PlaneSettings['show'], 'winner'>,
): number | null {
  return values[show === 'drift' || show === 'motion' ? show : theoryError(show)] ?? null;
}

/** One cell in a line, under the pointer. */
export function cellText(plane: Plane, row: CellRow | null, k: number, settings: PlaneSettings): string {
  const place = placeText(plane, k);
  if (row === null) return `${place}: not computed yet`;
  if (diverged(row)) return `${place}: the network diverged`;
  const nearest = nearestTheory(row, settings.among);
  const drift = `drift ${formatNumber(row.values.drift ?? NaN)}`;
  if (settings.show !== 'winner' && settings.show !== 'drift') {
    const value = shownValue(row, settings.show);
    const said =
      value === null
        ? 'left its validity'
        : settings.show === 'motion'
          ? `motion ${formatNumber(value)}`
          : `${shortLabel(settings.show)} off by ${percentOf(value)}`;
    return `${place}: ${said}, ${drift}`;
  }
  return nearest === null
    ? `${place}: no theory has a number, ${drift}`
    : `${place}: ${shortLabel(nearest.name)}, off by ${percentOf(nearest.error)}, ${drift}`;
}

/** A theory inside a sentence. */
function spoken(name: PredictorName): string {
  switch (name) {
    case 'linearised':
      return 'the linearisation';
    case 'ntk':
      return 'the NTK';
    case 'meanField':
      return 'the mean field';
    default:
      return shortLabel(name);
  }
}

/** The conclusion of the whole plane. */
export function planeSentence(plane: Plane, rows: Rows, settings: PlaneSettings, column: number): string {
  const known = rows.flatMap((row) => row ?? []);
  const total = cellCount(plane);
  if (known.length === 0) return `${total} networks to compute.`;
  const head =
    known.length < total
      ? `Of the ${known.length} networks known so far (of ${total})`
      : `Of ${total} networks`;
  const blown = known.filter(diverged).length;
  const tail = blown === 0 ? '' : ` ${blown === 1 ? 'One network' : `${blown} networks`} diverged.`;
  if (settings.show !== 'winner') return `${rangeSentence(plane, rows, settings.show)}${tail}`;
  const counts = new Map<PredictorName, number>();
  let none = 0;
  for (const row of known) {
    if (diverged(row)) continue;
    const nearest = nearestTheory(row, settings.among);
    if (nearest === null || nearest.error > settings.tolerance) none++;
    else counts.set(nearest.name, (counts.get(nearest.name) ?? 0) + 1);
  }
  const parts = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count], i) => `${spoken(name)} ${i === 0 ? 'is nearest ' : ''}in ${count}`);
  parts.push(
    `${parts.length > 0 ? 'and none' : 'no theory'} is within ${percentOf(settings.tolerance)} in ${none}`,
  );
  return `${head} ${parts.join(', ')}.${tail}${changeSentence(plane, rows, settings.among, column)}`;
}

/** Where, in one column, the mean field hands over to the theories around a moving or resting kernel. */
function changeSentence(plane: Plane, rows: Rows, among: readonly PredictorName[], column: number): string {
  const at = changePoint(plane, rows, among, column);
  if (at === null) return '';
  const { x, y } = plane;
  return ` At ${symbolOf(x)} = ${formatTick(x.values[column])} the mean field hands over to the other theories near ${symbolOf(y)} = ${formatNumber(at)}.`;
}

/**
 * The y at which the mean field, nearer below, ceases to be the nearest of these theories: where the logarithms of its error and of the
 * least other error cross, linear between cells. Null where it is not seen.
 */
export function changePoint(
  { x, y }: Pick<Plane, 'x' | 'y'>,
  rows: Rows,
  among: readonly PredictorName[],
  column: number,
): number | null {
  const others = among.filter((name) => name !== 'meanField');
  if (others.length === among.length || others.length === 0) return null;
  const lead = y.values.map((_, k) => {
    const row = rows[k * x.values.length + column];
    const own = row?.values[theoryError('meanField')];
    const best = row ? nearestTheory(row, others) : null;
    return own != null && best !== null ? Math.log(own / best.error) : NaN;
  });
  for (let k = 1; k < lead.length; k++) {
    if (!(lead[k - 1] < 0 && lead[k] >= 0)) continue;
    const share = lead[k - 1] / (lead[k - 1] - lead[k]);
    const [from, to] = [y.values[k - 1], y.values[k]];
    return y.scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
  }
  return null;
}

function rangeSentence(plane: Plane, rows: Rows, show: Exclude<PlaneSettings['show'], 'winner'>): string {
  let [low, high] = [-1, -1];
  const value = (k: number): number => {
    const row = rows[k];
    return row ? (shownValue(row, show) ?? NaN) : NaN;
  };
  rows.forEach((_, k) => {
    if (Number.isNaN(value(k))) return;
    if (low < 0 || value(k) < value(low)) low = k;
    if (high < 0 || value(k) > value(high)) high = k;
  });
  if (low < 0) return 'No network has this number.';
  const said = (k: number): string =>
    show === 'drift' || show === 'motion' ? formatNumber(value(k)) : percentOf(value(k));
  const what =
    show === 'drift'
      ? 'The kernel moves by'
      : show === 'motion'
        ? 'The parameters move by'
        : `${capital(spoken(show))} is off by`;
  return `${what} ${said(low)} at ${placeText(plane, low)}, and by ${said(high)} at ${placeText(plane, high)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
