import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { onLaidOut } from '../shell/laidOut';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element in whole CSS px, followed; zero until it is laid out. */
export function usePlotSize(): readonly [RefObject<HTMLDivElement | null>, Size] {
  const node = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!node.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(node.current);
    // An observer is told at the next paint, which is too late for paper.
    const stop = onLaidOut(() => {
      if (node.current) setSize({ width: node.current.clientWidth, height: node.current.clientHeight });
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);
  return [node, size];
}
