/** What every plot gives: a node kept up to date, its text alternative, its table. Nothing here knows React or the store. */

export interface Plot<Data, Options extends PlotSize> {
  /** Draws at most once per paint, however often it is called; the first call draws at once. */
  update(data: Data, options: Options): void;
  destroy(): void;
}

/** Size of the whole plot in CSS px, chosen by whoever mounts it. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** The numbers behind a plot, at full precision; null where there is no value. */
export interface PlotTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}
