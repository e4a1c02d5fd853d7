import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { AboutPlot } from './AboutPlot';
import { ErrorBoundary } from '../shell/ErrorBoundary';
import { coverRest } from './coverRest';

interface CardProps {
  readonly title: string;
  readonly span: 4 | 5 | 6 | 7 | 12;
  /** How to read the picture at this moment. */
  readonly reading: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A region of the page with its title, its reading line, and a boundary that keeps defects inside; alone on the screen on demand. */
export function Card({ title, span, reading, tools, children }: CardProps) {
  const id = useId();
  const [enlarged, setEnlarged] = useState(false);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!enlarged || !card.current) return;
    const uncover = coverRest(card.current);
    const leave = (e: KeyboardEvent): void => {
      if (e.key === 'Escape' && !e.defaultPrevented) setEnlarged(false);
    };
    addEventListener('keydown', leave);
    return () => {
      removeEventListener('keydown', leave);
      uncover();
    };
  }, [enlarged]);
  return (
    <section
      ref={card}
      className={`card span-${span}${span > 4 ? ' tall' : ''}${enlarged ? ' enlarged' : ''}`}
      aria-labelledby={id}
    >
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        <AboutPlot title={title} />
        <span className="card-tools">
          {tools}
          <button
            type="button"
            className="button small quiet enlarge"
            aria-label={`Enlarge ${title}`}
            aria-pressed={enlarged}
            title={enlarged ? 'Back to its place (Escape)' : 'Alone on the screen'}
            onClick={() => setEnlarged(!enlarged)}
          >
            <span aria-hidden="true">{enlarged ? '⤡' : '⤢'}</span>
          </button>
        </span>
      </div>
      <p className="reading">{reading}</p>
      <ErrorBoundary name={title}>{children}</ErrorBoundary>
    </section>
  );
}
