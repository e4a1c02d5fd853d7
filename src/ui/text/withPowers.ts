/** "1.4e-10", as the command line has it, in the way the page writes numbers: 1.4 × 10⁻¹⁰. */
export function withPowers(text: string): string {
  return text.replace(
    /\b(\d+(?:\.\d+)?)e([-−+]?)(\d+)\b/g,
    (_, digits: string, sign: string, power: string) =>
      `${digits === '1' ? '' : `${digits} × `}10^{${sign === '' || sign === '+' ? '' : '−'}${power}}`,
  );
}
