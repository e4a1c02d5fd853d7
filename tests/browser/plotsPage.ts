/** Bundled into a page: every plot drawn with hostile data in frames of every size, and what the markup then holds. */
import fc from 'fast-check';
import { createBarChart } from '../../src/plots/barChart';
import { createCloudPlot } from '../../src/plots/cloudPlot';
import { createFieldMap } from '../../src/plots/fieldMap';
import { createFunctionPlot } from '../../src/plots/functionPlot';
import { createHistogram, binValues } from '../../src/plots/histogram';
import { createHorizonPlot } from '../../src/plots/horizonPlot';
import { createKernelHeatmaps } from '../../src/plots/kernelHeatmaps';
import { createLinePlot } from '../../src/plots/linePlot';
import { createParticleCanvas } from '../../src/plots/particleCanvas';
import type { Plot, PlotSize } from '../../src/plots/plot';
import { createQuantileBand } from '../../src/plots/quantileBand';
import { createScalingPlot } from '../../src/plots/scalingPlot';
import { scaling } from '../../src/theory/statistics/scaling';
import { createSliceMultiples, slicesOf } from '../../src/plots/sliceMultiples';
import { createTimePlot } from '../../src/plots/timePlot';

/** Numbers as a diverging run, an overflow or an empty record makes them. */
const hostile = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      NaN,
      Infinity,
      -Infinity,
      0,
      -0,
      1,
      -1,
      1e300,
      -1e300,
      1e-300,
      5e-324,
      1e16,
      1e16 + 2,
    ),
  },
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
);
const numbers = (length: number) =>
  fc
    .oneof(
      fc.array(hostile, { minLength: length, maxLength: length }),
      hostile.map((one) => Array<number>(length).fill(one)),
    )
    .map((values) => Float64Array.from(values));
const ascending = (length: number) =>
  fc
    .array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: length, maxLength: length })
    .map((times) => Float64Array.from(times).sort());
const size = fc.record({
  width: fc.oneof(fc.constantFrom(0, 0.4, 1, 2, 30), fc.integer({ min: 1, max: 900 })),
  height: fc.oneof(fc.constantFrom(0, 0.4, 1, 2, 30), fc.integer({ min: 1, max: 600 })),
});
const scale = fc.constantFrom('log' as const, 'linear' as const);
const count = fc.constantFrom(0, 1, 2, 5, 9);
const time = fc.double({ min: 0, max: 60, noNaN: true });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

const series = count.chain((n) =>
  fc.record({ times: ascending(n), values: numbers(n), divergedAt: maybe(hostile), reference: fc.boolean() }),
);
const square = (n: number) =>
  fc.record({ n: fc.constant(n), a: numbers(n * n), b: maybe(numbers(n * n)), c: maybe(numbers(n * n)) });

interface Drawn<Data, Options extends PlotSize> {
  readonly create: (container: HTMLElement) => Plot<Data, Options>;
  readonly data: fc.Arbitrary<Data>;
  readonly options: fc.Arbitrary<Omit<Options, keyof PlotSize>>;
}

