import { useState } from 'react';
import { chunk } from './chunk';
import { Dialog } from './Dialog';
import { ErrorBoundary } from './ErrorBoundary';

const help = chunk(async () => (await import('./Help')).Help);

export const fetchHelp = help.fetch;

export function HelpButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-label="Help" onClick={() => setOpen(true)}>
        ?
      </button>
      <Dialog title="How to read this page" open={open} onClose={() => setOpen(false)}>
        <ErrorBoundary name="Help">
          <help.View />
        </ErrorBoundary>
      </Dialog>
    </>
  );
}
