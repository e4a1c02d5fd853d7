import type { Experiment } from './experiment';

/** The papers' folders in the order of the catalogue; a folder that is not here comes last. */
const folders = ['hy', 'notes', 'jgh', 'hdr', 'fdz', 'lb'];

/**
 * The experiments among modules by their path `…/<folder>/<id>.ts`, in the order of folders and numbers. Every file of such a folder is one
 * experiment, exported under the name of its file, which is its id in small letters: anything else is refused by name.
 */
export function experimentsIn(modules: Readonly<Record<string, unknown>>): Experiment[] {
  const found = Object.entries(modules).map(([path, module]) => {
    const [folder, file] = path.split('/').slice(-2);
    const name = file.replace(/\.ts$/, '');
    const experiment = (module as Readonly<Record<string, Experiment | undefined>>)[name];
    if (experiment?.id?.toLowerCase() !== name)
      throw new Error(
        `${folder}/${file} must export \`${name}\`, an experiment whose id is ${name.toUpperCase()}, got ${experiment?.id ?? 'no such export'}.`,
      );
    const place = folders.indexOf(folder);
    return { experiment, folder: place < 0 ? folders.length : place };
  });
  found.sort(
    (a, b) => a.folder - b.folder || a.experiment.id.localeCompare(b.experiment.id, 'en', { numeric: true }),
  );
  return found.map(({ experiment }) => experiment);
}
