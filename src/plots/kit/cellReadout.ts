/** The panel beside a cell, and what a screen reader hears when the keyboard moves there. */
import { setMathHtml } from '../mathText';
import type { PlotSize } from '../plot';
import { htmlElement } from './svgElement';

export interface CellReadout {
  /** Shows a line beside the cell with this corner and side, inside a plot of this size. */
  show(line: string, x: number, y: number, side: number, size: PlotSize): void;
  say(line: string): void;
  hide(): void;
}

export function createCellReadout(root: HTMLElement): CellReadout {
  const live = htmlElement('div', 'plot-live', root);
  live.setAttribute('aria-live', 'polite');
  const panel = htmlElement('div', 'plot-readout', root);
  panel.hidden = true;
  panel.setAttribute('aria-hidden', 'true');
  return {
    show(line, x, y, side, size) {
      setMathHtml(panel, line);
      panel.hidden = false;
      const left = Math.max(0, Math.min(x + side + 8, size.width - panel.offsetWidth));
      const below = y + side + 6;
      const top = below + panel.offsetHeight > size.height ? y - panel.offsetHeight - 6 : below;
      panel.style.transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
    },
    say(line) {
      live.textContent = line;
    },
    hide() {
      panel.hidden = true;
    },
  };
}
