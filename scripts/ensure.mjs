/** Installs and builds what a fresh machine lacks. Only Node's own modules: this runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command with its output on our stderr, so that a program's own stdout stays clean; exits on failure. */
export function must(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) fail(`${command} ${args.join(' ')} failed with exit code ${result.status}.`);
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** node_modules as the lock file says. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed, this is ${process.version}.`);
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write('Installing packages …\n');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** The float64 WebAssembly module, compiled when its sources are newer. */
export function ensureModule() {
  must(process.execPath, [join(root, 'scripts', 'buildWasm.mjs')]);
}

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Path of the first of these programs on the PATH, or null. */
function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return null;
}

/** Path of an installed Chromium or Chrome, or null. `CHROME_PATH` wins. */
export function findChromium() {
  return process.env.CHROME_PATH ?? findProgram(chromiumNames);
}

/** A Chromium for the browser tests: an installed one, or Debian's package when we may install it. */
export function ensureChromium() {
  return findChromium() ?? installed('chromium', chromiumNames);
}

/** A Firefox, for the one check that needs a second browser engine. */
export function ensureFirefox() {
  const names = ['firefox', 'firefox-esr'];
  return findProgram(names) ?? installed('firefox-esr', names);
}

/** Debian's package, where we may install it; exits with the remedy where we may not. */
function installed(packageName, names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(`No ${names[0]} found: install ${names.join(' or ')}, or set CHROME_PATH for Chromium.`);
  }
  process.stderr.write(`Installing ${packageName} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  must('apt-get', ['update', '-qq'], { env });
  must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], { env });
  return findProgram(names) ?? fail(`${packageName} was installed but is not on the PATH.`);
}
