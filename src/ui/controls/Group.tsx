import { useId } from 'react';
import type { ReactNode } from 'react';

interface GroupProps {
  readonly title: string;
  /** What the group's values lead to, live, in the corner. */
  readonly consequence: ReactNode;
  readonly children: ReactNode;
}

export function Group({ title, consequence, children }: GroupProps) {
  const id = useId();
  return (
    <section className="group" aria-labelledby={id}>
      <div className="group-head">
        <h2 id={id}>{title}</h2>
        <span className="consequence">{consequence}</span>
      </div>
      {children}
    </section>
  );
}
