import { expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { decodeAddress, encodeAddress } from '../../src/protocol/permalink';
import { switchAxis } from '../../src/protocol/switchedAxes';
import { changeSettings } from '../../src/protocol/validateSettings';

const none = { lab: [], hierarchy: [], depth: [], particles: [] };

it('turns an axis and turns it back', () => {
  const once = switchAxis('lab.loss', 't', none);
  expect(once).toEqual({ lab: 'lab', switched: false, next: ['loss.t'] });
  const twice = switchAxis('lab.loss', 't', { ...none, lab: once.next });
  expect(twice).toEqual({ lab: 'lab', switched: true, next: [] });
});

it('stands in the link under the lab and the plot, and comes back from it', () => {
  const { settings, problems } = changeSettings(defaultLabSettings, {
    lab: { axes: ['drift.y', 'loss.t'] },
    hierarchy: { axes: ['horizon.t'], tolerance: 0.05 },
  });
  expect(problems).toEqual([]);
  const address = encodeAddress(defaultSpec, settings);
  expect(address).toContain('lab.axes=loss.t,drift.y');
  expect(address).toContain('hierarchy.axes=horizon.t');
  expect(decodeAddress(address)).toMatchObject({ settings, problems: [] });
});

it('names an axis that no plot has', () => {
  const { problems } = decodeAddress('#v=1&lab.axes=loss.x');
  expect(problems.map(({ field }) => field)).toEqual(['lab.axes']);
});
