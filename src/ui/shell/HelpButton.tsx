import { lazy, Suspense, useState } from 'react';
import { Dialog } from './Dialog';
import { ErrorBoundary } from './ErrorBoundary';

const Help = lazy(() => import('./Help').then(({ Help: component }) => ({ default: component })));

export function HelpButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-label="Help" onClick={() => setOpen(true)}>
        ?
      </button>
      <Dialog title="How to read this page" open={open} onClose={() => setOpen(false)}>
        <ErrorBoundary name="Help">
          <Suspense fallback={<p>Loading.</p>}>
            <Help />
          </Suspense>
        </ErrorBoundary>
      </Dialog>
    </>
  );
}
