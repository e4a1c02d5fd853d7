import { sweepMember } from '../sweep/sweepMember';
import type { TaskHandler } from './taskHandler';

export const memberTask: TaskHandler<'member'> = async ({ member, outputs }, means, { pause }) =>
  sweepMember(await means.float64(), member, outputs, means.clock, pause, means.limits);
