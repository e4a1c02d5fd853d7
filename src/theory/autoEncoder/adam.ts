/** Decay of the averages of gradient and squared gradient, and the floor of the denominator: Kingma & Ba 2015, §2. */
const [first, second, floor] = [0.9, 0.999, 1e-8];

/** Adam, Kingma & Ba 2015, Algorithm 1: θ −= η m̂/(√v̂ + floor), m̂ and v̂ without the bias of their start at 0. */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  /** first^t and second^t. */
  private left = 1;
  private leftSquare = 1;

  constructor(count: number) {
    this.mean = new Float64Array(count);
    this.square = new Float64Array(count);
  }

  /** One step down the gradient, in place. */
  step(parameters: Float64Array, gradient: Float64Array, rate: number): void {
    const { mean, square } = this;
    this.left *= first;
    this.leftSquare *= second;
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i];
      mean[i] = first * mean[i] + (1 - first) * slope;
      square[i] = second * square[i] + (1 - second) * slope * slope;
      const size = Math.sqrt(square[i] / (1 - this.leftSquare)) + floor;
      parameters[i] -= (rate * mean[i]) / (1 - this.left) / size;
    }
  }
}
