import { useState } from 'react';
import { useStore } from 'zustand';
import { labs } from '../../protocol/labs';
import { experimentStore } from '../../state/experimentStore';
import { ErrorBoundary } from '../shell/ErrorBoundary';
import { Dialog } from '../shell/Dialog';
import { reseed } from '../transport/TransportBar';
import { reset } from '../../state/playbackStore';
import { ExperimentMenu } from '../shell/ExperimentMenu';
import { ExportMenu } from '../shell/ExportMenu';
import { HelpButton } from '../shell/HelpButton';
import { ThemeToggle } from '../shell/ThemeToggle';
import { useNarrow } from '../shell/useNarrow';
import { ConfigurationGroups } from './ConfigurationGroups';
import { HeroSliders } from './HeroSliders';

/** The configuration. On a phone the hero sliders stay and the rest opens as a sheet. */
export function Panel() {
  const narrow = useNarrow();
  const heroes = useStore(experimentStore, (s) => labs[s.spec.tab].heroes);
  const [open, setOpen] = useState(false);
  return (
    <aside className="panel" aria-label="Configuration">
      <ErrorBoundary name="The configuration">
        {heroes && <HeroSliders />}
        {narrow ? (
          <div className="row panel-actions">
            <button type="button" className="button small" onClick={() => setOpen(true)}>
              All settings
            </button>
            <button type="button" className="button small" onClick={reset}>
              Reset
            </button>
            <button type="button" className="button small" onClick={reseed}>
              Reseed
            </button>
            <Dialog title="Settings" sheet open={open} onClose={() => setOpen(false)}>
              <div className="row">
                <ExperimentMenu />
                <ExportMenu />
                <ThemeToggle />
                <HelpButton />
              </div>
              <ConfigurationGroups />
            </Dialog>
          </div>
        ) : (
          <ConfigurationGroups />
        )}
      </ErrorBoundary>
    </aside>
  );
}
