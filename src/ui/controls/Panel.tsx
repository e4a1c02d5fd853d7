import { useStore } from 'zustand';
import { labs } from '../../protocol/labs';
import { experimentStore } from '../../state/experimentStore';
import { ErrorBoundary } from '../shell/ErrorBoundary';
import { useNarrow } from '../shell/useNarrow';
import { ConfigurationGroups } from './ConfigurationGroups';
import { HeroSliders } from './HeroSliders';

/** The configuration. On a phone the hero sliders stay, and the rest is a sheet that the header opens. */
export function Panel() {
  const narrow = useNarrow();
  const heroes = useStore(experimentStore, (s) => labs[s.spec.tab].heroes);
  if (narrow && !heroes) return null;
  return (
    <aside className="panel" aria-label="Configuration">
      <ErrorBoundary name="The configuration">
        {heroes && <HeroSliders />}
        {!narrow && <ConfigurationGroups />}
      </ErrorBoundary>
    </aside>
  );
}
