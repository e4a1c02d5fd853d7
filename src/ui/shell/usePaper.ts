import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { paintNow } from '../../plots/kit/paintScheduler';
import { tellLaidOut } from './laidOut';

/**
 * Whether the page is being printed. Before the browser takes its picture the page has the layout of paper (print.css), the light theme
 * whatever the screen has, and plots that are drawn at the size and in the colours they are printed in.
 */
export function usePaper(): boolean {
  const [paper, setPaper] = useState(false);
  useEffect(() => {
    const root = document.documentElement;
    let theme = root.dataset.theme;
    const enter = (): void => {
      theme = root.dataset.theme;
      root.dataset.theme = 'light';
      root.classList.add('paper');
      flushSync(() => setPaper(true));
      flushSync(tellLaidOut);
      // After the plots have learned, as observers do, that the theme is another.
      queueMicrotask(paintNow);
    };
    const leave = (): void => {
      root.dataset.theme = theme;
      root.classList.remove('paper');
      setPaper(false);
    };
    addEventListener('beforeprint', enter);
    addEventListener('afterprint', leave);
    return () => {
      removeEventListener('beforeprint', enter);
      removeEventListener('afterprint', leave);
    };
  }, []);
  return paper;
}
