/**
 * The buffers in a message, which change hands instead of being copied. A view of part of a buffer stays: what else lives in
 * that buffer is not the message's to give away.
 */
export function transferables(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    if (buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength)
      found.add(buffer);
    return;
  }
  for (const part of Object.values(value)) collect(part, found);
}
