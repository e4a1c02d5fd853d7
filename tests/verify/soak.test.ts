/** Random legal experiments through the real engine and all that the run lab says of them: never a word that is no number. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { functionDomain, horizontalDomain, horizontalTicks } from '../../src/plots/functionAxes';
import { summariseFunctionPlot, tabulateFunctionPlot } from '../../src/plots/functionPlotText';
import { summariseKernelHeatmaps, tabulateKernelHeatmaps } from '../../src/plots/kernelHeatmaps';
import { curvePath } from '../../src/plots/kit/curvePath';
import type { PlotTable } from '../../src/plots/plot';
import type { TimePlotData } from '../../src/plots/timePlot';
import { summariseTimePlot, tabulateTimePlot } from '../../src/plots/timePlotText';
import { axisScale } from '../../src/plots/axisScale';
import { timeDomain, valueDomain } from '../../src/plots/timeSeries';
import { decodePermalink, encodePermalink } from '../../src/protocol/permalink';
import { predictorNames, type PredictorName } from '../../src/protocol/predictors';
import type { RunEvent } from '../../src/protocol/run';
import { applyEvent } from '../../src/state/applyEvent';
import { outputScale } from '../../src/state/predictionError';
import { indexAt } from '../../src/state/recordedTime';
import { nothingKnown, type Run, type RunState } from '../../src/state/runState';
import { tooFewRecords } from '../../src/ui/cards/tooFewRecords';
import { toCsv } from '../../src/export/toCsv';
import { decayReading } from '../../src/ui/run/decayReading';
import { errorNow } from '../../src/ui/run/errorNow';
import { functionData } from '../../src/ui/run/functionData';
import { kernelData } from '../../src/ui/run/kernelData';
import { leadAt } from '../../src/ui/run/leadAt';
import { column, predictorCurves } from '../../src/ui/run/predictorCurves';
import { pickEigenvalues, pickError, pickLoss, pickMeasure, pickMotion } from '../../src/ui/run/quantities';
import { trustText } from '../../src/ui/run/trustText';
import { randomSpec } from './randomSpec';
import { seeded } from './seeded';

const wanted = 10_000;
/** Milliseconds that are spent on them: as many as fit. */
const time = 120_000;
/** Milliseconds for one: stiff flows and wide kernels take minutes, and say the same of themselves. */
const patience = 250;
/** Bytes by which the heap may be higher at the end than after the first fifth: what arrays of one run take. */
const slack = 32e6;

/** Experiments whose pictures once had marks at no place. */
const first = [
  '#v=1&activation=linear&sigmaW=10&sigmaA=10&optimizer=momentum&horizon=0.0312&particles=64',
  '#v=1&dataset=teacher&d=64&activation=cube&width=2&particles=64',
].map((link) => decodePermalink(link).spec);

