import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';

/** Imports go one way; every folder names what it must not reach, and the message says why. */
const folders = ['theory', 'protocol', 'engine', 'experiments', 'state', 'plots', 'export', 'cli', 'ui'];
const layers = {
  theory: { may: [], why: 'theory/ is pure float64 mathematics and stands on nothing else in the project' },
  protocol: { may: ['theory'], why: 'protocol/ is plain data shared by every thread' },
  engine: { may: ['theory', 'protocol'], why: 'engine/ runs in a worker or in Node, without a page' },
  experiments: { may: ['theory', 'protocol'], why: 'experiments/ are descriptions and checks of numbers' },
  plots: { may: ['theory', 'protocol'], why: 'plots/ turn data and a size into a node: no store, no React' },
  export: { may: ['theory', 'protocol'], why: 'export/ turns data and nodes into files' },
  state: {
    may: ['theory', 'protocol', 'experiments'],
    why: 'state/ reaches the engine only through messages, so that the engine never enters the main bundle',
  },
  cli: { may: ['theory', 'protocol', 'engine', 'experiments'], why: 'cli/ is the engine without a page' },
  ui: {
    may: ['theory', 'protocol', 'experiments', 'state', 'plots', 'export'],
    why: 'ui/ reaches the engine only through state/, so that the engine never enters the main bundle',
  },
};

const libraries = {
  theory: ['react', 'react-dom', 'zustand', 'katex', '@tensorflow/*', 'd3-*', 'node:*'],
  protocol: ['react', 'react-dom', 'zustand', 'katex', '@tensorflow/*', 'd3-*', 'node:*'],
  engine: ['react', 'react-dom', 'zustand', 'katex', 'd3-*', '@tensorflow/tfjs'],
  plots: ['react', 'react-dom', 'zustand', '@tensorflow/*'],
  export: ['react', 'react-dom', 'zustand', '@tensorflow/*'],
  state: ['react-dom', '@tensorflow/*', 'd3-*'],
  ui: ['@tensorflow/*'],
};

const layerRules = Object.entries(layers).map(([folder, { may, why }]) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${folders.filter((f) => f !== folder && !may.includes(f)).join('|')})/`,
            message: `${why}; see the README's map of the folders.`,
          },
          ...(libraries[folder]
            ? [{ group: libraries[folder], message: `${why}; keep this library out of it.` }]
            : []),
        ],
      },
    ],
  },
}));

const inexact = [
  'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2',
  'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'pow', 'hypot', 'cbrt', 'random',
]; // prettier-ignore

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'src/engine/float64/assembly/', 'tests/e2e/output/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX, 'react-hooks': hooks },
    settings: {
      // Without these two the rule on cycles looks into no TypeScript file, and never fails.
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createTypeScriptImportResolver()],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off', // typed arrays and DOM look-ups whose presence is structural
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/{theory,engine}/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...inexact.map((property) => ({
          object: 'Math',
          property,
          message:
            'its last bits differ between browsers, or it is not deterministic: use src/theory/elementary or src/theory/random.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "BinaryExpression[operator='**']",
          message: 'the last bits of ** differ between browsers: multiply, or use src/theory/elementary.',
        },
      ],
    },
  },
  {
    files: ['src/theory/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'self', 'performance', 'Date', 'setTimeout', 'navigator', 'process'].map(
          (name) => ({
            name,
            message: 'theory/ has no clock, no DOM and no process.',
          }),
        ),
      ],
    },
  },
  ...layerRules,
  {
    files: ['src/state/pool/spawnWorker.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', '*.js', '*.config.ts'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
      },
    },
  },
);
