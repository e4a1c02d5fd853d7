/**
 * Thousands of particles in a plane, coloured by a third quantity: a mean-field flow. The axes stand still; each frame brings one
 * Float32Array, drawn as pixels with trails, and level lines of the particles' density over it.
 */
import { blur2 } from 'd3-array';
import { plural } from '../theory/plural';
import { linearDomain, type Domain } from './axisDomain';
import { levelLines } from './fieldContours';
import { formatInteger, formatNumber } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import type { Place } from './interact/zoomView';
import { createCellReadout } from './kit/cellReadout';
import { createChart, type Chart } from './kit/chart';
import { createColourBar, drawColourBar } from './kit/colourBar';
import { readColourScale, sharedLimits, type ColourLimits, type ColourScale } from './kit/colourScale';
import { definePlot } from './kit/definePlot';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';
import { plainMathText, textWidth } from './mathText';
import { createParticleDots } from './particleDots';
import type { PlotSize, PlotTable } from './plot';

export interface ParticleCanvasData {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly valueTitle: string;
  /** Axes and colours for the whole run, so that they stand still while it plays. */
  readonly xDomain: Domain;
  readonly yDomain: Domain;
  readonly limits: ColourLimits;
  readonly colour: 'sequential' | 'diverging';
}

export interface ParticleCanvasOptions extends PlotSize {
  /** x, y and value of each particle, [3 M]: a new array at every frame. */
  readonly points: Float32Array;
  /** Share of a dot's strength that is left after one frame; 0 and under reduced motion none. */
  readonly trail?: number;
  readonly contours?: boolean;
}

/** Cells of the grid on which the density is counted, and the radius in cells by which it is smoothed. */
const [densityCells, densityBlur] = [48, 1.5];
/** Level lines at these shares of the largest density. */
const densityLevels = [0.1, 0.3, 0.6, 0.9];
/** A particle this near to the pointer is read out, px. */
const reach = 10;
const barWidth = 220;

export const createParticleCanvas = definePlot<ParticleCanvasData, ParticleCanvasOptions>({
  name: 'particles',
  moving: ['points'],
  build(plot) {
    const { frame } = plot;
    const canvas = htmlElement('canvas', 'plot-smooth');
    frame.root.insertBefore(canvas, frame.svg);
    frame.svg.style.position = 'relative';
    const dots = createParticleDots(canvas);
    const levels = svgElement('path', { class: 'plot-contour' }, frame.marks);
    const bar = frame.margin.appendChild(createColourBar());
    const layer = createGestureLayer(frame.root, {
      dimensions: 'xy',
      onView: () => plot.redraw(),
      onHover: (at) => {
        pointer = at;
        plot.repaint();
      },
    });
    layer.node.setAttribute('role', 'group');
    const layout = createChart(frame, layer);
    const readout = createCellReadout(frame.root);
    let chart: Chart | null = null;
    let scale: ColourScale | null = null;
    let pointer: Place | null = null;
    let described = '';

    /** px = a · value + b of a linear axis. */
    const affine = (
      position: (value: number) => number,
      [from, until]: Domain,
    ): readonly [number, number] => {
      const a = (position(until) - position(from)) / (until - from);
      return [a, position(from) - a * from];
    };
    const nearest = (points: Float32Array, [px, py]: Place): number | null => {
      const { x, y } = chart!;
      const [ax, bx] = affine(x.position, x.domain);
      const [ay, by] = affine(y.position, y.domain);
      let [found, least]: [number | null, number] = [null, reach * reach];
      for (let k = 0; k + 2 < points.length; k += 3) {
        const [dx, dy] = [ax * points[k] + bx - px, ay * points[k + 1] + by - py];
        const distance = dx * dx + dy * dy;
        if (distance < least) [found, least] = [k, distance];
      }
      return found;
    };
    const densityPath = (points: Float32Array): string => {
      const { x, y, inner } = chart!;
      const counts = countInCells(points, x.domain, y.domain);
      blur2({ data: counts, width: densityCells, height: densityCells }, densityBlur);
      const most = counts.reduce((a, b) => Math.max(a, b), 0);
      if (!(most > 0)) return '';
      const at = ([c, r]: readonly [number, number]): string =>
        `${(c * inner.width).toFixed(1)},${((1 - r) * inner.height).toFixed(1)}`;
      return densityLevels
        .flatMap((share) => levelLines(counts, densityCells, densityCells, share * most))
        .map((line) => `M${line.map(at).join('L')}`)
        .join('');
    };

    return {
      draw() {
        const { data, options } = plot;
        scale ??= readColourScale(frame.root, data.colour);
        chart = layout({
          size: options,
          x: { title: data.xTitle, kind: 'linear', domain: linearDomain(...data.xDomain) },
          y: { title: data.yTitle, kind: 'linear', domain: linearDomain(...data.yDomain) },
        });
        const { inner } = chart;
        Object.assign(canvas.style, { left: `${inner.left}px`, top: `${inner.top}px` });
        dots.resize(inner.width, inner.height);
        dots.clear();
        const length = Math.max(0, Math.min(barWidth, options.width - textWidth(data.yTitle) - 24));
        setAttributes(bar, { transform: `translate(${options.width - length},4)` });
        drawColourBar(bar, scale, data.limits, length, false);
        layer.node.setAttribute('aria-label', data.title);
        described = '';
      },
      follow() {
        const { data, options } = plot;
        if (chart === null || scale === null) return;
        const { x, y, inner } = chart;
        const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        const view = { x: affine(x.position, x.domain), y: affine(y.position, y.domain) };
        dots.draw(options.points, view, scale, data.limits, still ? 0 : (options.trail ?? 0));
        levels.setAttribute('d', options.contours ? densityPath(options.points) : '');
        // Its numbers change at every frame; a name that follows them would be read out again and again.
        const name = `${data.title}|${options.points.length}`;
        if (described !== name) frame.describe(summariseParticles(data, options.points));
        described = name;
        const k = pointer === null ? null : nearest(options.points, pointer);
        if (k === null) return readout.hide();
        const { points } = options;
        const line = `${data.xTitle} = ${formatNumber(points[k])}, ${data.yTitle} = ${formatNumber(points[k + 1])}, ${data.valueTitle} = ${formatNumber(points[k + 2])}`;
        readout.show(
          line,
          inner.left + x.position(points[k]),
          inner.top + y.position(points[k + 1]),
          0,
          options,
        );
      },
      restyle() {
        scale = null;
      },
    };
  },
});

