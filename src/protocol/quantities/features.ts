import { networkEnd, type QuantityFamily, type SweepQuantity } from './quantity';

const names = {
  random: 'random features',
  tangent0: 'tangent features at 0',
  tangentT: 'tangent features at T',
  infinite: 'infinite tangent kernel',
  network: 'trained network',
} as const;

export type FeatureName = keyof typeof names;

function errors(where: 'train' | 'test'): SweepQuantity[] {
  const title = where === 'train' ? 'Training error of features' : 'Test error of features';
  return (Object.keys(names) as FeatureName[]).map((name) => ({
    name: `${where}Error.${name}`,
    label: names[name],
    heading: `${where} error, ${names[name]}`,
    panel:
      where === 'train' ? null : { title, axis: 'mean squared error over mean squared target', unit: '' },
    guide: null,
    hue: null,
    endedBy: name === 'tangentT' || name === 'network' ? [networkEnd] : [],
  }));
}

/**
 * Mean squared error over the mean square of the targets, of regression with kernels of fixed features on the training points, and of the
 * network itself at the horizon; at the training points and at those held out. Source: FDZ Figures 9 and 10.
 */
export const features: QuantityFamily = {
  label: 'Kernel against features',
  quantities: [...errors('test'), ...errors('train')],
};
