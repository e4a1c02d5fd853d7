/**
 * A Vite plugin: the licence texts of every package that is part of the build, as `licences.txt` beside it. Licences ask for that, and the
 * minifier strips their comments. Packages are found from the modules of the bundles, the worker's included.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** Folders of packages, shared by the page's build and the worker's. */
const folders = new Set();

export function collectLicences() {
  return {
    name: 'collect-licences',
    apply: 'build',
    moduleParsed({ id }) {
      note(id);
    },
  };
}

export function writeLicences() {
  return {
    ...collectLicences(),
    name: 'write-licences',
    generateBundle(_, bundle) {
      for (const id of this.getModuleIds()) note(id);
      // Fonts and other files that styles name are no modules.
      for (const { originalFileNames = [] } of Object.values(bundle))
        for (const name of originalFileNames) note(join(root, name));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licenceText() });
    },
  };
}

function note(id) {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/^\0/, ''));
  if (match) folders.add(match[1]);
}

function licenceText() {
  const texts = [...folders]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : standardText(license);
      return `${name} ${version} (${license})\n\n${text}`;
    });
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  return [`Kernel Drift\n\n${own}`, ...texts].join(`\n\n${'-'.repeat(72)}\n\n`) + '\n';
}

/** Packages that carry no text of their licence: Apache-2.0 is the same for all, and stands in full in one that is locked. */
function standardText(license) {
  const apache = join(root, 'node_modules', 'typescript', 'LICENSE.txt');
  return license === 'Apache-2.0' ? readFileSync(apache, 'utf8').trim() : `Licence: ${license}`;
}