const plots = {
  time: {
    create: (at) => createTimePlot(at),
    data: fc.array(series, { maxLength: 3 }).map((all) => ({
      title: 'T',
      yTitle: 'y',
      series: all.map((one, i) => ({ ...one, key: String(i), label: `s${i}`, hue: i / 3 })),
      ghosts: all.slice(0, 1).map((one) => ({ ...one, key: 'g', label: 'g', hue: 'nn' as const })),
    })),
    options: fc.record({
      time,
      hoverTime: maybe(time),
      xScale: scale,
      yScale: scale,
      horizon: fc.constantFrom(60, 0.03, 1e-9),
      legend: fc.boolean(),
    }),
  } satisfies Drawn<
    Parameters<ReturnType<typeof createTimePlot>['update']>[0],
    Parameters<ReturnType<typeof createTimePlot>['update']>[1]
  >,
  function: {
    create: (at: HTMLElement) => createFunctionPlot(at),
    data: fc
      .tuple(count, count, fc.constantFrom('angle' as const, 'line' as const, 'index' as const))
      .chain(([p, n, kind]) =>
        fc.record({
          axis: fc.record({
            kind: fc.constant(kind),
            probe: kind === 'angle' ? ascending(p) : numbers(p),
            train: numbers(n),
          }),
          targets: numbers(n),
          curves: fc.tuple(numbers(p), numbers(p)).map(([values, spread]) => [
            { predictor: 'nn' as const, values },
            { predictor: 'ntk' as const, values: spread, spread: values, spreadLabel: 'band' },
          ]),
          reference: maybe(numbers(p).map((values) => ({ label: 'r', values }))),
        }),
      ),
    options: fc.record({
      time,
      editable: fc.boolean(),
      marked: fc.constantFrom([], [0, 3]),
      selected: maybe(fc.constant(0)),
    }),
  },
  kernels: {
    create: (at: HTMLElement) => createKernelHeatmaps(at),
    data: fc
      .constantFrom(0, 1, 3, 30)
      .chain(square)
      .map(({ n, a, b, c }) => ({
        n,
        kernels: [
          { key: 'a', label: 'K_0', values: a, reference: true },
          { key: 'b', label: 'K_t', values: b },
        ],
        differences: [{ key: 'c', label: 'c', values: c, missing: '…' }],
      })),
    options: fc.record({ time, hovered: maybe(fc.constantFrom([0, 0] as const, [2, 1] as const)) }),
  },
  slices: {
    create: (at: HTMLElement) => createSliceMultiples(at),
    data: fc
      .constantFrom(0, 1, 3)
      .chain((n) => numbers(n * n * n).map((t) => ({ title: 'K', n, slices: slicesOf(t, n) }))),
    options: fc.record({ hovered: maybe(fc.constant([0, 0] as const)) }),
  },
  scaling: {
    create: (at: HTMLElement) => createScalingPlot(at),
    data: count.chain((n) =>
      fc
        .record({ x: fc.oneof(numbers(n), ascending(n)), y: numbers(n), slope: hostile, prefactor: hostile })
        .map(({ x, y, slope, prefactor }) => ({
          title: 'S',
          xTitle: 'm',
          yTitle: 'y',
          series: [
            {
              key: 'a',
              label: 'a',
              hue: 0.5,
              x,
              y,
              fit: { slope, prefactor, standardError: 0.1 },
              groups: scaling([...x], [...y]).groups,
            },
          ],
          guides: [{ key: 'g', label: 'm^{-1}', slope: -1 }],
        })),
    ),
    options: fc.constant({}),
  },
  horizon: {
    create: (at: HTMLElement) => createHorizonPlot(at),
    data: fc
      .record({
        tolerance: hostile,
        expansionPoint: time,
        horizon: fc.constantFrom(60, 1e-9),
        firstTime: hostile,
        failsAt: maybe(hostile),
      })
      .map((one) => ({
        ...one,
        rows: [
          { predictor: 'nth3' as const, failsAt: one.failsAt },
          { predictor: 'nth4' as const, failsAt: null },
        ],
      })),
    options: fc.record({ time, xScale: scale }),
  },
  bars: {
    create: (at: HTMLElement) => createBarChart(at),
    data: fc.array(maybe(hostile), { maxLength: 5 }).map((values) => ({
      title: 'B',
      xTitle: 'x',
      bars: values.map((value, i) => ({ key: String(i), label: `bar ${i}`, value, hue: 0.5 })),
    })),
    options: fc.constant({}),
  },
  histogram: {
    create: (at: HTMLElement) => createHistogram(at),
    data: fc.tuple(count.chain(numbers), scale).map(([values, xScale]) => ({
      title: 'H',
      xTitle: 'x',
      xScale,
      hue: 0.5,
      ...binValues(values, 12, xScale),
    })),
    options: fc.constant({}),
  },
  cloud: {
    create: (at: HTMLElement) => createCloudPlot(at),
    data: fc
      .tuple(count.chain(numbers), count.chain(numbers), numbers(5), numbers(2))
      .map(([x, y, c, reach]) => ({
        title: 'C',
        xTitle: 'x',
        yTitle: 'y',
        x,
        y,
        ellipses: [
          {
            key: 'e',
            label: 'e',
            hue: 0.5,
            centre: [c[0], c[1]] as const,
            covariance: [c[2], c[3], c[4]] as const,
          },
        ],
        reach: [reach[0], reach[1]] as const,
        guides: [{ key: 'x', label: '', x: 0 }],
      })),
    options: fc.constant({}),
  },
  line: {
    create: (at: HTMLElement) => createLinePlot(at),
    data: count.chain((n) =>
      fc
        .record({
          x: fc.oneof(ascending(n), numbers(n)),
          y: numbers(n),
          low: numbers(n),
          high: numbers(n),
          level: hostile,
        })
        .map(({ x, y, low, high, level }) => ({
          title: 'L',
          xTitle: 'x',
          yTitle: 'y',
          series: [{ key: 'a', label: 'a', hue: 0.2, x, y, band: { low, high }, dots: true }],
          guides: [
            { key: 'y', label: 'level', y: level },
            { key: 'x', label: 'place', x: level },
          ],
        })),
    ),
    options: fc.record({ xScale: scale, yScale: scale, hoverX: maybe(hostile) }),
  },
  quantiles: {
    create: (at: HTMLElement) => createQuantileBand(at),
    data: count.chain((n) =>
      fc
        .record({ x: ascending(n), runs: fc.array(numbers(n), { maxLength: 5 }), low: numbers(n) })
        .map(({ x, runs, low }) => ({
          title: 'Q',
          xTitle: 'x',
          yTitle: 'y',
          samples: [{ key: 'a', label: 'a', hue: 0.2, x, runs }],
          theory: [{ key: 't', label: 't', hue: 'ntk' as const, x, low, middle: low, high: low }],
        })),
    ),
    options: fc.record({ xScale: scale, yScale: scale }),
  },
  field: {
    create: (at: HTMLElement) => createFieldMap(at),
    data: fc.tuple(count, count, scale, scale).chain(([nx, ny, kx, ky]) =>
      fc
        .record({
          x: fc.oneof(ascending(nx), numbers(nx)),
          y: ascending(ny),
          values: numbers(nx * ny),
          level: hostile,
          named: fc.boolean(),
          at: hostile,
        })
        .map(({ x, y, values, level, named, at }) => ({
          title: 'F',
          x: { title: 'σ_w', kind: kx, centres: x },
          y: { title: 'σ_b', kind: ky, centres: y },
          valueTitle: 'ξ',
          values,
          colour: named
            ? { kind: 'categorical' as const, classes: ['ordered', 'chaotic'] }
            : { kind: 'diverging' as const },
          levels: [level, 0],
          curves: [{ key: 'edge', label: 'edge', hue: 'nn' as const, x: values, y: values }],
          dot: { label: 'here', x: at, y: at },
        })),
    ),
    options: fc.record({ hovered: maybe(fc.constant([0, 0] as const)) }),
  },
  particles: {
    create: (at: HTMLElement) => createParticleCanvas(at),
    data: fc.tuple(hostile, hostile).map(([a, b]) => ({
      title: 'P',
      xTitle: 'a',
      yTitle: 'w',
      valueTitle: 'c',
      xDomain: [Math.min(a, b), Math.max(a, b)] as const,
      yDomain: [-2, 2] as const,
      limits: { low: -1, high: 1 },
      colour: 'diverging' as const,
    })),
    options: fc.record({
      points: fc
        .integer({ min: 0, max: 7 })
        .chain((m) => numbers(3 * m))
        .map((p) => Float32Array.from(p)),
      trail: fc.constantFrom(0, 0.9),
      contours: fc.boolean(),
    }),
  },
};

