import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly sheet?: boolean;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, open, onClose, sheet = false, children }: DialogProps) {
  const node = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open && !node.current?.open) node.current?.showModal();
    if (!open) node.current?.close();
  }, [open]);
  return (
    <dialog ref={node} className={sheet ? 'sheet' : ''} aria-labelledby={heading} onClose={onClose}>
      {open && (
        <>
          <div className="dialog-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" className="button small" onClick={onClose}>
              Close
            </button>
          </div>
          <div className="dialog-body">{children}</div>
        </>
      )}
    </dialog>
  );
}
