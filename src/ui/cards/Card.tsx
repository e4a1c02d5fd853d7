import { useId } from 'react';
import type { ReactNode } from 'react';
import { ErrorBoundary } from '../shell/ErrorBoundary';

interface CardProps {
  readonly title: string;
  readonly span: 4 | 5 | 6 | 7 | 12;
  /** How to read the picture at this moment. */
  readonly reading: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A region of the page with its title, its reading line, and a boundary that keeps defects inside. */
export function Card({ title, span, reading, tools, children }: CardProps) {
  const id = useId();
  return (
    <section className={`card span-${span}${span > 4 ? ' tall' : ''}`} aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      <p className="reading">{reading}</p>
      <ErrorBoundary name={title}>{children}</ErrorBoundary>
    </section>
  );
}
