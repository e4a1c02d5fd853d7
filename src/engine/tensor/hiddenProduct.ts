import type { Backend, HiddenLayer, Tensor } from './backend';

/** φ(c x W + β b) vᵀ, in one pass where the backend fuses it. v is [cols, m]; [rows of x, cols] */
export function hiddenProduct(backend: Backend, x: Tensor, layer: HiddenLayer, v: Tensor): Tensor {
  if (backend.hiddenProduct) return backend.hiddenProduct(x, layer, v);
  return backend.scope(() => {
    const { weights, bias, forward, biasScale, activation, param } = layer;
    const product = backend.matMul(x, weights, { scale: forward });
    const pre = bias === null ? product : backend.addRow(product, bias, biasScale);
    return backend.matMul(backend.activation(activation, param, 0, pre), v, { transposeB: true });
  });
}
