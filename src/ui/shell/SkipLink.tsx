import type { ReactNode } from 'react';

interface SkipLinkProps {
  /** Id of the element that takes the focus. */
  readonly to: string;
  readonly children: ReactNode;
}

/** Seen by whoever comes by keyboard: past the configuration's many controls. The address is the experiment, so no fragment is set. */
export function SkipLink({ to, children }: SkipLinkProps) {
  return (
    <a
      className="skip-link"
      href={`#${to}`}
      onClick={(e) => {
        e.preventDefault();
        document.getElementById(to)?.focus();
      }}
    >
      {children}
    </a>
  );
}
