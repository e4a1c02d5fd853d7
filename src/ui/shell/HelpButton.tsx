import { useState } from 'react';
import { chunk } from './chunk';
import { Dialog } from './Dialog';

const { View: Help } = chunk(async () => (await import('./Help')).Help);

export function HelpButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-label="Help" onClick={() => setOpen(true)}>
        ?
      </button>
      <Dialog title="How to read this page" open={open} onClose={() => setOpen(false)}>
        <Help />
      </Dialog>
    </>
  );
}
