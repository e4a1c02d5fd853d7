/**
 * A quantity over a rectangle of two others: a phase diagram, an error over width and output scale, a density. Cells on a canvas, level
 * lines, curves that a theory states, and a dot that can be dragged to a place of the plane.
 */
import { formatNumber, formatTick } from './formatNumber';
import { fieldPaint } from './fieldColour';
import { levelLines, type ShareLine } from './fieldContours';
import { createFieldDot } from './fieldDot';
import type { Domain } from './axisDomain';
import { cellOfShare, fieldDomain } from './fieldGrid';
import { moveCell, type Cell } from './interact/cellCursor';
import { createGestureLayer } from './interact/gestureLayer';
import type { Place } from './interact/zoomView';
import { createCellImage } from './kit/cellImage';
import { createCellReadout } from './kit/cellReadout';
import { integerTicks } from './kit/axisTicks';
import { createChart, type Chart, type ChartAxis } from './kit/chart';
import { createColourBar } from './kit/colourBar';
import { curvePath } from './kit/curvePath';
import { definePlot } from './kit/definePlot';
import { hueLegend, hueRegions, summariseFieldMap, type FieldMapData } from './fieldMapData';
import { join } from './kit/join';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';
import { plainMathText, setMathText, textWidth } from './mathText';
import type { PlotSize } from './plot';
import { applyStroke } from './predictorStyle';

export interface FieldMapOptions extends PlotSize {
  /** A cell that another plot points at: column and row. */
  readonly hovered?: readonly [number, number] | null;
}

export interface FieldMapHandlers {
  onHoverCell?(column: number | null, row: number | null): void;
  onPickCell?(column: number, row: number): void;
  onMoveDot?(x: number, y: number, phase: 'start' | 'move' | 'end'): void;
  /** The part in view after a gesture, and whether it is all there is. */
  onView?(x: Domain, y: Domain, whole: boolean): void;
}

/** Half the size of a cross, px. */
const arm = 3.5;
/** Room that a name leaves in its region, px. */
const regionMargin = 8;