/** What no picture may hold: the first offence in the markup, or null. */
function offence(root: Element): string | null {
  const found = /.{0,80}(NaN|Infinity|undefined).{0,40}/.exec(root.outerHTML);
  if (found) return found[0];
  for (const element of root.querySelectorAll('[width], [height], [r]'))
    for (const name of ['width', 'height', 'r']) {
      const value = element.getAttribute(name);
      if (value !== null && !(Number(value) >= 0)) return `${element.outerHTML.slice(0, 120)}: ${name}`;
    }
  return null;
}

/** Draws the plot with two data sets after another in two sizes each; null, or the counterexample. */
function check(name: keyof typeof plots, runs: number, seed: number): string | null {
  const { create, data, options } = plots[name] as unknown as Drawn<unknown, PlotSize>;
  // Later drawings at once: a property cannot wait for the screen.
  window.requestAnimationFrame = (draw) => {
    draw(0);
    return 0;
  };
  let failed: unknown = null;
  window.reportError = (error) => (failed ??= error);
  const result = fc.check(
    fc.property(data, data, options, options, size, size, (first, second, before, after, small, large) => {
      const container = document.body.appendChild(document.createElement('div'));
      failed = null;
      const plot = create(container);
      try {
        for (const [given, opts, box] of [
          [first, before, large],
          [first, before, small],
          [second, after, small],
          [second, after, large],
        ] as const) {
          plot.update(given, { ...opts, ...box });
          if (failed) throw failed as Error;
          const found = offence(container);
          if (found !== null) throw new Error(found);
        }
        const layer = container.querySelector('.plot-layer')!;
        for (const key of ['+', '+', 'ArrowRight', 'ArrowDown', '-', '0']) {
          layer.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          if (failed) throw failed as Error;
          const found = offence(container);
          if (found !== null) throw new Error(`after ${key}: ${found}`);
        }
      } finally {
        plot.destroy();
        container.remove();
      }
      if (container.childElementCount > 0) throw new Error('destroy left something behind');
    }),
    { numRuns: runs, seed },
  );
  return result.failed
    ? `${String(result.errorInstance)}\n${fc.stringify(result.counterexample)}`.slice(0, 3000)
    : null;
}

declare global {
  interface Window {
    plotNames: string[];
    checkPlot: typeof check;
  }
}
window.plotNames = Object.keys(plots);
window.checkPlot = check;
