import { foldIn } from '../random/foldIn';
import type { Key } from '../random/key';
import { normal } from '../random/normal';
import { permutation } from '../random/permutation';
import { Adam } from './adam';
import { drawAutoEncoder, negativeBound, sampleAutoEncoder, type AutoEncoderShape } from './autoEncoder';

export interface LearnerOptions extends AutoEncoderShape {
  readonly epochs: number;
  /** Points of a step. */
  readonly batch: number;
  /** Of Adam at the start; it falls linearly to 0 at the last epoch. */
  readonly rate: number;
  readonly key: Key;
}

/** Streams of the key: parameters, and then one for every epoch. */
const [parameterStream, epochStream] = [0, 1];

/**
 * Learns the density of points [count, D] by a variational auto-encoder, after every coordinate has been given mean 0 and variance 1. The same
 * bits for the same points, options and key wherever it is computed.
 */
export class DensityLearner {
  private readonly parameters: Float64Array;
  private readonly adam: Adam;
  private readonly mean: Float64Array;
  private readonly sd: Float64Array;
  private readonly points: Float64Array;
  private readonly count: number;
  private epoch = 0;

  constructor(
    points: Float64Array,
    private readonly options: LearnerOptions,
  ) {
    const { size } = options;
    this.count = points.length / size;
    this.mean = new Float64Array(size);
    this.sd = new Float64Array(size);
    for (let i = 0; i < points.length; i++) this.mean[i % size] += points[i] / this.count;
    for (let i = 0; i < points.length; i++)
      this.sd[i % size] += (points[i] - this.mean[i % size]) * (points[i] - this.mean[i % size]);
    // A coordinate that all points share stays as it is.
    for (let e = 0; e < size; e++) this.sd[e] = Math.sqrt(this.sd[e] / this.count) || 1;
    this.points = points.map((value, i) => (value - this.mean[i % size]) / this.sd[i % size]);
    this.parameters = drawAutoEncoder(options, foldIn(options.key, parameterStream));
    this.adam = new Adam(this.parameters.length);
  }

  /** Goes once through all points in a random order; the mean of the evidence lower bound on the way, in nats a point. */
  pass(): number {
    const { options, points, parameters, count } = this;
    const { size, latent, batch, epochs } = options;
    const key = foldIn(options.key, epochStream + this.epoch);
    const order = permutation(foldIn(key, 0), count);
    const noise = normal(foldIn(key, 1), count * latent);
    const rate = options.rate * (1 - this.epoch / epochs);
    const gradient = new Float64Array(parameters.length);
    let total = 0;
    for (let from = 0; from < count; from += batch) {
      const chosen = order.subarray(from, Math.min(count, from + batch));
      const x = new Float64Array(chosen.length * size);
      chosen.forEach((i, row) => x.set(points.subarray(i * size, (i + 1) * size), row * size));
      const eps = noise.subarray(from * latent, (from + chosen.length) * latent);
      total += chosen.length * negativeBound(options, parameters, x, eps, gradient);
      this.adam.step(parameters, gradient, rate);
    }
    this.epoch++;
    return -total / count;
  }

  /** Points of the learned density, in the unit of those that it was learned from. [count, D] */
  sample(count: number, key: Key): Float64Array {
    const { size } = this.options;
    return sampleAutoEncoder(this.options, this.parameters, count, key).map(
      (value, i) => this.mean[i % size] + this.sd[i % size] * value,
    );
  }
}
