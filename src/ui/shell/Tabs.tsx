import { useStore } from 'zustand';
import { labs, tabs, type Tab } from '../../protocol/labs';
import { encodePermalink } from '../../protocol/permalink';
import { experimentStore } from '../../state/experimentStore';

/** The labs as links, so that each opens in a tab of its own and the address says where one is. */
export function Tabs({ tab }: { readonly tab: Tab }) {
  const spec = useStore(experimentStore, (s) => s.spec);
  return (
    <nav className="tabs" aria-label="Labs">
      {tabs.map((name) => (
        <a
          key={name}
          href={encodePermalink({ ...spec, tab: name })}
          aria-current={name === tab ? 'page' : undefined}
        >
          {labs[name].label}
        </a>
      ))}
    </nav>
  );
}
