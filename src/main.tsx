import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { opening } from './experiments/starters';
import { missingCapability } from './state/capabilities';
import { experimentHistory } from './state/experimentStore';
import { addNotice, finishRun, runStore } from './state/runStore';
import { startPlayback } from './state/startPlayback';
import { startSession } from './state/session';
import { App } from './ui/App';
import { prefetchLabs } from './ui/labs';
import { prefetchHelp } from './ui/shell/HelpButton';

/** Milliseconds after the first run is complete: whoever moves a slider at once keeps the processor. */
const prefetchDelay = 1500;

experimentHistory.follow(opening);
const missing = missingCapability();
if (missing === null) startSession();
else {
  finishRun();
  addNotice({ name: 'NoEngine', message: missing, field: null });
}
startPlayback(window);
const root = createRoot(document.getElementById('root')!);
// As a transition, React renders the page in slices of a few milliseconds.
startTransition(() => root.render(<App />));
const stop = runStore.subscribe(({ run, computing }) => {
  if (run === null || computing) return;
  stop();
  setTimeout(() => {
    prefetchLabs();
    prefetchHelp();
  }, prefetchDelay);
});
