/** The numbers that a sweep's rows hold, as tables, plots and files need to know them. How each is computed: `engine/quantities/`. */
import type { PredictorName } from '../experimentSpec';

/** A slope in log–log over the width that a theorem states, named by it. */
export interface WidthGuide {
  readonly slope: number;
  /** e.g. "m⁻¹ (HY Thm 2.6)". */
  readonly label: string;
}

/** Quantities that are drawn together. */
export interface QuantityPanel {
  readonly title: string;
  /** What the vertical axis measures. */
  readonly axis: string;
  /** Unit of the axis, empty for a pure number. */
  readonly unit: string;
}

export interface SweepQuantity {
  /** Its name in rows, files and tables. */
  readonly name: string;
  /** For legends: "max |K⁽³⁾|". */
  readonly label: string;
  /** For the head of a table's column, which has no panel around it. */
  readonly heading: string;
  /** Null: in tables and files only. */
  readonly panel: QuantityPanel | null;
  readonly guide: WidthGuide | null;
  /** The predictor whose hue it has everywhere; null where it belongs to none. */
  readonly hue: PredictorName | null;
  /** Names of the values that say when something blew up and took this number with it: such a run counts as +∞. */
  readonly endedBy: readonly string[];
}

/** What one thing that a sweep can be asked for gives. */
export interface QuantityFamily {
  /** As the page offers it. */
  readonly label: string;
  readonly quantities: readonly SweepQuantity[];
}

/** The time at which the network itself diverged, in every row that trains it. */
export const networkEnd = 'diverged.nn';

/** HY Corollary 2.4 for whatever is proportional to the kernel's change. */
export const driftGuide: WidthGuide = { slope: -1, label: 'm⁻¹ (HY Cor 2.4)' };
