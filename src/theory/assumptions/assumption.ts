/** One assumption of a theory tested on actual data. */
export interface Assumption {
  readonly verdict: 'holds' | 'fails' | 'unknown';
  /** A plain sentence, with the number that decides. */
  readonly text: string;
  readonly source: string;
}
