import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { labs, tabs, type Tab } from '../../protocol/labs';
import { encodeAddress } from '../../protocol/permalink';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';

/** The labs as links, so that each opens in a tab of its own and the address says where one is. */
export function Tabs({ tab }: { readonly tab: Tab }) {
  const spec = useStore(experimentStore, (s) => s.spec);
  const settings = useStore(labSettingsStore);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // With the next frame, which lays the page out in any case: here it would be laid out once more.
    const frame = requestAnimationFrame(() => {
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [tab]);
  return (
    <nav ref={nav} className="tabs" aria-label="Labs">
      {tabs.map((name) => (
        <a
          key={name}
          href={encodeAddress({ ...spec, tab: name }, settings)}
          aria-current={name === tab ? 'page' : undefined}
        >
          {labs[name].label}
        </a>
      ))}
    </nav>
  );
}
