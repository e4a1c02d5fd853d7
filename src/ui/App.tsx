import { Suspense, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../state/experimentStore';
import { runStore } from '../state/runStore';
import { Panel } from './controls/Panel';
import { TransportBar } from './transport/TransportBar';
import { labViews } from './labs';
import { labs } from '../protocol/labs';
import { Alerts } from './shell/Alerts';
import { ErrorBoundary } from './shell/ErrorBoundary';
import { Header } from './shell/Header';
import { useTheme } from './shell/ThemeToggle';
import { useShortcuts } from './useShortcuts';

/** The page: header, configuration, the open lab, transport. `embed` leaves the plots and the transport. */
export function App() {
  const embed = useStore(experimentStore, (s) => s.spec.embed);
  const tab = useStore(experimentStore, (s) => s.spec.tab);
  const computing = useStore(runStore, (s) => s.computing);
  const main = useRef<HTMLElement>(null);
  const View = labViews[tab];
  const lab = labs[tab];
  useTheme();
  useShortcuts();
  useEffect(() => {
    document.title = tab === 'lab' ? 'Kernel Drift' : `Kernel Drift · ${lab.label}`;
  }, [tab, lab.label]);
  return (
    <div className={embed ? 'page embed' : 'page'}>
      <a
        className="skip-link"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the plots
      </a>
      {!embed && (
        <>
          <Header />
          <Panel />
        </>
      )}
      <main ref={main} id="main" tabIndex={-1} className="content" aria-busy={computing}>
        {embed && <h1 className="visually-hidden">Kernel Drift</h1>}
        <Alerts />
        <ErrorBoundary key={tab} name="This lab">
          <Suspense fallback={<p>Loading.</p>}>
            <View />
          </Suspense>
        </ErrorBoundary>
      </main>
      {lab.playback && <TransportBar />}
    </div>
  );
}