/** How many particles fall into each cell of a square grid over the axes, row-major, the first row at the bottom. */
export function countInCells(points: Float32Array, [left, right]: Domain, [low, high]: Domain): Float64Array {
  const counts = new Float64Array(densityCells * densityCells);
  for (let k = 0; k + 2 < points.length; k += 3) {
    const column = ((points[k] - left) / (right - left)) * densityCells;
    const row = ((points[k + 1] - low) / (high - low)) * densityCells;
    if (column >= 0 && column < densityCells && row >= 0 && row < densityCells)
      counts[Math.floor(row) * densityCells + Math.floor(column)]++;
  }
  return counts;
}

/** Limits of the values of some frames, shared so that colours mean the same throughout. */
export function particleLimits(
  frames: readonly Float32Array[],
  colour: 'sequential' | 'diverging',
): ColourLimits {
  return sharedLimits(
    frames.map((points) => points.filter((_, k) => k % 3 === 2)),
    colour,
  );
}

export function summariseParticles(
  { title, xTitle, yTitle }: ParticleCanvasData,
  points: Float32Array,
): string {
  const about = (offset: number): string => {
    const values = points.filter((value, k) => k % 3 === offset && Number.isFinite(value));
    if (values.length === 0) return 'not known';
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
    return `${formatNumber(mean)} ± ${formatNumber(spread)}`;
  };
  return `${title}: ${plural(Math.floor(points.length / 3), 'particle', formatInteger(Math.floor(points.length / 3)))}, ${plainMathText(xTitle)} ${about(0)}, ${plainMathText(yTitle)} ${about(1)} (mean and standard deviation).`;
}

/** One row per particle. */
export function tabulateParticles(data: ParticleCanvasData, points: Float32Array): PlotTable {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    caption: data.title,
    columns: [data.xTitle, data.yTitle, data.valueTitle].map(plainMathText),
    rows: Array.from({ length: Math.floor(points.length / 3) }, (_, i) => [
      finite(points[3 * i]),
      finite(points[3 * i + 1]),
      finite(points[3 * i + 2]),
    ]),
  };
}
