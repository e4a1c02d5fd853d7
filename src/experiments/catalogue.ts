import { experimentLink, experiments } from './experiments';
import { starters, type CatalogueEntry } from './starters';

/** Every experiment that is ready to open: first steps, then the theorems and figures of the papers. */
export const catalogue: readonly CatalogueEntry[] = [
  ...starters,
  ...experiments.map((experiment) => ({
    name: `${experiment.id} · ${experiment.title}`,
    about: experiment.source,
    link: experimentLink(experiment),
  })),
];
