/**
 * What every model computes, on the probe axis at the current time: curves over the circle's angle or the line, or a scatter over
 * held-out points; bands of spread; the training points, which can be moved and added.
 */
import { range } from 'd3-array';
import type { Domain } from './axisDomain';
import { formatNumber } from './formatNumber';
import {
  axisTitle,
  formatPlace,
  functionDomain,
  horizontalDomain,
  horizontalTicks,
  type FunctionCurve,
  type FunctionPlotData,
} from './functionAxes';
import { summariseFunctionPlot } from './functionPlotText';
import { createFunctionPoints } from './functionPoints';
import { createGestureLayer } from './interact/gestureLayer';
import { createWalk } from './interact/walk';
import type { Place } from './interact/zoomView';
import { createChart, type Chart } from './kit/chart';
import { createCurveHover, type HoverValue } from './kit/curveHover';
import { bandPath, curvePath } from './kit/curvePath';
import { definePlot } from './kit/definePlot';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import { linearTicks } from './kit/axisTicks';
import type { PlotSize } from './plot';
import { applyHue, applyStroke, predictorStyle } from './predictorStyle';

export type { FunctionCurve, FunctionPlotData };

export interface FunctionPlotOptions extends PlotSize {
  readonly time: number;
  readonly holdAxes?: boolean;
  /** Training points marked from elsewhere (the hovered kernel cell). */
  readonly marked?: readonly number[];
  readonly selected?: number | null;
  /** Whether points can be moved and added. */
  readonly editable?: boolean;
}

export interface FunctionPlotHandlers {
  /** `phase` lets a drag be one history entry. */
  onPointMove?(index: number, x: number, y: number, phase: 'start' | 'move' | 'end'): void;
  onPointAdd?(x: number, y: number): void;
  onPointSelect?(index: number | null): void;
  onPointRemove?(index: number): void;
}

/** Half the width of a bar that stands for a band over points without an order, and the diameter of a scattered point, px. */
const [halfBar, dotSize] = [1.5, 5];

