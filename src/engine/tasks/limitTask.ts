import { limit } from '../ensemble/limit';
import type { TaskHandler } from './taskHandler';

export const limitTask: TaskHandler<'limit'> = (request, _means, { pause }) => limit(request, pause);
