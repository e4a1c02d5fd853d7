/** Bytes as text in GB, two digits, never in powers of ten: 4.3e11 → "430 GB". */
export function gigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(2))} GB`;
}
