import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { followAddress } from './state/experimentStore';
import { startPlayback } from './state/startPlayback';
import { startSession } from './state/session';
import { App } from './ui/App';

followAddress(window);
startSession();
startPlayback(window);
const root = createRoot(document.getElementById('root')!);
// As a transition, React renders the page in slices of a few milliseconds.
startTransition(() => root.render(<App />));
