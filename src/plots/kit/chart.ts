/** Lays out a plot of one quantity against another: margins from the labels, axes of what the view shows, the legend, the layer. */
import type { Domain } from '../axisDomain';
import type { GestureLayer } from '../interact/gestureLayer';
import { textWidth } from '../mathText';
import type { PlotSize } from '../plot';
import { axisScale, type AxisScale, type ScaleKind } from '../axisScale';
import { bottomMargin, leftMargin } from './axes';
import { linearTicks, logTicks, type Tick } from './axisTicks';
import type { InnerBox } from './innerBox';
import { drawLegend, legendMargin, type LegendEntry } from './legend';
import type { PlotFrame } from './plotFrame';
import { svgElement } from './svgElement';

export interface ChartAxis {
  readonly title: string;
  readonly kind: ScaleKind;
  readonly domain: Domain;
  /** Ticks of the visible part; d3's round numbers or decades unless told otherwise. */
  readonly ticks?: (scale: AxisScale, pixels: number) => readonly Tick[];
}

export interface ChartLayout {
  readonly size: PlotSize;
  readonly x: ChartAxis;
  /** The axis as a whole, or as it refits to the visible part of the other. */
  readonly y: ChartAxis | ((visible: Domain) => ChartAxis);
  readonly legend?: readonly LegendEntry[];
  /** Right margin, px. */
  readonly right?: number;
}

export interface Chart {
  readonly inner: InnerBox;
  readonly x: AxisScale;
  readonly y: AxisScale;
}

const usualRight = 12;

/** Ticks of a horizontal axis: times and sizes as plain numbers. */
export function horizontalTicks(scale: AxisScale, pixels: number): Tick[] {
  return scale.kind === 'log'
    ? logTicks(scale.domain, pixels, 'plain', 40)
    : linearTicks(scale.domain, pixels, 60);
}

/** Ticks of a vertical axis: decades as powers. */
export function verticalTicks(scale: AxisScale, pixels: number): Tick[] {
  return scale.kind === 'log'
    ? logTicks(scale.domain, pixels, 'power')
    : linearTicks(scale.domain, pixels, 34);
}

export function createChart(frame: PlotFrame, layer: GestureLayer): (layout: ChartLayout) => Chart {
  const legend = svgElement('g', { class: 'plot-legend' }, frame.margin);
  return ({ size, x: xAxis, y: yGiven, legend: entries = [], right = usualRight }) => {
    const xVisible = layer.view.visible(xAxis.kind, xAxis.domain, 'x');
    const refits = typeof yGiven === 'function';
    const yAxis = refits ? yGiven(xVisible) : yGiven;
    const yVisible = refits ? yAxis.domain : layer.view.visible(yAxis.kind, yAxis.domain, 'y');
    const reserved = textWidth(yAxis.title) + 24;
    const top = legendMargin(entries, size.width, reserved);
    const height = Math.max(1, size.height - top - bottomMargin);
    const y = axisScale(yAxis.kind, yVisible, height, true);
    const yTicks = (yAxis.ticks ?? verticalTicks)(y, height);
    const inner = frame.layout(size, { top, right, bottom: bottomMargin, left: leftMargin(yTicks) });
    const x = axisScale(xAxis.kind, xVisible, inner.width);
    const xTicks = (xAxis.ticks ?? horizontalTicks)(x, inner.width);
    frame.drawAxes(
      { scale: x, ticks: xTicks, title: xAxis.title },
      { scale: y, ticks: yTicks, title: yAxis.title },
      inner,
    );
    drawLegend(legend, entries, size.width, reserved);
    layer.place(inner);
    return { inner, x, y };
  };
}
