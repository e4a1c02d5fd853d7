import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** Where somebody may install: `npm ci` takes from the lock file what fits the machine, and nothing that is not in it. */
const platforms = [/darwin-arm64/, /darwin-x64/, /win32-x64/, /linux-arm64/, /musl/];

/** Packages whose binaries are packages of their own, one for each platform. */
const native = Object.entries(packages).filter(([, { optionalDependencies }]) =>
  Object.keys(optionalDependencies ?? {}).some((name) => name.includes('darwin-arm64')),
);

describe('the lock file', () => {
  it('knows packages with binaries for each platform', () => {
    expect(native.map(([path]) => path)).toContain('node_modules/rollup');
  });

  it.each(native)('lists every binary that %s may ask for', (_, { optionalDependencies = {} }) => {
    const binaries = Object.keys(optionalDependencies).filter((name) => /darwin|win32|linux/.test(name));
    const locked = binaries.filter((name) => `node_modules/${name}` in packages);
    expect(locked).toEqual(binaries);
    for (const platform of platforms) {
      // esbuild's binaries are static and serve musl too: only where a package names musl at all must it be locked.
      if (platform.source.includes('musl') && !binaries.some((name) => name.includes('musl'))) continue;
      expect(binaries.some((name) => platform.test(name))).toBe(true);
    }
  });

  it('has one version of what is pinned', () => {
    const { overrides } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly overrides: Readonly<Record<string, string>>;
    };
    for (const [name, version] of Object.entries(overrides)) {
      if (!/^\d/.test(version)) continue;
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
    }
  });
});
