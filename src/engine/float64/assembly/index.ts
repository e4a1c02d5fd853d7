import { prepareErrorFunction } from './errorFunction';

export * from './matMul';
export * from './elementwise';
export * from './rows';
export * from './reductions';
export * from './activations';
export * from './hiddenProduct';
export * from './density';

prepareErrorFunction();

/** The first byte that the module's own data does not use. */
export function heapBase(): usize {
  return __heap_base;
}
