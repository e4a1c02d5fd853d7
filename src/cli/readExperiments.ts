import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Experiment } from '../experiments/experiment';
import { experimentsIn } from '../experiments/experimentsIn';

/** The same as `experiments/experiments.ts` where no bundler lists the files: every `<folder>/<id>.ts` under `root`. */
export async function readExperiments(root: string): Promise<Experiment[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const paths = await Promise.all(
    folders.map(async ({ name }) => {
      const files = await readdir(join(root, name));
      return files.filter((file) => file.endsWith('.ts')).map((file) => join(root, name, file));
    }),
  );
  const modules = await Promise.all(
    paths.flat().map(async (path) => {
      // To the bundler of the tests: the name is not known beforehand.
      const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
      return [path.replaceAll('\\', '/'), module] as const;
    }),
  );
  return experimentsIn(Object.fromEntries(modules));
}
