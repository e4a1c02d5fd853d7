/**
 * Rows of square heat maps with a shared colour scale per row, its limits printed beside or below. A cell is marked in every map at
 * once, and every map shows the same part when one is zoomed.
 */
import { pointer } from 'd3-selection';
import { formatNumber } from './formatNumber';
import { createHeatMapCells, type HeatMapCells } from './heatMapCells';
import { cellBox, drawCellMarks } from './heatMapMark';
import { gap, heatMapLayout, titleHeight, usualLabelWidth } from './heatMapLayout';
import { moveCell, type Cell } from './interact/cellCursor';
import { createGestureLayer } from './interact/gestureLayer';
import type { Place } from './interact/zoomView';
import { createCellReadout } from './kit/cellReadout';
import { createColourBar, drawColourBar } from './kit/colourBar';
import {
  comparedLimits,
  readColourScale,
  type ColourLimits,
  type ColourScale,
  type ColourScaleKind,
  type ComparedMap,
} from './kit/colourScale';
import type { PlotContext } from './kit/definePlot';
import { join } from './kit/join';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';
import { plainMathText, setMathText, textWidth } from './mathText';
import type { PlotSize } from './plot';

export interface HeatMap extends ComparedMap {
  readonly key: string;
  /** e.g. "K₀", "K_t − K₀", "Θ_∞". */
  readonly label: string;
  /** Entries [n, n] row-major; null where there is none, and `missing` says why. */
  readonly values: Float64Array | null;
  readonly missing?: string;
}

export interface HeatMapRow {
  readonly key: string;
  readonly scale: ColourScaleKind;
  readonly maps: readonly HeatMap[];
  /** What a diverging scale reaches at least: differences below it are rounding, and stay neutral. */
  readonly least?: number;
}

export interface HeatMapGridData {
  readonly title: string;
  readonly n: number;
  readonly rows: readonly HeatMapRow[];
  /** Names of the data points, "1" … "n" by default. */
  readonly pointNames?: readonly string[];
  /** All rows on one scale, its bar drawn once below the last. */
  readonly sharedScale?: boolean;
}

export interface HeatMapGrid {
  draw(data: HeatMapGridData, size: PlotSize): void;
  /** Marks a cell in every map. */
  mark(cell: readonly [number, number] | null): void;
  restyle(): void;
}

