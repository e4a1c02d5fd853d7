/**
 * Initialisations on the edge of chaos, as HDR Table 1 uses them, with σ_w to all digits: HDR print 1.225 for ELU and 1.298 for tanh, which lie in
 * the ordered phase (Mathematics §7).
 */
export const edges = {
  relu: { activation: 'relu', activationParam: 1, sigmaW: Math.SQRT2, sigmaB: 0 },
  // √(2/(1 + a²)), a = 0.01.
  leakyRelu: { activation: 'leakyRelu', activationParam: 0.01, sigmaW: 1.4141428569978354, sigmaB: 0 },
  elu: { activation: 'elu', activationParam: 1, sigmaW: 1.2292511241372064, sigmaB: 0.2 },
  tanh: { activation: 'tanh', activationParam: 1, sigmaW: 1.3041458400565122, sigmaB: 0.2 },
} as const;

export type EdgeName = keyof typeof edges;

export const edgeLabels: Readonly<Record<EdgeName, string>> = {
  relu: 'ReLU',
  leakyRelu: 'leaky ReLU',
  elu: 'ELU',
  tanh: 'tanh',
};
