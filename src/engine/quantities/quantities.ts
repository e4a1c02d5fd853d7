import type { SweepOutput } from '../../protocol/sweep';
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
import type { Quantity } from './quantity';
import { rate } from './rate';
import { rescaling } from './rescaling';
import { sharpness } from './sharpness';
import { spectrum } from './spectrum';
import { theories } from './theories';

/** One for each family of `protocol/quantities/`: a family without its computation does not compile, nor the reverse. */
export const quantities: Readonly<Record<SweepOutput, Quantity>> = {
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
};
