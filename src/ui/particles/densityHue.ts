/** The PDE's place on the ordered ramp: it is a solution of the mean field, and no predictor of its own. */
export const densityHue = 0.65;
