import { deepNetworks } from '../depth/deepNetworks';
import type { TaskHandler } from './taskHandler';

export const depthNetworksTask: TaskHandler<'depthNetworks'> = async (request, means, { emit, pause }) => {
  await deepNetworks(request, await means.float64(), pause, emit);
  return null;
};