interface PlacedMap {
  readonly map: HeatMap;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export function createHeatMapGrid<Data, Options extends PlotSize>(
  { frame, redraw, repaint }: Pick<PlotContext<Data, Options>, 'frame' | 'redraw' | 'repaint'>,
  onHover: (i: number | null, j: number | null, mapKey: string | null) => void,
): HeatMapGrid {
  const { root, svg } = frame;
  const canvases = htmlElement('div', 'heat-canvases');
  root.insertBefore(canvases, svg);
  svg.style.position = 'relative';
  const maps = svgElement('g', { class: 'heat-maps' }, svg);
  const bars = svgElement('g', { class: 'heat-bars' }, svg);
  const marks = svgElement('g', { 'data-export': 'omit' }, svg);
  const cellsOf = new WeakMap<SVGGElement, HeatMapCells>();

  let data: HeatMapGridData = { title: '', n: 0, rows: [] };
  let size: PlotSize = { width: 1, height: 1 };
  let scales: Partial<Record<ColourScaleKind, ColourScale>> = {};
  let placed: PlacedMap[] = [];
  let side = 1;
  let labelWidth = usualLabelWidth;
  let cursor: Cell | null = null;
  /** The map that the layer lies over: all of them share one view. */
  let under = 0;

  const scaleOf = (kind: ColourScaleKind): ColourScale => (scales[kind] ??= readColourScale(root, kind));
  const pointName = (i: number): string => data.pointNames?.[i] ?? String(i + 1);
  const pitch = (): number => side / Math.max(1, data.n);
  const cellAt = ([px, py]: Place): Cell => {
    const { transform } = layer.view;
    const clamp = (at: number): number => Math.min(data.n - 1, Math.max(0, Math.floor(at / pitch())));
    return { map: under, row: clamp(transform.invertY(py)), column: clamp(transform.invertX(px)) };
  };
  const middleOf = ({ row, column }: Cell): Place =>
    layer.view.transform.apply([(column + 0.5) * pitch(), (row + 0.5) * pitch()]);

  const layer = createGestureLayer(root, {
    dimensions: 'xy',
    onView: redraw,
    onHover: (at) =>
      point(at === null || data.n === 0 || placed[under]?.map.values == null ? null : cellAt(at)),
    centre: () => cursor && middleOf(cursor),
  });
  layer.node.setAttribute('role', 'group');
  const readout = createCellReadout(root);

  const placeLayer = (): void => {
    under = Math.min(under, Math.max(0, placed.length - 1));
    const at = placed[under];
    layer.place({ left: at?.x ?? 0, top: at?.y ?? 0, width: side, height: side });
  };
  const point = (next: Cell | null): void => {
    if (next?.map === cursor?.map && next?.row === cursor?.row && next?.column === cursor?.column) return;
    cursor = next;
    if (next === null) onHover(null, null, null);
    else onHover(next.row, next.column, placed[next.map].map.key);
    repaint();
  };

  /** Brings the layer over the map at this place; whether it was over another. */
  const follow = (event: MouseEvent): boolean => {
    const [px, py] = pointer(event, svg);
    const map = placed.findIndex(({ x, y }) => px >= x && px < x + side && py >= y && py < y + side);
    if (map < 0 || map === under) return false;
    under = map;
    placeLayer();
    return true;
  };
  root.addEventListener('pointermove', follow);
  // A tap comes without a move before it.
  root.addEventListener('click', (event) => {
    if (!follow(event)) return;
    layer.node.focus({ preventScroll: true });
    point(placed[under].map.values === null ? null : cellAt(pointer(event, layer.node)));
  });
  layer.node.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveCell(cursor, event.key, { maps: placed.length, rows: data.n, columns: data.n });
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    point(next);
    if (next === null) return;
    under = next.map;
    placeLayer();
    layer.view.bringIn(middleOf(next));
    readout.say(`${pairName(next)}: ${plainMathText(placed[next.map].map.label)} = ${cellValue(next)}`);
  });

  const pairName = ({ row, column }: Cell): string =>
    row === column ? `point ${pointName(row)}` : `points ${pointName(row)}, ${pointName(column)}`;
  const cellValue = ({ map, row, column }: Cell): string => {
    const value = placed[map]?.map.values?.[row * data.n + column];
    return value === undefined ? '–' : formatNumber(value, 3);
  };

  const drawMaps = (limits: readonly ColourLimits[]): void =>
    join(
      maps,
      placed,
      ({ map, row }) => `${data.rows[row].key} ${map.key}`,
      () => {
        const group = svgElement('g');
        svgElement('text', { y: -5, class: 'plot-strong' }, group);
        svgElement('rect', { class: 'plot-frame', x: -0.5, y: -0.5 }, group);
        svgElement('text', { class: 'heat-missing', 'text-anchor': 'middle' }, group);
        const cells = createHeatMapCells(canvases);
        group.append(cells.node);
        cellsOf.set(group, cells);
        return group;
      },
      (group, { map, row, x, y }) => {
        setAttributes(group, { transform: `translate(${x},${y})` });
        const [title, outline, missing] = group.children;
        setMathText(title as SVGTextElement, map.label);
        setAttributes(outline, { width: side + 1, height: side + 1 });
        setAttributes(missing, { x: side / 2, y: side / 2 + 4 });
        setMathText(missing as SVGTextElement, map.values === null ? (map.missing ?? '–') : '');
        const { scale: kind } = data.rows[row];
        cellsOf
          .get(group)
          ?.draw(
            { n: data.n, values: map.values, kind, scale: scaleOf(kind), limits: limits[row] },
            [x, y],
            side,
            layer.view.transform,
          );
      },
      (group) => cellsOf.get(group)?.remove(),
    );

  return {
    draw(nextData, nextSize) {
      [data, size] = [nextData, nextSize];
      const columns = Math.max(1, ...data.rows.map((row) => row.maps.length));
      const shared = data.rows.flatMap((row) => row.maps);
      const limits = data.rows.map((row) =>
        comparedLimits(data.sharedScale ? shared : row.maps, row.scale, row.least),
      );
      const widths = limits.flatMap(({ low, high }) => [low, high].map((v) => textWidth(formatNumber(v))));
      labelWidth = Math.max(labelWidth, ...widths);
      const rows = Math.max(1, data.rows.length);
      const layout = heatMapLayout(columns, rows, size, data.sharedScale, Math.ceil(labelWidth));
      side = layout.side;
      const offset = Math.max(0, Math.floor((size.width - layout.blockWidth) / 2));
      placed = data.rows.flatMap((row, r) =>
        row.maps.map((map, c) => ({
          map,
          row: r,
          x: offset + c * (side + gap),
          y: r * layout.rowHeight + titleHeight,
        })),
      );
      if (cursor !== null && (cursor.map >= placed.length || Math.max(cursor.row, cursor.column) >= data.n))
        cursor = null;
      frame.layout(size, { top: 0, right: 0, bottom: 0, left: 0 });
      placeLayer();
      drawMaps(limits);
      // A shared bar stands beside the first row, or below the last one.
      const barRow = layout.beside ? 0 : data.rows.length - 1;
      join(
        bars,
        data.rows.map((row, r) => ({ row, r })).filter(({ r }) => !data.sharedScale || r === barRow),
        ({ row }) => row.key,
        createColourBar,
        (bar, { row, r }) => {
          const block = columns * side + (columns - 1) * gap;
          const top = r * layout.rowHeight + titleHeight;
          const place = layout.beside ? [offset + block + gap, top] : [offset, top + side + 8];
          setAttributes(bar, { transform: `translate(${place.join()})` });
          drawColourBar(bar, scaleOf(row.scale), limits[r], layout.beside ? side : block, layout.beside);
        },
      );
      const keys = 'arrow keys move, Page Up and Page Down change the map';
      layer.node.setAttribute('aria-label', `${data.title} cells: ${keys}`);
    },
    mark(cell) {
      const marked = cell !== null && Math.max(...cell) < data.n ? cell : null;
      const [i, j] = marked ?? [0, 0];
      const box = cellBox(i, j, pitch(), side, layer.view.transform);
      const shown = marked !== null && box.inside;
      drawCellMarks(marks, shown ? placed.filter(({ map }) => map.values !== null) : [], box);
      const at = cursor === null ? undefined : placed[cursor.map];
      if (marked === null || at === undefined || cursor === null) return readout.hide();
      const here = { map: cursor.map, row: i, column: j };
      const line = `${pairName(here)}: ${at.map.label} = ${cellValue(here)}`;
      readout.show(line, at.x + box.left, at.y + box.top, box.side, size);
    },
    restyle() {
      scales = {};
    },
  };
}
