import { convolutionKernels } from '../../theory/infiniteWidth/convolution';
import { power } from '../../theory/infiniteWidth/units';
import type { TaskHandler } from './taskHandler';

/** Of a few small signals: nothing that need be interrupted. */
export const convolutionTask: TaskHandler<'convolution'> = ({ network, signals }) => {
  const { nngp, ntk, nngpExponent, ntkExponent } = convolutionKernels(network, signals);
  return Promise.resolve({
    nngp: nngp.map((value) => value * power(nngpExponent)),
    ntk: ntk.map((value) => value * power(ntkExponent)),
  });
};
