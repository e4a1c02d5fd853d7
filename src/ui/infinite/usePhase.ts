import { useEffect, useState } from 'react';
import { useMedia } from '../shell/useMedia';

/** Milliseconds of one round. */
const round = 9000;

/** A phase that goes round while `on`, one step per paint; it rests where less motion is preferred. */
export function usePhase(on: boolean): number {
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const [phase, setPhase] = useState(0);
  useEffect(() => {
    if (!on || still) return;
    let last: number | null = null;
    const step = (now: number): void => {
      const passed = last === null ? 0 : now - last;
      last = now;
      setPhase((s) => (s + (2 * Math.PI * passed) / round) % (2 * Math.PI));
      frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [on, still]);
  return phase;
}