export const createFieldMap = definePlot<FieldMapData, FieldMapOptions, FieldMapHandlers>({
  name: 'field',
  moving: ['hovered'],
  build(plot, handlers) {
    const { frame } = plot;
    const canvas = htmlElement('canvas', '');
    frame.root.insertBefore(canvas, frame.svg);
    frame.svg.style.position = 'relative';
    const image = createCellImage();
    const levels = svgElement('path', { class: 'plot-contour' }, frame.marks);
    const curves = svgElement('g', {}, frame.marks);
    const crosses = svgElement('path', { class: 'plot-cell-cross' }, frame.marks);
    const regions = svgElement('g', {}, frame.marks);
    const mark = svgElement('rect', { class: 'plot-cell-mark', 'data-export': 'omit' }, frame.marks);
    const bar = frame.margin.appendChild(createColourBar());
    const classes = svgElement('g', {}, frame.margin);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'xy',
      onView: () => {
        plot.redraw();
        if (chart === null || moving) return;
        const { view } = layer;
        const { x, y } = plot.data;
        handlers.onView?.(
          view.visible(x.kind, fieldDomain(x), 'x'),
          view.visible(y.kind, fieldDomain(y), 'y'),
          !view.zoomed,
        );
      },
      onHover: (at) => point(at && cellAt(at)),
      onClick: (at) => {
        const { column, row } = cellAt(at);
        handlers.onPickCell?.(column, rows() - 1 - row);
      },
      centre: () => cursor && middleOf(cursor),
    });
    layer.node.setAttribute('role', 'group');
    const dot = createFieldDot(frame, layer.node, (x, y, phase) => handlers.onMoveDot?.(x, y, phase));
    const layout = createChart(frame, layer);
    const readout = createCellReadout(frame.root);
    let chart: Chart | null = null;
    /** The rectangle of the data that the view was chosen on, and whether it is being given up. */
    let rectangle = '';
    let moving = false;
    /** Rows from the top here, from the bottom in the data. */
    let cursor: Cell | null = null;

    const columns = (): number => Math.max(1, plot.data.x.centres.length);
    const rows = (): number => Math.max(1, plot.data.y.centres.length);
    const size = (): Place => (chart === null ? [1, 1] : [chart.inner.width, chart.inner.height]);
    const cellAt = ([px, py]: Place): Cell => {
      const [x, y] = layer.view.transform.invert([px, py]);
      const [width, height] = size();
      return { map: 0, row: cellOfShare(y / height, rows()), column: cellOfShare(x / width, columns()) };
    };
    const boxOf = ({ row, column }: Cell): { left: number; top: number; width: number; height: number } => {
      const { k } = layer.view.transform;
      const [width, height] = [size()[0] / columns(), size()[1] / rows()];
      const [left, top] = layer.view.transform.apply([column * width, row * height]);
      return { left, top, width: width * k, height: height * k };
    };
    const middleOf = (cell: Cell): Place => {
      const { left, top, width, height } = boxOf(cell);
      return [left + width / 2, top + height / 2];
    };
    const tell = ({ row, column }: Cell): string => {
      const { x, y, values, valueTitle, colour } = plot.data;
      const below = rows() - 1 - row;
      if (plot.data.tell) return plot.data.tell(column, below);
      const value = values[below * columns() + column] ?? NaN;
      const said =
        colour.kind === 'categorical' ? (colour.classes[Math.floor(value)] ?? '–') : formatNumber(value, 3);
      return `${x.title} = ${formatTick(x.centres[column])}, ${y.title} = ${formatTick(y.centres[below])}: ${valueTitle} = ${said}`;
    };
    const point = (next: Cell | null): void => {
      if (next?.row === cursor?.row && next?.column === cursor?.column) return;
      cursor = next;
      handlers.onHoverCell?.(next?.column ?? null, next === null ? null : rows() - 1 - next.row);
      plot.repaint();
    };
    layer.node.addEventListener('blur', () => point(null));
    layer.node.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' && cursor !== null)
        handlers.onPickCell?.(cursor.column, rows() - 1 - cursor.row);
      const next = moveCell(cursor, event.key, { maps: 1, rows: rows(), columns: columns() });
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      point(next);
      if (next === null) return;
      layer.view.bringIn(middleOf(next));
      readout.say(plainMathText(tell(next)));
    });

    const levelPath = (lines: readonly ShareLine[]): string => {
      const [width, height] = size();
      const { transform } = layer.view;
      const at = ([c, r]: readonly [number, number]): string =>
        `${transform.applyX(c * width).toFixed(1)},${transform.applyY((1 - r) * height).toFixed(1)}`;
      return lines.map((line) => `M${line.map(at).join('L')}`).join('');
    };

    const crossOn = (k: number): string => {
      const [px, py] = middleOf({
        map: 0,
        column: k % columns(),
        row: rows() - 1 - Math.floor(k / columns()),
      });
      return `M${px - arm},${py - arm}l${2 * arm},${2 * arm}m0,${-2 * arm}l${-2 * arm},${2 * arm}`;
    };

    return {
      draw() {
        const { data, options } = plot;
        const now = [fieldDomain(data.x), fieldDomain(data.y)].flat().join();
        if (rectangle !== now && layer.view.zoomed) {
          // What was zoomed into is no longer what is drawn.
          moving = true;
          layer.view.reset();
          moving = false;
        }
        rectangle = now;
        chart = layout({
          size: options,
          x: chartAxis(data.x),
          y: chartAxis(data.y),
          legend: [...(data.curves ?? []).filter(({ label }) => label !== ''), ...hueLegend(data)],
        });
        const { x, y, inner } = chart;
        const paint = fieldPaint(frame.root, data.colour, data.values);
        const shown = data.painted ?? data.values;
        const upsideDown = (k: number): number =>
          shown[(rows() - 1 - Math.floor(k / columns())) * columns() + (k % columns())] ?? NaN;
        image.paint(
          Float64Array.from({ length: rows() * columns() }, (_, k) => upsideDown(k)),
          rows(),
          columns(),
          paint.colour,
        );
        const { transform } = layer.view;
        const perPixel = [columns() / inner.width, rows() / inner.height];
        Object.assign(canvas.style, { left: `${inner.left}px`, top: `${inner.top}px` });
        image.show(canvas, inner.width, inner.height, {
          from: [transform.invertX(0) * perPixel[0], transform.invertY(0) * perPixel[1]],
          extent: [columns() / transform.k, rows() / transform.k],
        });
        paint.legend(bar, classes, options.width, textWidth(data.y.title) + 24);
        const log = data.colour.kind !== 'categorical' && data.colour.log === true;
        const onScale = (value: number): number => (log || data.levelled ? Math.log10(value) : value);
        const levelled = Array.from(data.levelled ?? data.values, onScale);
        const lines = (data.levels ?? []).flatMap((level) =>
          levelLines(levelled, rows(), columns(), onScale(level)),
        );
        levels.setAttribute('d', levelPath(lines));
        crosses.setAttribute('d', (data.crossed ?? []).map(crossOn).join(''));
        join(
          curves,
          data.curves ?? [],
          (curve) => curve.key,
          () => svgElement('path', { class: 'plot-line' }),
          (path, curve, index) => {
            applyStroke(path, curve.hue, index);
            path.setAttribute('data-label', curve.label);
            path.setAttribute('d', curvePath(curve.x, curve.y, x, y));
          },
        );
        const cellWidth = (inner.width / columns()) * transform.k;
        join(
          regions,
          hueRegions(data).filter(({ name, cells }) => textWidth(name) + regionMargin < cells * cellWidth),
          ({ name }) => name,
          () => svgElement('text', { class: 'plot-strong plot-halo', 'text-anchor': 'middle' }),
          (text, { name, column, row }) => {
            const [px, py] = middleOf({ map: 0, column, row: rows() - 1 - row });
            setAttributes(text, { x: px, y: py + 4 });
            setMathText(text, name);
          },
        );
        dot.draw(data.dot ?? null, chart);
        layer.node.setAttribute('aria-label', `${data.title}: arrow keys move over the cells`);
        frame.describe(summariseFieldMap(data));
        frame.sayEmpty(data.x.centres.length * data.y.centres.length === 0 ? 'Nothing computed yet.' : null);
      },
      follow() {
        const { hovered } = plot.options;
        const given: Cell | null = hovered
          ? { map: 0, column: hovered[0], row: rows() - 1 - hovered[1] }
          : null;
        const cell = cursor ?? given;
        const shown = cell !== null && chart !== null && plot.data.values.length > 0;
        mark.setAttribute('visibility', shown ? 'visible' : 'hidden');
        if (!shown) return readout.hide();
        const { left, top, width, height } = boxOf(cell);
        setAttributes(mark, { x: left, y: top, width, height });
        if (cursor === null) return readout.hide();
        const { inner } = chart!;
        readout.show(tell(cell), inner.left + left, inner.top + top, height, plot.options);
      },
    };
  },
});

function chartAxis(axis: FieldMapData['x']): ChartAxis {
  const { title, kind, whole } = axis;
  return {
    ...{ title, kind, domain: fieldDomain(axis) },
    ...(whole && kind === 'linear' ? { ticks: ({ domain }, pixels) => integerTicks(domain, pixels) } : {}),
  };
}
