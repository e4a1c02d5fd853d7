/** Said by every card that waits for an analysis. */
export const needsKernels = 'Compute the kernels to see this.';

/** For plots that answer to nothing. */
export const noHandlers = {};
