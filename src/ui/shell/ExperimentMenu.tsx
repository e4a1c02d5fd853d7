import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { starters } from '../../experiments/starters';
import { fields } from '../../protocol/fields';
import { decodePermalink, encodePermalink } from '../../protocol/permalink';
import { regardlessOf } from '../../protocol/sameRun';
import { experimentStore } from '../../state/experimentStore';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { Menu } from './Menu';

/** What is on the page, and the experiments that are ready to open. */
export function ExperimentMenu() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const here = identity(spec);
  const [opened, setOpened] = useState(false);
  const catalogue = useCatalogue(opened || !starterNames.has(here));
  const names = useMemo(() => namesByIdentity(catalogue), [catalogue]);
  const known = names.get(here);
  return (
    <Menu
      onOpen={() => {
        setOpened(true);
      }}
      className="button quiet"
      label={
        <>
          {known ?? 'Your experiment'}
          <span className="optional"> · {summary(spec)}</span> <span aria-hidden="true">▾</span>
        </>
      }
    >
      <ul className="menu" aria-label="Experiments">
        {catalogue.map((entry) => (
          <li key={entry.link}>
            <a href={entry.link}>
              {entry.name}
              <small>{entry.about}</small>
            </a>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

/** The starters at once; the papers' experiments, which nobody needs to see a first curve, once they are wanted. */
function useCatalogue(wanted: boolean): typeof starters {
  const [entries, setEntries] = useState(starters);
  useEffect(() => {
    if (!wanted) return;
    void import('../../experiments/catalogue').then(({ catalogue }) => {
      setEntries(catalogue);
    });
  }, [wanted]);
  return entries;
}

function identity(spec: ExperimentSpec): string {
  return encodePermalink(regardlessOf(spec, 'selection', 'view'));
}

function namesByIdentity(entries: typeof starters): ReadonlyMap<string, string> {
  return new Map(entries.map((entry) => [identity(decodePermalink(entry.link).spec), entry.name]));
}

const starterNames = namesByIdentity(starters);

function summary(spec: ExperimentSpec): string {
  const shape = fields.dataset.optionLabels[spec.dataset].toLowerCase();
  return `${spec.n} ${spec.n === 1 ? 'point' : 'points'}, ${shape}`;
}
