import { drift } from './drift';
import { errors } from './errors';
import { hierarchies } from './hierarchies';
import { k3 } from './k3';
import { k4 } from './k4';
import { k5 } from './k5';
import { loss } from './loss';
import { motion } from './motion';
import { probeErrors } from './probeErrors';
import type { QuantityFamily } from './quantity';
import { rate } from './rate';
import { rescaling } from './rescaling';
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
  rate,
  loss,
  spectrum,
  rescaling,
  motion,
  theories,
  hierarchies,
} as const satisfies Readonly<Record<string, QuantityFamily>>;
