import { fields } from '../../protocol/fields';
import { openTabs } from '../labs';
import type { Tab } from '../../protocol/experimentSpec';
import { encodePermalink } from '../../protocol/permalink';
import { useStore } from 'zustand';
import { experimentStore } from '../../state/experimentStore';

/** The labs as links, so that each opens in a tab of its own and the address says where one is. */
export function Tabs({ tab }: { readonly tab: Tab }) {
  const spec = useStore(experimentStore, (s) => s.spec);
  if (openTabs.length < 2) return null;
  return (
    <nav className="tabs wide-only" aria-label="Labs">
      {openTabs.map((name) => (
        <a
          key={name}
          href={encodePermalink({ ...spec, tab: name })}
          aria-current={name === tab ? 'page' : undefined}
        >
          {fields.tab.optionLabels[name]}
        </a>
      ))}
    </nav>
  );
}
