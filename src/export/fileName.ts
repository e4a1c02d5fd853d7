/** "Prediction error", 12.5, "csv" → "kernel-drift-prediction-error-t12.5.csv": letters, digits, dots and hyphens only. */
export function fileName(title: string, time: number | null, extension: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  const at = time === null || !Number.isFinite(time) ? '' : `-t${Number(time.toPrecision(4))}`;
  return `kernel-drift-${plain === '' ? 'figure' : plain}${at}.${extension}`;
}
