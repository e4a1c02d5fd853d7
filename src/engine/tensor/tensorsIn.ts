import type { Tensor } from './backend';

/** Visits every tensor in a scope's result: a tensor, or arrays and plain records of them, nested. */
export function tensorsIn(value: unknown, visit: (t: Tensor) => void): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) tensorsIn(value[i], visit);
  } else if ('rows' in value && 'cols' in value) {
    visit(value as Tensor);
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return;
    for (const key in value) tensorsIn((value as Record<string, unknown>)[key], visit);
  }
}
