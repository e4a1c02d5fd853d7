/** What the engine needs of a browser: module workers and WebAssembly with SIMD. Asked before anything is started. */

/** The smallest module with a SIMD instruction: `() => v128` of i8x16.splat(0), popcounted. From the WebAssembly SIMD proposal’s encoding. */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

export interface Browser {
  /** "null" in a frame that its sandbox has given no origin. */
  readonly origin?: string;
  readonly Worker?: unknown;
  readonly WebAssembly?: { validate(bytes: BufferSource): boolean };
}

/** A sentence that says what is missing and what to do; null where the engine can start. */
export function missingCapability(browser: Browser = globalThis as Browser): string | null {
  const remedy = 'open the page in a current Chrome, Edge, Firefox or Safari';
  if (browser.Worker === undefined)
    return `This browser or frame allows no workers, and everything is computed in them: ${remedy}, outside of a sandboxed frame.`;
  if (browser.origin === 'null')
    return `This frame is sandboxed without an origin of its own, and no worker can load its script there: ${remedy} outside of the frame, or add allow-same-origin to its sandbox.`;
  if (browser.WebAssembly === undefined)
    return `This browser has WebAssembly switched off, and the engine is a WebAssembly module: ${remedy}, or allow WebAssembly for this site.`;
  if (!browser.WebAssembly.validate(simdModule))
    return `This browser’s WebAssembly has no SIMD instructions, which the engine needs: ${remedy} (Chrome and Edge 91, Firefox 89, Safari 16.4 or newer).`;
  return null;
}
