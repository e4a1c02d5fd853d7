import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSpec, fieldNames, fields } from '../../src/protocol/fields';
import { defaultLabSettings, labFields, labKeys, type LabTable } from '../../src/protocol/labFields';
import { tabs, type Tab } from '../../src/protocol/labs';
import { decodeAddress, decodePermalink, encodeAddress, encodePermalink } from '../../src/protocol/permalink';
import { sweepOutputs } from '../../src/protocol/sweep';
import { formatAxes, readAxes } from '../../src/protocol/sweepAxes';
import { changeSettings, validateSettings } from '../../src/protocol/validateSettings';

describe("the labs' own tables", () => {
  it('are one for each tab, under keys that no field of the experiment has', () => {
    expect(Object.keys(labFields)).toEqual(tabs);
    const keys = [...labKeys.map(({ key }) => key), ...fieldNames.map((name) => fields[name].key)];
    expect(new Set(keys).size).toBe(keys.length);
    expect(validateSettings({})).toEqual({ settings: defaultLabSettings, problems: [] });
    const { sweep, ...others } = labFields;
    // @ts-expect-error A tab without its table.
    const half: Readonly<Record<Tab, LabTable>> = others;
    expect(half.sweep).not.toBe(sweep);
  });

  it('are in the link only where they differ, and are read past by whoever wants the experiment alone', () => {
    expect(encodeAddress(defaultSpec, defaultLabSettings)).toBe(encodePermalink(defaultSpec));
    const { settings } = changeSettings(defaultLabSettings, {
      sweep: { axes: 'width=8,16;activation=tanh', out: [] },
    });
    const link = encodeAddress(defaultSpec, settings);
    expect(link).toBe('#v=1&sweep.axes=width=8,16;activation=tanh&sweep.out=none');
    expect(decodeAddress(link)).toEqual({ spec: defaultSpec, settings, problems: [] });
    expect(decodePermalink(link)).toEqual({ spec: defaultSpec, problems: [] });
  });

  it('give back any typed axes exactly', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(text, fc.subarray([...sweepOutputs]), (typed, out) => {
        const axes = formatAxes([{ field: 'width', text: typed }, { field: 'seed', text: '0:7' }]); // prettier-ignore
        const { settings, problems } = changeSettings(defaultLabSettings, { sweep: { axes, out } });
        expect(problems).toEqual([]);
        const link = encodeAddress(defaultSpec, settings);
        expect(link).toMatch(/^#[A-Za-z0-9=&.,;:/_+%!'()*~-]*$/);
        expect(decodeAddress(link).settings).toEqual(settings);
        expect(readAxes(axes)[0]).toEqual({ field: 'width', text: typed.replaceAll(';', ',') });
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it('report what is wrong by its key, in the words of fields', () => {
    const said = (link: string) => decodeAddress(link).problems.map(({ message }) => message);
    expect(said('#v=1&sweep.out=k3,k9')).toEqual([
      `sweep.out must be a list of ${sweepOutputs.join(', ')}, got "k9"; using the others`,
    ]);
    expect(said('#v=1&sweep.axes=theme=dark')[0]).toMatch(/^sweep\.axes must be field=values/);
    expect(said('#v=1&sweep.what=1')).toEqual(['sweep.what is not a field of an experiment; ignored']);
  });
});
