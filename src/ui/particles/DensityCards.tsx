import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createFieldMap } from '../../plots/fieldMap';
import { tabulateFieldMap, type FieldMapData } from '../../plots/fieldMapData';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot, type LinePlotData } from '../../plots/linePlot';
import type { DensityFrame, DensityStart } from '../../protocol/meanField';
import { experimentHistory } from '../../state/experimentStore';
import { frameAt } from '../../state/framesAt';
import { meanFieldStore } from '../../state/meanFieldStore';
import { playbackStore } from '../../state/playbackStore';
import { Card } from '../cards/Card';
import { PlotCard } from '../cards/PlotCard';
import { labelledProblem } from '../text/labelledProblem';
import { MathText } from '../text/MathText';

/** A share of the largest density that is still a shade of its own. */
const faintest = 0.003;
const noHandlers = {};

/** The density of neurons itself: ρ₊ and ρ₋ by the PDE where it is defined, else why it is not and what would define it. */
export function DensityCards() {
  const { start, frames, computing, problem } = useStore(meanFieldStore, (s) => s.density);
  const frame = useStore(playbackStore, (s) => (start ? frameAt(start.times, frames, s.time) : null));
  const margin = useMemo(() => (start ? emptyMargin(start, frames) : 0), [start, frames]);
  if (problem !== null || (start === null && !computing)) return <NoDensity problem={problem} />;
  if (start?.d === 1) return <DensityLines start={start} frame={frame} />;
  return (
    <>
      <DensityMap start={start} frame={frame} sign={1} margin={margin} />
      <DensityMap start={start} frame={frame} sign={-1} margin={margin} />
    </>
  );
}

/** Cells at the grid's border, the same on every side, in which no moment has a density worth a colour. */
function emptyMargin({ d, cells }: DensityStart, frames: readonly DensityFrame[]): number {
  if (d === 1 || frames.length === 0) return 0;
  let margin = cells;
  for (const { plus, minus } of [frames[0], frames[frames.length - 1]])
    for (const rho of [plus, minus]) {
      const visible = faintest * rho.reduce((a, b) => Math.max(a, b), 0);
      rho.forEach((value, k) => {
        if (value < visible) return;
        const [row, column] = [Math.floor(k / cells), k % cells];
        margin = Math.min(margin, row, column, cells - 1 - row, cells - 1 - column);
      });
    }
  return margin;
}

function NoDensity({ problem }: { readonly problem: string | null }) {
  return (
    <Card
      title="Density"
      span={12}
      reading={
        <MathText text="The density of neurons is a field over θ alone where u is frozen at ±σ_a, without biases, for d ≤ 2 (FDZ eq. 21)" />
      }
    >
      {problem && (
        <p className="card-note">
          Not for this network: <MathText text={labelledProblem(problem)} />.
        </p>
      )}
      <button
        type="button"
        className="button small"
        onClick={() =>
          experimentHistory.edit({
            depth: 1,
            outputLaw: 'signs',
            trained: 'hidden',
            sigmaB: 0,
            alpha: 1,
            preset: 'ntk-alpha',
            dataset: 'circle',
            optimizer: 'flow',
          })
        }
      >
        Take a network that has one
      </button>
    </Card>
  );
}

function saying({ t, mass, atBorder, probeError }: DensityFrame): string {
  const error = probeError.reduce((a, b) => Math.max(a, b), 0);
  const rest = Math.abs(mass - 1);
  return `t = ${formatTime(t)}; f is known to ${formatNumber(error, 2)} by refinement, the mass to ${formatNumber(rest, 1)}, ${formatNumber(atBorder, 1)} of it at the border`;
}

function DensityMap({
  start,
  frame,
  sign,
  margin,
}: {
  readonly start: DensityStart | null;
  readonly frame: DensityFrame | null;
  readonly sign: 1 | -1;
  readonly margin: number;
}) {
  const name = sign > 0 ? 'Density ρ₊' : 'Density ρ₋';
  const data = useMemo<FieldMapData | null>(() => {
    if (!start || !frame) return null;
    const { cells } = start;
    const all = centresOf(start);
    const [from, until] = [margin, cells - margin];
    const centres = all.subarray(from, until);
    const side = until - from;
    const rho = sign > 0 ? frame.plus : frame.minus;
    const most = [frame.plus, frame.minus].map((values) => values.reduce((a, b) => Math.max(a, b), 0));
    const top = Math.max(...most);
    // The grid's first index is θ₁; a map's rows are its vertical axis.
    const values = Float32Array.from(
      { length: side * side },
      (_, k) => rho[(from + (k % side)) * cells + from + Math.floor(k / side)],
    );
    return {
      title: name,
      x: { kind: 'linear', centres, title: 'θ_1' },
      y: { kind: 'linear', centres, title: 'θ_2' },
      valueTitle: 'ρ',
      values,
      colour: { kind: 'sequential', limits: { low: 0, high: top } },
      levels: [0.1, 0.3, 0.6, 0.9].map((share) => share * top),
    };
  }, [start, frame, sign, name, margin]);
  return (
    <PlotCard
      title={name}
      span={6}
      reading={
        <MathText
          text={`neurons with u = ${sign > 0 ? '+' : '−'}σ_a by the PDE (FDZ eq. 21)${frame ? ` at ${saying(frame)}` : ''}`}
        />
      }
      create={createFieldMap}
      handlers={noHandlers}
      data={data}
      empty="Computing the density."
      options={{}}
      table={() => data && tabulateFieldMap(data)}
    />
  );
}

function DensityLines({
  start,
  frame,
}: {
  readonly start: DensityStart;
  readonly frame: DensityFrame | null;
}) {
  const data = useMemo<LinePlotData | null>(() => {
    if (!frame) return null;
    const x = centresOf(start);
    return {
      title: 'Density',
      xTitle: 'θ',
      yTitle: 'ρ',
      series: [
        { key: 'plus', label: 'ρ₊ (u > 0)', hue: 1, x, y: Float64Array.from(frame.plus) },
        { key: 'minus', label: 'ρ₋ (u < 0)', hue: 0, x, y: Float64Array.from(frame.minus) },
      ],
    };
  }, [start, frame]);
  return (
    <PlotCard
      title="Density"
      span={12}
      reading={<MathText text={`neurons by the PDE (FDZ eq. 21)${frame ? ` at ${saying(frame)}` : ''}`} />}
      create={createLinePlot}
      handlers={noHandlers}
      data={data}
      empty="Computing the density."
      options={{ xScale: 'linear', yScale: 'linear' }}
      table={() => data && tabulateLinePlot(data)}
    />
  );
}

function centresOf({ cells, extent }: DensityStart): Float64Array {
  const h = (2 * extent) / cells;
  return Float64Array.from({ length: cells }, (_, i) => -extent + (i + 0.5) * h);
}
