import type { PredictorName } from '../../../protocol/predictors';
import type { Builder } from './builder';
import { hierarchy } from './hierarchy';
import { infiniteNetwork } from './infiniteNetwork';
import { linearised } from './linearised';
import { meanField } from './meanField';
import { randomFeatures } from './randomFeatures';

/** How each predictor is made. */
export const builders: Readonly<Record<PredictorName, Builder>> = {
  nn: (shared) => shared.network(),
  linearised,
  nth3: hierarchy(3),
  nth4: hierarchy(4),
  nth5: hierarchy(5),
  ntk: infiniteNetwork,
  meanField,
  randomFeatures,
};
