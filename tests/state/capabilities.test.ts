import { describe, expect, it } from 'vitest';
import { missingCapability } from '../../src/state/capabilities';

const Worker = (): void => undefined;

describe('what the engine needs of a browser', () => {
  it('is all there in this very runtime, whose WebAssembly accepts the SIMD module', () => {
    expect(missingCapability({ Worker, WebAssembly })).toBeNull();
  });

  it.each([
    ['workers', { WebAssembly }, /no workers/],
    [
      'origin in a sandbox',
      { origin: 'null', Worker, WebAssembly },
      /sandboxed without an origin.*allow-same-origin/,
    ],
    ['WebAssembly', { Worker }, /WebAssembly switched off/],
    ['SIMD', { Worker, WebAssembly: { validate: () => false } }, /no SIMD/],
  ])('says in a sentence with a remedy that there is no %s', (_, browser, text) => {
    const sentence = missingCapability(browser);
    expect(sentence).toMatch(text);
    expect(sentence).toMatch(/Firefox/);
  });

  it('asks with a module that is not valid without its SIMD instruction', () => {
    const asked: Uint8Array[] = [];
    missingCapability({
      Worker,
      WebAssembly: {
        validate: (bytes) => {
          asked.push(new Uint8Array(bytes as ArrayBuffer));
          return WebAssembly.validate(bytes);
        },
      },
    });
    const broken = asked[0].slice();
    broken[broken.length - 3] = 0xff; // no such instruction
    expect(WebAssembly.validate(broken)).toBe(false);
  });
});
