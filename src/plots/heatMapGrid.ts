/**
 * Rows of square heat maps with a shared colour scale per row, its limits printed beside or below. Up to 24 × 24 cells are drawn as
 * rectangles, larger maps as one pixel per cell on a canvas under the picture. A cell is marked in every map at once.
 */
import {
  colourIndex,
  readColourScale,
  sharedLimits,
  type ColourLimits,
  type ColourScale,
  type ColourScaleKind,
} from './colourScale';
import { formatNumber } from './formatNumber';
import {
  barThickness,
  gap,
  heatMapLayout,
  titleHeight,
  usualLabelWidth,
  type HeatMapLayout,
} from './heatMapLayout';
import { joinKeyed } from './joinKeyed';
import { plainMathText, setMathHtml, setMathText, textWidth } from './mathText';
import type { PlotSize } from './plot';
import { pointerPosition } from './pointerPosition';
import { htmlElement, setAttributes, svgElement } from './svgElement';
import { onThemeChange } from './themeChange';

export interface HeatMap {
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

export interface HeatMapGridHandlers {
  onHover?(i: number | null, j: number | null, mapKey: string | null): void;
}

export interface HeatMapGrid {
  readonly root: HTMLDivElement;
  readonly svg: SVGSVGElement;
  draw(data: HeatMapGridData, size: PlotSize, marked: readonly [number, number] | null): void;
  destroy(): void;
}

interface PlacedMap {
  readonly map: HeatMap;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

const largestDrawnAsRectangles = 24;

export function createHeatMapGrid(
  container: HTMLElement,
  name: string,
  handlers: HeatMapGridHandlers,
): HeatMapGrid {
  const root = htmlElement('div', `plot plot-${name}`, container);
  const svg = svgElement('svg', { role: 'img' }, root);
  const cells = svgElement('g', { class: 'heat-maps' }, svg);
  const bars = svgElement('g', { class: 'heat-bars' }, svg);
  const marks = svgElement('g', { 'data-export': 'omit' }, svg);
  const canvases = htmlElement('div', 'heat-canvases');
  root.insertBefore(canvases, svg);
  svg.style.position = 'relative';
  const layer = htmlElement('div', 'plot-layer', root);
  layer.tabIndex = 0;
  layer.setAttribute('role', 'group');
  const live = htmlElement('div', 'plot-live', root);
  live.setAttribute('aria-live', 'polite');
  const panel = htmlElement('div', 'plot-readout', root);
  panel.hidden = true;
  panel.setAttribute('aria-hidden', 'true');

  let data: HeatMapGridData = { title: '', n: 0, rows: [] };
  let size: PlotSize = { width: 0, height: 0 };
  let scales: Partial<Record<ColourScaleKind, ColourScale>> = {};
  let placed: PlacedMap[] = [];
  let side = 0;
  let labelWidth = usualLabelWidth;
  let cursor: { map: number; i: number; j: number } | null = null;
  let drawn: { data: HeatMapGridData; size: string } | null = null;

  const scaleOf = (kind: ColourScaleKind): ColourScale => (scales[kind] ??= readColourScale(root, kind));
  const pointName = (i: number): string => data.pointNames?.[i] ?? String(i + 1);

  const drawMaps = (): void => {
    const columns = Math.max(1, ...data.rows.map((row) => row.maps.length));
    const limits = data.rows.map((row) =>
      sharedLimits(
        (data.sharedScale ? data.rows.flatMap((one) => one.maps) : row.maps).map((map) => map.values),
        row.scale,
      ),
    );
    labelWidth = Math.max(
      labelWidth,
      ...limits.flatMap(({ low, high }) => [low, high].map((value) => textWidth(formatNumber(value)))),
    );
    const layout = heatMapLayout(
      columns,
      Math.max(1, data.rows.length),
      size,
      data.sharedScale,
      Math.ceil(labelWidth),
    );
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
    root.style.width = `${size.width}px`;
    root.style.height = `${size.height}px`;
    setAttributes(svg, {
      width: size.width,
      height: size.height,
      viewBox: `0 0 ${size.width} ${size.height}`,
    });
    Object.assign(layer.style, { inset: '0' });
    joinKeyed(
      cells,
      placed,
      ({ map, row }) => `${data.rows[row].key}-${map.key}`,
      () => {
        const group = svgElement('g');
        svgElement('text', { y: -5, class: 'plot-strong' }, group);
        svgElement('rect', { class: 'plot-frame', x: -0.5, y: -0.5 }, group);
        svgElement('text', { class: 'heat-missing', 'text-anchor': 'middle' }, group);
        svgElement('g', { class: 'heat-cells' }, group);
        return group;
      },
      (group, { map, row, x, y }) => {
        setAttributes(group, { transform: `translate(${x},${y})` });
        const [title, outline, missing, content] = [...group.children];
        setMathText(title as SVGTextElement, map.label);
        setAttributes(outline, { width: side + 1, height: side + 1 });
        setAttributes(missing, { x: side / 2, y: side / 2 + 4 });
        setMathText(missing as SVGTextElement, map.values === null ? (map.missing ?? '–') : '');
        drawCells(content, map, limits[row], scaleOf(data.rows[row].scale));
      },
    );
    drawCanvases(limits);
    drawBars(limits, layout, offset);
  };

  const drawCells = (content: Element, map: HeatMap, limits: ColourLimits, scale: ColourScale): void => {
    const { n } = data;
    const values = n > largestDrawnAsRectangles ? null : map.values;
    const count = values === null ? 0 : n * n;
    while (content.children.length > count) content.lastElementChild?.remove();
    while (content.children.length < count) svgElement('rect', {}, content);
    if (values === null) return;
    const pitch = side / n;
    const inset = pitch > 6 ? 0.5 : 0;
    // Places change with the size, colours with every frame.
    const geometry = `${n}|${side}`;
    if (content.getAttribute('data-geometry') !== geometry) {
      content.setAttribute('data-geometry', geometry);
      for (let k = 0; k < count; k++)
        setAttributes(content.children[k], {
          x: (k % n) * pitch + inset,
          y: Math.floor(k / n) * pitch + inset,
          width: pitch - 2 * inset,
          height: pitch - 2 * inset,
        });
    }
    let cell = content.firstElementChild;
    for (let k = 0; k < count && cell !== null; k++, cell = cell.nextElementSibling) {
      const index = colourIndex(values[k], limits);
      cell.setAttribute('fill', index < 0 ? 'none' : scale.css[index]);
    }
  };

  const drawCanvases = (limits: readonly ColourLimits[]): void => {
    const { n } = data;
    const large = n > largestDrawnAsRectangles ? placed.filter(({ map }) => map.values !== null) : [];
    joinKeyed(
      canvases,
      large,
      ({ map, row }) => `${data.rows[row].key}-${map.key}`,
      () => document.createElement('canvas'),
      (canvas, { map, row, x, y }) => {
        if (canvas.width !== n) canvas.width = n;
        if (canvas.height !== n) canvas.height = n;
        Object.assign(canvas.style, {
          left: `${x}px`,
          top: `${y}px`,
          width: `${side}px`,
          height: `${side}px`,
        });
        const context = canvas.getContext('2d');
        if (context === null || map.values === null) return;
        const image = context.createImageData(n, n);
        const { bytes } = scaleOf(data.rows[row].scale);
        for (let k = 0; k < n * n; k++) {
          const index = colourIndex(map.values[k], limits[row]);
          if (index < 0) continue;
          for (let c = 0; c < 3; c++) image.data[4 * k + c] = bytes[3 * index + c];
          image.data[4 * k + 3] = 255;
        }
        context.putImageData(image, 0, 0);
      },
    );
  };

  const drawBars = (limits: readonly ColourLimits[], layout: HeatMapLayout, offset: number): void => {
    const steps = 32;
    // A shared bar stands beside the first row, or below the last one.
    const barRow = layout.beside ? 0 : data.rows.length - 1;
    joinKeyed(
      bars,
      data.rows.map((row, r) => ({ row, r })).filter(({ r }) => !data.sharedScale || r === barRow),
      ({ row }) => row.key,
      () => {
        const group = svgElement('g');
        const ramp = svgElement('g', {}, group);
        for (let s = 0; s < steps; s++) svgElement('rect', {}, ramp);
        svgElement('text', {}, group);
        svgElement('text', {}, group);
        return group;
      },
      (group, { row, r }) => {
        const { low, high } = limits[r];
        const { css } = scaleOf(row.scale);
        const count = Math.max(...data.rows.map((one) => one.maps.length));
        const length = layout.beside ? side : count * side + (count - 1) * gap;
        const top = r * layout.rowHeight + titleHeight;
        const left = layout.beside ? offset + count * (side + gap) : offset;
        setAttributes(group, { transform: `translate(${left},${layout.beside ? top : top + side + 8})` });
        const [ramp, lowText, highText] = [...group.children];
        const texts = [formatNumber(low), formatNumber(high)];
        const from = layout.beside ? 0 : textWidth(texts[0]) + 8;
        const run = layout.beside ? length : length - from - textWidth(texts[1]) - 8;
        [...ramp.children].forEach((rect, s) => {
          const at = layout.beside ? length - ((s + 1) * length) / steps : from + (s * run) / steps;
          const thick = run / steps + 0.5;
          setAttributes(
            rect,
            layout.beside
              ? { x: 0, y: at, width: barThickness, height: thick }
              : { x: at, y: 0, width: thick, height: barThickness },
          );
          rect.setAttribute('fill', css[Math.round((s / (steps - 1)) * (css.length - 1))]);
        });
        setAttributes(lowText, layout.beside ? { x: barThickness + 5, y: length } : { x: 0, y: 9 });
        setAttributes(highText, layout.beside ? { x: barThickness + 5, y: 9 } : { x: length, y: 9 });
        highText.setAttribute('text-anchor', layout.beside ? 'start' : 'end');
        setMathText(lowText as SVGTextElement, texts[0]);
        setMathText(highText as SVGTextElement, texts[1]);
      },
    );
  };

  const cellValue = (map: HeatMap, i: number, j: number): string => {
    const value = map.values?.[i * data.n + j];
    return value === undefined ? '–' : formatNumber(value, 3);
  };
  const describeCell = (map: HeatMap, i: number, j: number): string =>
    `${plainMathText(map.label)} = ${cellValue(map, i, j)}`;

  const drawMark = (marked: readonly [number, number] | null): void => {
    const pitch = side / Math.max(1, data.n);
    joinKeyed(
      marks,
      marked === null || marked[0] >= data.n || marked[1] >= data.n
        ? []
        : placed.filter(({ map }) => map.values !== null),
      ({ map, row }) => `${row}-${map.key}`,
      () => svgElement('rect', { class: 'plot-marked-cell' }),
      (rect, { x, y }) => {
        const [i, j] = marked ?? [0, 0];
        const grow = Math.max(0, 5 - pitch) / 2;
        setAttributes(rect, {
          x: x + j * pitch - grow,
          y: y + i * pitch - grow,
          width: pitch + 2 * grow,
          height: pitch + 2 * grow,
        });
      },
    );
    const at = cursor === null ? undefined : placed[cursor.map];
    if (
      marked === null ||
      at === undefined ||
      cursor === null ||
      marked[0] >= data.n ||
      marked[1] >= data.n
    ) {
      panel.hidden = true;
      return;
    }
    const [i, j] = marked;
    const pair = i === j ? `point ${pointName(i)}` : `points ${pointName(i)}, ${pointName(j)}`;
    setMathHtml(panel, `${pair}: ${at.map.label} = ${cellValue(at.map, i, j)}`);
    panel.hidden = false;
    const px = at.x + (j + 1) * pitch + 8;
    const left = Math.min(px, size.width - panel.offsetWidth);
    const below = at.y + (i + 1) * pitch + 6;
    const top = below + panel.offsetHeight > size.height ? at.y + i * pitch - panel.offsetHeight - 6 : below;
    panel.style.transform = `translate(${Math.max(0, Math.round(left))}px,${Math.round(top)}px)`;
  };

  const point = (next: typeof cursor): void => {
    if (next?.map === cursor?.map && next?.i === cursor?.i && next?.j === cursor?.j) return;
    cursor = next;
    if (next === null) handlers.onHover?.(null, null, null);
    else handlers.onHover?.(next.i, next.j, placed[next.map].map.key);
  };

  layer.addEventListener('pointermove', (event) => {
    const [px, py] = pointerPosition(layer, event);
    const map = placed.findIndex(
      (one) =>
        one.map.values !== null && px >= one.x && px < one.x + side && py >= one.y && py < one.y + side,
    );
    if (map < 0) return point(null);
    const pitch = side / data.n;
    const clamp = (k: number): number => Math.min(data.n - 1, Math.max(0, Math.floor(k)));
    point({ map, i: clamp((py - placed[map].y) / pitch), j: clamp((px - placed[map].x) / pitch) });
  });
  layer.addEventListener('pointerleave', () => point(null));
  layer.addEventListener('blur', () => point(null));
  layer.addEventListener('keydown', (event) => {
    if (data.n === 0 || placed.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = cursor === null ? { map: 0, i: 0, j: 0 } : { ...cursor };
    const last = data.n - 1;
    if (event.key === 'ArrowDown') next.i = Math.min(last, next.i + (cursor === null ? 0 : 1));
    else if (event.key === 'ArrowUp') next.i = Math.max(0, next.i - 1);
    else if (event.key === 'ArrowRight') next.j = Math.min(last, next.j + (cursor === null ? 0 : 1));
    else if (event.key === 'ArrowLeft') next.j = Math.max(0, next.j - 1);
    else if (event.key === 'Home') next.j = 0;
    else if (event.key === 'End') next.j = last;
    else if (event.key === 'PageDown') next.map = (next.map + 1) % placed.length;
    else if (event.key === 'PageUp') next.map = (next.map + placed.length - 1) % placed.length;
    else if (event.key === 'Escape') return point(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
    point(next);
    live.textContent = `points ${pointName(next.i)}, ${pointName(next.j)}: ${describeCell(placed[next.map].map, next.i, next.j)}`;
  });

  let markedNow: readonly [number, number] | null = null;
  const stopTheme = onThemeChange(() => {
    scales = {};
    drawMaps();
    drawMark(markedNow);
  });

  return {
    root,
    svg,
    draw(nextData, nextSize, marked) {
      data = nextData;
      size = nextSize;
      markedNow = marked;
      if (cursor !== null && cursor.map >= data.rows.reduce((sum, row) => sum + row.maps.length, 0))
        cursor = null;
      const sizeKey = `${size.width}×${size.height}`;
      if (drawn === null || drawn.data !== data || drawn.size !== sizeKey) {
        drawMaps();
        drawn = { data, size: sizeKey };
      }
      layer.setAttribute(
        'aria-label',
        `${data.title} cells: arrow keys move, Page Up and Page Down change the map`,
      );
      drawMark(marked);
    },
    destroy() {
      stopTheme();
      root.remove();
    },
  };
}
