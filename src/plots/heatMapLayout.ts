/** How rows of square heat maps and their colour bars share a plot. */
import { barThickness } from './kit/colourBar';
import { textWidth } from './mathText';
import type { PlotSize } from './plot';

export const gap = 10;
export const titleHeight = 18;
/** What a colour bar takes beside its labels: the bar, the gap to them, and a margin. */
const barRoom = barThickness + 5 + 4;
const belowHeight = 26;

/** Room for a label as wide as most get, so that the maps keep their size while the numbers change. */
export const usualLabelWidth = Math.ceil(textWidth('−5.3 × 10⁻²'));

export interface HeatMapLayout {
  readonly side: number;
  readonly beside: boolean;
  readonly rowHeight: number;
  /** Width of the maps of one row with the bar beside them, px. */
  readonly blockWidth: number;
}

/** Largest square maps that fit: the colour bar, its labels `labelWidth` px wide, stands beside the row or below it, whichever leaves more. */
export function heatMapLayout(
  columns: number,
  rows: number,
  { width, height }: PlotSize,
  sharedScale = false,
  labelWidth = usualLabelWidth,
): HeatMapLayout {
  const besideWidth = gap + barRoom + labelWidth;
  const bars = sharedScale ? 1 : rows;
  const fit = (barWidth: number, barHeight: number): number =>
    Math.floor(
      Math.max(
        12,
        Math.min(
          (width - barWidth - gap * (columns - 1)) / columns,
          (height - rows * titleHeight - bars * barHeight - gap * (rows - 1)) / rows,
        ),
      ),
    );
  const [beside, below] = [fit(besideWidth, 0), fit(0, belowHeight)];
  const side = Math.max(beside, below);
  const inside = beside >= below;
  return {
    side,
    beside: inside,
    rowHeight: titleHeight + side + (inside || sharedScale ? 0 : belowHeight) + gap,
    blockWidth: columns * side + gap * (columns - 1) + (inside ? besideWidth : 0),
  };
}