const noNumber = /NaN|Infinity|undefined|null|\[object/;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still held after a collection. */
function heldBytes(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Every text with where it stands, of a run at the moments where it is looked at. */
function* texts(run: Run, horizon: number): Generator<readonly [string, string]> {
  const { times } = run.header;
  const shown = predictorNames.filter((name) => run.series[name]);
  for (const status of Object.values(run.statuses)) {
    if (status.message !== null) yield ['message', status.message];
    for (const { text } of status.assumptions) yield ['assumption', text];
  }
  const nn = run.series.nn;
  const scale = nn ? outputScale(nn, run.header.p) : 0;
  for (const name of shown) yield ['trust', trustText(run, name)];
  const plots = [...timePlots(run, shown)];
  for (const plot of plots) {
    yield ['table', tableText(tabulateTimePlot(plot))];
    for (const xScale of ['log', 'linear'] as const) {
      yield ['few', tooFewRecords(plot.series, xScale, run.header.spec, null) ?? ''];
      for (const yScale of ['log', 'linear'] as const)
        yield ['path', pictureOf(plot, horizon, xScale, yScale)];
    }
  }
  for (const t of [0, 0.37 * horizon, times[times.length - 1], horizon]) {
    yield ['lead', leadAt(run, t, scale)];
    for (const name of shown) yield ['error', String(errorNow(run.errors[name], times, t) ?? '–')];
    for (const plot of plots) yield ['summary', summariseTimePlot(plot, t)];
    const f = functionData(run, null, shown, t);
    yield ['function', summariseFunctionPlot(f, t)];
    yield ['function table', tableText(tabulateFunctionPlot(f))];
    const domain = horizontalDomain(f);
    yield ['function axes', [...functionDomain(f), ...domain].join()];
    yield [
      'function ticks',
      JSON.stringify(horizontalTicks(f, domain, 400).map(({ value }) => String(value))),
    ];
    const index = indexAt(times, t);
    const kernels = kernelData(run, shown, index);
    yield ['kernels', summariseKernelHeatmaps(kernels, times[index])];
    yield ['kernel table', tableText(tabulateKernelHeatmaps(kernels))];
    yield ['decay', decayReading(run.header.spec, t, nn?.measures?.[index * 5] ?? NaN)];
  }
}

function* timePlots(run: Run, shown: readonly PredictorName[]): Generator<TimePlotData> {
  const picks = {
    error: pickError,
    loss: pickLoss,
    ...Object.fromEntries(pickMeasure.map((pick, i) => [`drift ${i}`, pick])),
  };
  for (const [title, pick] of Object.entries(picks))
    yield { title, yTitle: title, series: predictorCurves(run, shown, pick) };
  for (const [title, pick] of Object.entries({ spectrum: pickEigenvalues, motion: pickMotion })) {
    const found = pick(run);
    if (!found || !run.series.nn) continue;
    const { count } = run.series.nn;
    const series = found.labels.map((label, i) => ({
      key: label,
      label,
      hue: i / found.labels.length,
      times: run.header.times,
      values: column(found.values, found.labels.length, i, count),
    }));
    yield { title, yTitle: title, series };
  }
}

function tableText(table: PlotTable): string {
  return table.caption + toCsv(table);
}

function pictureOf(
  { series }: TimePlotData,
  horizon: number,
  xKind: 'log' | 'linear',
  yKind: 'log' | 'linear',
): string {
  const domain = timeDomain(series, horizon, xKind);
  const values = valueDomain(series, domain, yKind);
  const x = axisScale(xKind, domain, 400);
  const y = axisScale(yKind, values, 200, true);
  return [...domain, ...values, ...series.map((one) => curvePath(one.times, one.values, x, y))].join();
}

it(
  'says nothing that is no number, whatever the experiment, and keeps its memory',
  { timeout: time + 60_000 },
  async () => {
    const ask = createAskHere();
    const random = seeded(7);
    const began = performance.now();
    const outcomes: Record<string, number> = {};
    const wrong: string[] = [];
    const memory: number[] = [];
    let count = 0;
    for (; count < wanted && performance.now() - began < time; count++) {
      const spec = first[count] ?? randomSpec(random);
      let state: RunState = { ...nothingKnown, expectedId: 1 };
      const predictors: readonly PredictorName[] = [...new Set<PredictorName>(['nn', ...spec.predictors])];
      const problem = await ask(
        'run',
        { spec, predictors },
        {
          signal: AbortSignal.timeout(patience),
          onEvent: (event: RunEvent) => {
            state = applyEvent(state, 1, event);
          },
        },
      ).then(
        () => null,
        (thrown: unknown) => thrown as Error,
      );
      // Refused as a whole: a sentence, and never a crash of the engine's own. What was cut off is looked at as it stands.
      if (problem !== null) {
        const { name, message } = problem;
        outcomes[name] = (outcomes[name] ?? 0) + 1;
        if (noNumber.test(message) || /TypeError|RangeError|RuntimeError/.test(name))
          wrong.push(`${name} ${message} in ${encodePermalink(spec)}`);
      }
      for (const { message } of state.notices)
        if (noNumber.test(message)) wrong.push(`notice ${message} in ${encodePermalink(spec)}`);
      const { run } = state;
      if (run === null) {
        outcomes['no run'] = (outcomes['no run'] ?? 0) + 1;
        continue;
      }
      const how = run.statuses.nn?.state ?? 'none';
      outcomes[how] = (outcomes[how] ?? 0) + 1;
      const found = new Set<string>();
      for (const [where, text] of texts(run, spec.horizon)) {
        const match = noNumber.exec(text);
        if (match && !found.has(where)) {
          found.add(where);
          wrong.push(
            `${where}: …${text.slice(Math.max(0, match.index - 60), match.index + 30)}… in ${encodePermalink(spec)}`,
          );
        }
      }
      const { times } = run.header;
      // Steps are whole: the last may end half a step after the horizon.
      if (times[times.length - 1] > spec.horizon + spec.lr / 2)
        wrong.push(`times beyond the horizon in ${encodePermalink(spec)}`);
      if (count % 20 === 0) memory.push(heldBytes());
    }
    console.info(
      `soak: ${count} experiments, ${JSON.stringify(outcomes)}; heap ${memory.map((bytes) => Math.round(bytes / 1e6)).join(' ')} MB`,
    );
    expect([...new Set(wrong)].slice(0, 40)).toEqual([]);
    const early = memory[Math.floor(memory.length / 5)];
    expect(memory[memory.length - 1]).toBeLessThan(early + slack);
  },
);
