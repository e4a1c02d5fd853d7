/** Position of a plot's inner area, px from the root's corner. Never without width or height, however small the plot. */
export interface InnerBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
