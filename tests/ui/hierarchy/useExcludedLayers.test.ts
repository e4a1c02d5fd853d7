import { expect, it } from 'vitest';
import { decodeAddress, encodeAddress } from '../../../src/protocol/permalink';
import { defaultSpec } from '../../../src/protocol/fields';
import { labSettingsStore } from '../../../src/state/labSettings';
import { toggleLayer } from '../../../src/ui/hierarchy/useExcludedLayers';

it('a layer is left out and taken back, and the link says which', () => {
  toggleLayer(1);
  toggleLayer(0);
  const link = encodeAddress(defaultSpec, labSettingsStore.getState());
  expect(link).toContain('hierarchy.without=1,2');
  expect(decodeAddress(link).settings.hierarchy.without).toEqual(['1', '2']);
  toggleLayer(1);
  expect(labSettingsStore.getState().hierarchy.without).toEqual(['1']);
});
