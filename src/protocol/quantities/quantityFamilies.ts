import { drift } from './drift';
import { errors } from './errors';
import { hierarchies } from './hierarchies';
import { features } from './features';
import { firstLayer } from './firstLayer';
import { k3 } from './k3';
import { k4 } from './k4';
import { k5 } from './k5';
import { loss } from './loss';
import { motion } from './motion';
import { neurons } from './neurons';
import { meanFieldError } from './meanFieldError';
import { probeErrors } from './probeErrors';
import type { QuantityFamily } from './quantity';
import { rate } from './rate';
import { rescaling } from './rescaling';
import { sharpness } from './sharpness';
import { spectrum } from './spectrum';
import { theories } from './theories';

/** What a member of a sweep can be asked for, in the order of tables and plots. Its keys are `SweepOutput`. */
export const quantityFamilies = {
  k3,
  k4,
  k5,
  drift,
  errors,
  probeErrors,
  meanFieldError,
  rate,
  loss,
  spectrum,
  sharpness,
  rescaling,
  motion,
  theories,
  hierarchies,
  features,
  firstLayer,
  neurons,
} as const satisfies Readonly<Record<string, QuantityFamily>>;
