import { useState } from 'react';
import { useStore } from 'zustand';
import { labs } from '../../protocol/labs';
import { experimentStore } from '../../state/experimentStore';
import { reset } from '../../state/playbackStore';
import { Dialog } from '../shell/Dialog';
import { ErrorBoundary } from '../shell/ErrorBoundary';
import { ExperimentMenu } from '../shell/ExperimentMenu';
import { ExportMenu } from '../shell/ExportMenu';
import { HelpButton } from '../shell/HelpButton';
import { ThemeToggle } from '../shell/ThemeToggle';
import { reseed } from '../transport/TransportBar';
import { ConfigurationGroups } from './ConfigurationGroups';

/** On a phone all that is not a hero slider opens as a sheet. What acts on the run closes it, so that the effect is seen. */
export function SettingsSheet() {
  const [open, setOpen] = useState(false);
  const playback = useStore(experimentStore, (s) => labs[s.spec.tab].playback);
  const close = (): void => setOpen(false);
  const act = (action: () => void) => (): void => {
    action();
    close();
  };
  return (
    <>
      <button type="button" className="button" aria-label="All settings" onClick={() => setOpen(true)}>
        Settings
      </button>
      <Dialog title="Settings" sheet open={open} onClose={close}>
        <ErrorBoundary name="The configuration">
          <div className="row">
            <span onClick={(e) => e.target instanceof Element && e.target.closest('.menu a') && close()}>
              <ExperimentMenu />
            </span>
            {playback && (
              <button
                type="button"
                className="button"
                title="Back to t = 0, same initial weights"
                onClick={act(reset)}
              >
                Reset
              </button>
            )}
            <button type="button" className="button" title="New initial weights" onClick={act(reseed)}>
              Reseed
            </button>
            <ExportMenu />
            <ThemeToggle />
            <HelpButton />
          </div>
          <ConfigurationGroups />
        </ErrorBoundary>
      </Dialog>
    </>
  );
}
