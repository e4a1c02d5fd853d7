import { useId } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AnyField, FieldName } from '../../protocol/fieldTypes';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { fields } from '../../protocol/fields';
import { formatNumeral } from '../../protocol/numeral';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { SymbolNote } from '../symbols/SymbolNote';
import { parseNumber } from './parseNumber';
import { TextEntry } from './TextEntry';

interface FieldControlProps {
  readonly name: FieldName;
  /** Shown under the control, as the learning-rate limit is. */
  readonly children?: ReactNode;
  readonly onChoose?: (value: string) => boolean;
}

/** One row of the configuration, made from the field's row in the table. A field without effect says why. */
export function FieldControl({ name, children, onChoose }: FieldControlProps) {
  const field: AnyField = fields[name];
  const value = useStore(experimentStore, (s) => s.spec[name]);
  const used = useStore(experimentStore, (s) => fields[name].usedBy(s.spec));
  const id = useId();
  const off = used !== true;
  const set = (next: unknown): void => experimentHistory.edit({ [name]: next } as Partial<ExperimentSpec>);
  return (
    <div className={off ? 'field off' : 'field'}>
      <span className="name">
        <label htmlFor={id}>{field.label}</label>
        <SymbolNote name={name} value={String(value)} />
      </span>
      {field.kind === 'choice' && (
        <select
          id={id}
          value={String(value)}
          disabled={off}
          aria-describedby={off ? `${id}-why` : undefined}
          onChange={(e) => {
            if (!onChoose?.(e.target.value)) set(e.target.value);
          }}
        >
          {field.options.map((option) => (
            <option key={option} value={option}>
              {field.optionLabels[option]}
            </option>
          ))}
        </select>
      )}
      {field.kind === 'boolean' && (
        <input
          id={id}
          type="checkbox"
          checked={Boolean(value)}
          disabled={off}
          onChange={(e) => set(e.target.checked)}
        />
      )}
      {(field.kind === 'number' || field.kind === 'integer') && (
        <TextEntry
          id={id}
          value={formatNumeral(Number(value))}
          disabled={off}
          describedBy={off ? `${id}-why` : undefined}
          onEnter={(text) => {
            const number = parseNumber(text);
            if (number !== null) set(number);
            return number !== null;
          }}
        />
      )}
      {off && (
        <span className="why" id={`${id}-why`}>
          {used}
        </span>
      )}
      {!off && children}
    </div>
  );
}
