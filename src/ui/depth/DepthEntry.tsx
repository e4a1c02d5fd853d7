import { useStore } from 'zustand';
import { depthSettings } from '../../protocol/depthSettings';
import { formatNumeral } from '../../protocol/numeral';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { parseNumber } from '../controls/parseNumber';
import { TextEntry } from '../controls/TextEntry';
import { MathText } from '../text/MathText';

type NumberName = 'wFrom' | 'wTo' | 'bTo' | 'layers' | 'c0' | 'networks' | 'deepest';

/** One number of the lab's own settings. */
export function DepthEntry({ name }: { readonly name: NumberName }) {
  const value = useStore(labSettingsStore, (s) => s.depth[name]);
  const { label, help } = depthSettings[name];
  return (
    <label title={help}>
      <span>
        <MathText text={label} />
      </span>
      <TextEntry
        label={label}
        value={formatNumeral(value)}
        onEnter={(text) => {
          const number = parseNumber(text);
          if (number === null) return false;
          experimentHistory.edit({}, null, { depth: { [name]: number } });
          return true;
        }}
      />
    </label>
  );
}
