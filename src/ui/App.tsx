import { useEffect } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../state/experimentStore';
import { runStore } from '../state/runStore';
import { Panel } from './controls/Panel';
import { TransportBar } from './transport/TransportBar';
import { labView } from './labs';
import { labs } from '../protocol/labs';
import { Alerts } from './shell/Alerts';
import { ErrorBoundary } from './shell/ErrorBoundary';
import { Header } from './shell/Header';
import { SkipLink } from './shell/SkipLink';
import { useTheme } from './shell/ThemeToggle';
import { useShortcuts } from './useShortcuts';

/** The page: header, configuration, the open lab, transport. `embed` leaves the plots and the transport. */
export function App() {
  const embed = useStore(experimentStore, (s) => s.spec.embed);
  const tab = useStore(experimentStore, (s) => s.spec.tab);
  const computing = useStore(runStore, (s) => s.computing);
  const View = labView(tab);
  const lab = labs[tab];
  useTheme();
  useShortcuts();
  useEffect(() => {
    document.title = tab === 'lab' ? 'Kernel Drift' : `Kernel Drift · ${lab.label}`;
  }, [tab, lab.label]);
  return (
    <div className={`page${embed ? ' embed' : ''}${lab.playback ? '' : ' still'}`}>
      <SkipLink to="main">Skip to the plots</SkipLink>
      {lab.playback && <SkipLink to="play">Skip to playback</SkipLink>}
      {!embed && (
        <>
          <Header />
          <Panel />
        </>
      )}
      <main id="main" tabIndex={-1} className="content" aria-busy={computing}>
        {embed && <h1 className="visually-hidden">Kernel Drift</h1>}
        <Alerts />
        <ErrorBoundary key={tab} name="This lab">
          <View />
        </ErrorBoundary>
      </main>
      {lab.playback && <TransportBar />}
    </div>
  );
}
