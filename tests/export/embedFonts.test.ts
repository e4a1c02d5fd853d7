import { expect, it } from 'vitest';
import { hasLetterOf } from '../../src/export/embedFonts';

it('knows whether a picture has a letter of a font', () => {
  const greek = 'U+0370-0377, U+037A-037F, U+03A3-03FF';
  expect(hasLetterOf(greek, 'time t, K_0')).toBe(false);
  expect(hasLetterOf(greek, 'λ_max')).toBe(true);
  expect(hasLetterOf('U+2212', '−1')).toBe(true);
  expect(hasLetterOf('U+2212', '-1')).toBe(false);
  expect(hasLetterOf('', '-1')).toBe(true);
});
