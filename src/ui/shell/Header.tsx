import { useStore } from 'zustand';
import { experimentStore } from '../../state/experimentStore';
import { SettingsSheet } from '../controls/SettingsSheet';
import { EngineBadge } from './EngineBadge';
import { ExperimentMenu } from './ExperimentMenu';
import { ExportMenu } from './ExportMenu';
import { HelpButton } from './HelpButton';
import { ShareButton } from './ShareButton';
import { Tabs } from './Tabs';
import { ThemeToggle } from './ThemeToggle';
import { useNarrow } from './useNarrow';

export function Header() {
  const narrow = useNarrow();
  const tab = useStore(experimentStore, (s) => s.spec.tab);
  return (
    <header className="header">
      <h1 className="brand">
        <Logo />
        Kernel Drift
      </h1>
      <span className="wide-only header-experiment">
        <ExperimentMenu />
      </span>
      <Tabs tab={tab} />
      <EngineBadge />
      <span className="header-tools">
        <span className="wide-only">
          <ExportMenu />
        </span>
        {narrow && <SettingsSheet />}
        <ShareButton />
        <span className="wide-only header-tools">
          <ThemeToggle />
          <HelpButton />
        </span>
      </span>
    </header>
  );
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" strokeLinecap="round">
      <path d="M4 24C11 24 14 8 28 8" stroke="var(--nn)" strokeWidth="3.4" />
      <path d="M4 24C13 24 17 17 28 15" stroke="var(--ntk)" strokeWidth="2.6" />
    </svg>
  );
}