export const createFunctionPlot = definePlot<FunctionPlotData, FunctionPlotOptions, FunctionPlotHandlers>({
  name: 'function',
  build(plot, handlers) {
    const { frame } = plot;
    const guide = svgElement('line', { class: 'plot-guide', visibility: 'hidden' }, frame.marks);
    const bands = svgElement('g', {}, frame.marks);
    const ghosts = svgElement('g', { class: 'plot-ghost' }, frame.marks);
    const curves = svgElement('g', {}, frame.marks);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'xy',
      onView: () => plot.redraw(),
      onHover: (at) => walk.hover(at),
      onClick: (at) => {
        if (editable()) handlers.onPointAdd?.(...valueAt(at));
        else handlers.onPointSelect?.(null);
      },
    });
    layer.node.setAttribute('role', 'group');
    const walk = createWalk(frame.root, layer, {
      places: () => Array.from(places, (place) => chart?.x.position(place) ?? 0),
      say: (i) =>
        `${headAt(i)}: ${valuesAt(i)
          .map((one) => `${one.label} ${formatNumber(one.value ?? NaN)}`)
          .join('; ')}`,
      onChange: () => plot.repaint(),
    });
    const points = createFunctionPoints(frame, layer.node, handlers, () => plot.redraw());
    const layout = createChart(frame, layer);
    const hover = createCurveHover(frame);
    let chart: Chart | null = null;
    let held: Domain | null = null;
    let places: ArrayLike<number> = [];

    const editable = (): boolean => plot.options.editable === true && plot.data.axis.kind !== 'index';
    const headAt = (i: number): string => {
      const { kind } = plot.data.axis;
      return kind === 'index' ? `point ${i + 1}` : formatPlace(kind, places[i]);
    };
    const valuesAt = (i: number): HoverValue[] =>
      plot.data.curves.map(({ predictor, values }) => ({
        key: predictor,
        label: predictorStyle[predictor].label,
        hue: predictor,
        value: Number.isFinite(values[i]) ? values[i] : null,
      }));
    const valueAt = ([px, py]: Place): Place =>
      chart === null ? [0, 0] : [chart.x.value(px), chart.y.value(py)];

    const drawLines = (
      group: SVGGElement,
      items: readonly FunctionCurve[],
      pathOf: (curve: FunctionCurve) => string,
      scatter: boolean,
    ): void =>
      join(
        group,
        // The network last, over the theories that agree with it.
        [...items].sort((a, b) => Number(a.predictor === 'nn') - Number(b.predictor === 'nn')),
        (curve) => curve.predictor,
        () => svgElement('path', { class: 'plot-line' }),
        (path, curve, index) => {
          applyStroke(path, curve.predictor, index);
          if (scatter) {
            path.removeAttribute('stroke-dasharray');
            setAttributes(path, { 'stroke-width': dotSize, 'stroke-linecap': 'round' });
          } else path.removeAttribute('stroke-linecap');
          if (group === curves) path.setAttribute('data-label', predictorStyle[curve.predictor].label);
          path.setAttribute('d', pathOf(curve));
        },
      );

    const drawCurves = ({ x, y }: Chart): void => {
      const { data } = plot;
      const scatter = data.axis.kind === 'index';
      const order = range(data.axis.probe.length).sort((a, b) => data.axis.probe[a] - data.axis.probe[b]);
      const at = (value: number): string => value.toFixed(1);
      const known = (i: number, value: number): boolean =>
        Number.isFinite(value) && Number.isFinite(places[i]);
      // A dot per held-out point: a line of no length with a round cap.
      const dots = ({ values }: FunctionCurve): string =>
        order
          .filter((i) => known(i, values[i]))
          .map((i) => `M${at(x.position(places[i]))},${at(y.position(values[i]))}h0`)
          .join('');
      const pathOf = (curve: FunctionCurve): string =>
        scatter ? dots(curve) : curvePath(places, curve.values, x, y, order);
      join(
        bands,
        data.curves.filter((curve) => curve.spread),
        (curve) => curve.predictor,
        () => svgElement('path', { class: 'plot-band' }),
        (path, { predictor, values, spread }) => {
          applyHue(path, predictor);
          const [lows, highs] = [values.map((v, i) => v - spread![i]), values.map((v, i) => v + spread![i])];
          // Points have no order to draw a band along: a bar each.
          const bar = (i: number): string => {
            const left = at(x.position(places[i]) - halfBar);
            return `M${left},${at(y.position(lows[i]))}h${2 * halfBar}V${at(y.position(highs[i]))}h${-2 * halfBar}Z`;
          };
          const bars = scatter ? order.filter((i) => known(i, lows[i] + highs[i])).map(bar) : [];
          path.setAttribute('d', scatter ? bars.join('') : bandPath(places, lows, highs, x, y, order));
        },
      );
      drawLines(ghosts, data.ghosts ?? [], pathOf, scatter);
      drawLines(curves, data.curves, pathOf, scatter);
      const from = Math.max(x.domain[0], y.domain[0]);
      const until = Math.min(x.domain[1], y.domain[1]);
      const diagonal = scatter && data.reference != null && from < until;
      guide.setAttribute('visibility', diagonal ? 'visible' : 'hidden');
      if (diagonal)
        setAttributes(guide, {
          x1: x.position(from),
          y1: y.position(from),
          x2: x.position(until),
          y2: y.position(until),
        });
    };

    return {
      draw() {
        const { data, options } = plot;
        const { axis, reference } = data;
        const scattered = axis.kind === 'index';
        places = !scattered ? axis.probe : (reference?.values ?? range(1, axis.probe.length + 1));
        const hold = (options.holdAxes === true || points.dragging) && held !== null;
        held = hold ? held : functionDomain(data);
        chart = layout({
          size: options,
          x: {
            title: scattered && reference ? reference.label : axisTitle[axis.kind],
            kind: 'linear',
            domain: horizontalDomain(data),
            ticks: (scale, pixels) => horizontalTicks(data, scale.domain, pixels),
          },
          y: {
            title: scattered ? 'prediction f' : 'f',
            kind: 'linear',
            domain: held!,
            ticks: (scale, pixels) => linearTicks(scale.domain, pixels, 36),
          },
          legend: data.curves
            .filter((curve) => curve.spread && curve.spreadLabel)
            .map(({ predictor, spreadLabel }) => ({
              key: predictor,
              label: spreadLabel ?? '',
              hue: predictor,
              mark: 'band',
            })),
        });
        drawCurves(chart);
        points.draw(data, options, chart, layer.view.zoomed);
        layer.node.style.cursor = editable() ? 'copy' : 'crosshair';
        layer.node.setAttribute(
          'aria-label',
          editable() ? 'Function: click to add a training point' : 'Function',
        );
        frame.describe(summariseFunctionPlot(data, options.time));
        const nothing = data.curves.length + data.targets.length === 0;
        frame.sayEmpty(nothing ? 'No data yet: click to add a training point.' : null);
      },
      /** Values of every curve at the probe point that is pointed at. */
      follow() {
        const { at } = walk;
        if (chart === null || at === null || plot.data.curves.length === 0 || points.dragging) hover.hide();
        else hover.show(headAt(at), places[at], valuesAt(at), chart, plot.options);
      },
    };
  },
});
