import { networkEnd, type QuantityFamily, type QuantityPanel, type SweepQuantity } from './quantity';

const error: QuantityPanel = {
  title: 'Ten neurons of a trained network',
  axis: 'mean squared error over mean squared target',
  unit: '',
};
const variance: QuantityPanel = {
  title: 'Variance of ten neurons',
  axis: 'mean squared error over mean squared f',
  unit: '',
};

function ofBoth(name: string, what: string, panel: QuantityPanel): SweepQuantity[] {
  return ['uniform', 'importance'].map((law) => ({
    name: `neurons.${name}.${law}`,
    label: `${what}, ${law}`,
    heading: `${what}, ${law}`,
    panel,
    guide: null,
    hue: null,
    endedBy: [networkEnd],
  }));
}

/**
 * Ten neurons drawn from the last hidden layer of the trained network, uniformly or with chances ∝ |u|: the error after u is fitted anew, at the
 * training points and at those held out, and the variance of the network that they make as they are, as FDZ eq. 24 states it and as drawn.
 */
export const neurons: QuantityFamily = {
  label: 'Sampled neurons',
  quantities: [
    ...ofBoth('train', 'training error', error),
    ...ofBoth('test', 'test error', error),
    ...ofBoth('stated', 'eq. 24', variance),
    ...ofBoth('drawn', 'drawn', variance),
  ],
};
