import { useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import { themes } from '../../protocol/experimentSpec';
import type { Theme } from '../../protocol/experimentSpec';
import { fields } from '../../protocol/fields';
import { experimentHistory, experimentStore } from '../../state/experimentStore';

const glyph: Readonly<Record<Theme, string>> = { auto: '◐', light: '○', dark: '●' };

/** As the system, light, dark, in turn. */
export function ThemeToggle() {
  const theme = useStore(experimentStore, (s) => s.spec.theme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length];
  return (
    <button
      type="button"
      className="button"
      aria-label={`Theme: ${fields.theme.optionLabels[theme]}. Change to: ${fields.theme.optionLabels[next]}`}
      onClick={() => experimentHistory.look({ theme: next })}
    >
      <span aria-hidden="true">{glyph[theme]}</span>
    </button>
  );
}

/** Puts the theme on the root element, where the colour tokens look for it; `auto` follows the system. */
export function useTheme(): void {
  const theme = useStore(experimentStore, (s) => s.spec.theme);
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const dark = theme === 'dark' || (theme === 'auto' && systemDark);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#171a20' : '#fbfaf7');
  }, [dark]);
}
