import type { TaskAnswer, TaskName, TaskRequest } from '../../protocol/tasks';
import { chaosTask } from './chaosTask';
import { compareTask } from './compareTask';
import { convolutionTask } from './convolutionTask';
import { depthCurvesTask } from './depthCurvesTask';
import { depthNetworksTask } from './depthNetworksTask';
import { densityTask } from './densityTask';
import { ensembleTask } from './ensembleTask';
import { kernelsTask } from './kernelsTask';
import { limitTask } from './limitTask';
import { memberTask } from './memberTask';
import { particlesTask } from './particlesTask';
import { phaseTask } from './phaseTask';
import { repopulationTask } from './repopulationTask';
import { ridgePathTask } from './ridgePathTask';
import { runTask } from './runTask';
import { sgdCloudTask } from './sgdCloudTask';
import { sgdTheoryTask } from './sgdTheoryTask';
import { sharpnessTask } from './sharpnessTask';
import type { TaskContext, TaskHandler, TaskMeans } from './taskHandler';

/** Closed: a task of the protocol without a handler, or a handler of no task, does not compile. */
const taskHandlers: { readonly [K in TaskName]: TaskHandler<K> } = {
  run: runTask,
  kernels: kernelsTask,
  compare: compareTask,
  member: memberTask,
  phase: phaseTask,
  depthCurves: depthCurvesTask,
  depthNetworks: depthNetworksTask,
  convolution: convolutionTask,
  density: densityTask,
  particles: particlesTask,
  chaos: chaosTask,
  ensemble: ensembleTask,
  limit: limitTask,
  sharpness: sharpnessTask,
  repopulation: repopulationTask,
  ridgePath: ridgePathTask,
  sgdCloud: sgdCloudTask,
  sgdTheory: sgdTheoryTask,
};

export function performTask<K extends TaskName>(
  task: K,
  request: TaskRequest<K>,
  means: TaskMeans,
  context: TaskContext<K>,
): Promise<TaskAnswer<K>> {
  return taskHandlers[task](request, means, context);
}
