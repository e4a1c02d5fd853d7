import type { Tensor } from './backend';
import { tensorsIn } from './tensorsIn';

export interface ScopedTensor extends Tensor {
  readonly freed: boolean;
  kept: boolean;
  /** Depth of the scope that returns it and must not free it; 0 otherwise. */
  survives: number;
}

/** The nesting scopes of one backend: every tensor made while one is open belongs to the innermost. */
export class TensorScopes<T extends ScopedTensor> {
  private readonly free: (t: T) => void;
  /** Tensors of the open scopes, innermost last. */
  private readonly stack: T[] = [];
  private depth = 0;

  constructor(free: (t: T) => void) {
    this.free = free;
  }

  add(t: T): void {
    if (this.depth > 0) this.stack.push(t);
  }

  run<R>(f: () => R): R {
    const { stack } = this;
    const start = stack.length;
    const depth = ++this.depth;
    let finished = false;
    try {
      const result = f();
      tensorsIn(result, (t) => {
        (t as T).survives = depth;
      });
      finished = true;
      return result;
    } finally {
      this.depth -= 1;
      let passedOn = start;
      for (let i = start; i < stack.length; i++) {
        const t = stack[i];
        if (t.freed || t.kept) continue;
        if (finished && t.survives === depth) {
          t.survives = 0;
          if (this.depth > 0) stack[passedOn++] = t;
        } else this.free(t);
      }
      stack.length = passedOn;
    }
  }
}
