import { edgeCurve } from '../../theory/edgeOfChaos/edgePoint';
import { PhaseDiagram } from '../../theory/edgeOfChaos/phaseGrid';
import { rest } from '../work/pause';
import type { TaskHandler } from './taskHandler';

export const phaseTask: TaskHandler<'phase'> = async (request, _means, { emit, pause }) => {
  const { activation, param, sigmaW, sigmaB, sizes } = request;
  const diagram = new PhaseDiagram(activation, param);
  for (const [i, size] of sizes.entries()) {
    for (const rows of diagram.grid({ sigmaW, sigmaB, columns: size, rows: size })) {
      await emit({ kind: 'rows', size, ...rows });
      await rest(pause);
    }
    if (i > 0) continue;
    const points = edgeCurve(activation, param, sigmaB[1]);
    await emit({
      kind: 'edge',
      sigmaW: Float64Array.from(points, (point) => point.sigmaW),
      sigmaB: Float64Array.from(points, (point) => point.sigmaB),
      stable: points.map((point) => point.stable),
    });
  }
  return null;
};
