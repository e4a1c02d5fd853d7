/** The one description of a run: what the sliders edit, the permalink encodes and the command line reads. */

import type { Tab } from './labs';
import type { PredictorName } from './predictors';
import type { ActivationName } from '../theory/activations/names';
import type { LrRule, OutputLaw, Preset, Residual, TrainedPart } from '../theory/network/parametrisation';

export const datasets = ['circle', 'line', 'gaussian', 'sphere', 'teacher', 'digits', 'points'] as const;
export const targets = ['product', 'sine', 'mix', 'step', 'xor', 'linear', 'signs', 'teacher'] as const;
export const losses = ['square', 'logistic'] as const;
export const optimizers = ['flow', 'gd', 'sgd', 'momentum', 'noisy'] as const;
export const precisions = ['auto', 'float64', 'webgpu'] as const;
export const themes = ['auto', 'light', 'dark'] as const;

export type Dataset = (typeof datasets)[number];
export type Target = (typeof targets)[number];
export type Loss = (typeof losses)[number];
export type Optimizer = (typeof optimizers)[number];
export type Precision = (typeof precisions)[number];
export type Theme = (typeof themes)[number];

export type { PredictorName } from './predictors';

/** Inline data: inputs [n][d], targets [n], and optional probe inputs [p][d]. */
export interface Points {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly probe?: readonly (readonly number[])[];
}

/** Flat, versioned and validated; an object of this type is legal wherever it appears. */
export interface ExperimentSpec {
  readonly dataset: Dataset;
  readonly n: number;
  readonly d: number;
  readonly target: Target;
  readonly noise: number;
  readonly dataSeed: number;
  readonly points: Points | null;

  readonly preset: Preset;
  readonly width: number;
  readonly depth: number;
  readonly activation: ActivationName;
  readonly activationParam: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly sigmaA: number;
  readonly alpha: number | 'sqrt';
  readonly residual: Residual;
  readonly centred: boolean;
  readonly outputLaw: OutputLaw;
  readonly trained: TrainedPart;
  readonly seed: number;

  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly lr: number;
  readonly lrRule: LrRule;
  readonly batch: number;
  readonly momentum: number;
  readonly decayU: number;
  readonly decayTheta: number;
  readonly temperature: number;
  readonly horizon: number;

  readonly predictors: readonly PredictorName[];
  readonly particles: number;
  /** t₀ of MATH §5: the hierarchy and the linearisation are expanded around θ(t₀). */
  readonly expansion: number;
  readonly precision: Precision;

  readonly tab: Tab;
  /** The playhead t where it stands still; 0 while it plays. */
  readonly time: number;
  /** The training point that is singled out, counted from 1; 0: none. */
  readonly selected: number;
  readonly probe: number;
  readonly theme: Theme;
  readonly embed: boolean;
}
