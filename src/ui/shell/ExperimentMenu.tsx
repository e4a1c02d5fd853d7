import { useStore } from 'zustand';
import { catalogue } from '../../experiments/catalogue';
import { fields } from '../../protocol/fields';
import { decodePermalink, encodePermalink } from '../../protocol/permalink';
import { experimentStore } from '../../state/experimentStore';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { Menu } from './Menu';

/** What is on the page, and the experiments that are ready to open. */
export function ExperimentMenu() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const here = identity(spec);
  const known = catalogue.find((entry) => identity(decodePermalink(entry.link).spec) === here);
  return (
    <Menu
      className="button quiet"
      label={
        <>
          {known?.name ?? 'Your experiment'}
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

function identity(spec: ExperimentSpec): string {
  return encodePermalink({
    ...spec,
    theme: fields.theme.default,
    tab: fields.tab.default,
    probe: fields.probe.default,
    embed: fields.embed.default,
    predictors: fields.predictors.default,
  });
}

function summary(spec: ExperimentSpec): string {
  const shape = fields.dataset.optionLabels[spec.dataset].toLowerCase();
  return `${spec.n} ${spec.n === 1 ? 'point' : 'points'}, ${shape}`;
}
