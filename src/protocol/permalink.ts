/**
 * A spec as the hash of an address: `#v=1&width=512&…`, only what differs from its implied value, readable and editable by
 * hand. Reading never throws: every value goes through validation, and what is wrong is reported by name.
 */
import type { ExperimentSpec } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { capProblems, describe, fieldProblem } from './fieldProblem';
import { fieldNames, fields, impliedValue } from './fields';
import type { AnyField, FieldName } from './fieldTypes';
import { labKeys, labValue } from './labFields';
import type { LabKey, LabSettings } from './labFields';
import { formatNumeral, parseNumeral } from './numeral';
import { packPoints, unpackPoints } from './packPoints';
import { sameValue } from './sameRun';
import type { Validation } from './validate';
import { validateSettings } from './validateSettings';
import { specVersion, unknownProblem, validateSpec, versionProblem } from './validate';

/** Longest link that is read, in characters: the largest legal points take 700 000. */
export const maxLinkLength = 2 ** 20;

/** Most fields that are read of a link: several times as many as there are. */
const maxParameters = 512;

/** The experiment and the labs' own settings, as the page's address holds them. */
export function encodeAddress(spec: ExperimentSpec, settings: LabSettings): string {
  const parts = labKeys.flatMap((row) => {
    const value = labValue(settings, row);
    return sameValue(value, row.field.default) ? [] : [`&${row.key}=${formatLabValue(value)}`];
  });
  return encodePermalink(spec) + parts.join('');
}

export function encodePermalink(spec: ExperimentSpec): string {
  const parts = [`v=${specVersion}`];
  for (const name of fieldNames) {
    if (!sameValue(spec[name], impliedValue(name, spec))) {
      parts.push(`${fields[name].key}=${formatField(name, spec)}`);
    }
  }
  return `#${parts.join('&')}`;
}

/** The experiment of an address alone; settings of labs are read past. */
export function decodePermalink(link: string): Validation {
  const { spec, problems } = decodeAddress(link);
  return { spec, problems };
}

export interface Address extends Validation {
  readonly settings: LabSettings;
}

/** Reads a hash with or without its `#`, or a whole address; one without a hash is the default experiment. */
export function decodeAddress(link: string): Address {
  const problems: FieldProblem[] = [];
  const raw: Record<string, unknown> = {};
  const labs: Record<string, unknown> = {};
  if (link.length > maxLinkLength) {
    const rule = `at most ${maxLinkLength} characters`;
    problems.push(fieldProblem('link', `${link.length} characters`, rule, 'the default experiment'));
  } else {
    const seen = new Set<string>();
    const parts = hashOf(link).split('&', maxParameters + 1);
    if (parts.length > maxParameters) {
      const rule = `at most ${maxParameters} fields`;
      problems.push(fieldProblem('link', 'more', rule, `the first ${maxParameters}`));
      parts.length = maxParameters;
    }
    for (const part of parts) {
      if (part === '') continue;
      const equals = part.indexOf('=');
      const key = decodeText(equals < 0 ? part : part.slice(0, equals));
      if (seen.has(key)) {
        problems.push(fieldProblem(key, 'a second value', 'given once', 'the first'));
        continue;
      }
      seen.add(key);
      const text = equals < 0 ? null : decodeText(part.slice(equals + 1));
      const row = labKeys.find((one) => one.key === key);
      if (row) labs[key] = parseAs(row.field.kind, text ?? '');
      else readParameter(key, text, raw, problems);
    }
  }
  const { spec, problems: found } = validateSpec(raw);
  const { settings, problems: ofLabs } = validateSettings(labs);
  return { spec, settings, problems: [...capProblems(problems, 'link'), ...found, ...ofLabs] };
}

function hashOf(link: string): string {
  const text = link.trim();
  const hash = text.indexOf('#');
  if (hash >= 0) return text.slice(hash + 1);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? '' : text;
}

/** Percent-decoded text; text that is not valid percent-encoding stays as it is. */
function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const nameByKey: ReadonlyMap<string, FieldName> = new Map(fieldNames.map((name) => [fields[name].key, name]));

function readParameter(
  key: string,
  text: string | null,
  raw: Record<string, unknown>,
  problems: FieldProblem[],
): void {
  if (key === 'v') {
    if (text !== String(specVersion)) problems.push(versionProblem(describe(text ?? '')));
    return;
  }
  const name = nameByKey.get(key);
  if (name === undefined) problems.push(unknownProblem(key, describe(text ?? '')));
  else if (name === 'points') readPoints(text ?? '', raw, problems);
  else raw[name] = parseAs(fields[name].kind, text ?? '');
}

function readPoints(text: string, raw: Record<string, unknown>, problems: FieldProblem[]): void {
  const points = unpackPoints(text);
  if (typeof points === 'string') problems.push(fieldProblem('points', describe(text), points, 'no points'));
  else raw.points = points;
}

/** Text to the type of its field where it has that form; otherwise the text itself, for validation to report. */
function parseAs(kind: AnyField['kind'] | LabKey['field']['kind'], text: string): unknown {
  switch (kind) {
    case 'integer':
    case 'number':
    case 'alpha':
      return parseNumeral(text) ?? text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      return text === 'none' ? [] : text.split(',');
    case 'choice':
    case 'points':
    case 'text':
      return text;
    default:
      return kind satisfies never;
  }
}

function formatField(name: FieldName, spec: ExperimentSpec): string {
  if (name === 'points') return spec.points === null ? '' : packPoints(spec.points);
  const value = spec[name];
  if (typeof value === 'number') return formatNumeral(value);
  if (Array.isArray(value)) return value.length > 0 ? value.join(',') : 'none';
  return String(value);
}

function formatLabValue(value: unknown): string {
  if (typeof value === 'number') return formatNumeral(value);
  if (Array.isArray(value)) return value.length > 0 ? value.join(',') : 'none';
  // What has a meaning in an address, or does not survive in one; the rest stays readable.
  return String(value)
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[^A-Za-z0-9=.,;:/_+-]+/g, (part) => encodeURIComponent(part));
}
