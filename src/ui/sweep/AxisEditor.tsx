import { useId } from 'react';
import { fields } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import { sweepFields } from '../../protocol/sweep';
import { parseSweepValues } from '../../protocol/sweepRange';
import { removeAxis, setAxis } from '../../state/sweepStore';
import type { DraftAxis } from '../../protocol/sweepAxes';

interface AxisEditorProps {
  readonly index: number;
  readonly axis: DraftAxis;
  /** A sweep keeps at least one axis. */
  readonly only: boolean;
}

/** Values shown before the list is cut. */
const shown = 8;

/** One axis: a field and its values as text, with what the text means. */
export function AxisEditor({ index, axis, only }: AxisEditorProps) {
  const id = useId();
  const values = parseSweepValues(axis.field, axis.text);
  const { label } = fields[axis.field];
  const wrong = typeof values === 'string';
  return (
    <div className="sweep-axis">
      <select
        aria-label={`Axis ${index + 1}`}
        value={axis.field}
        onChange={(e) => {
          const field = e.target.value as FieldName;
          setAxis(index, { field, text: suggestion(field) });
        }}
      >
        {sweepFields.map((name) => (
          <option key={name} value={name}>
            {fields[name].label}
          </option>
        ))}
      </select>
      <input
        type="text"
        className="text"
        aria-label={`Values of ${label}`}
        aria-invalid={wrong || undefined}
        aria-describedby={id}
        autoComplete="off"
        spellCheck={false}
        value={axis.text}
        onChange={(e) => setAxis(index, { ...axis, text: e.target.value })}
      />
      <button
        type="button"
        className="button small quiet"
        disabled={only}
        aria-label={`Remove axis ${label}`}
        onClick={() => removeAxis(index)}
      >
        ✕
      </button>
      <span id={id} className={wrong ? 'meaning wrong' : 'meaning'}>
        {wrong ? values : meaning(values)}
      </span>
    </div>
  );
}

function meaning(values: readonly (number | string | boolean)[]): string {
  const list = values.slice(0, shown).map(String).join(', ');
  return `${values.length} ${values.length === 1 ? 'value' : 'values'}: ${list}${values.length > shown ? ', …' : ''}`;
}

/** Values to begin with, inside the field's limits. */
function suggestion(name: FieldName): string {
  const field = fields[name];
  switch (field.kind) {
    case 'choice':
      return field.options.slice(0, 3).join(',');
    case 'boolean':
      return 'false,true';
    case 'alpha':
      return '1,sqrt';
    case 'integer':
      if (name === 'width') return '32:512:x2';
      return name === 'seed' || name === 'dataSeed' ? '0:7' : `${field.default}`;
    case 'number':
      return `${field.default}`;
    default:
      return '';
  }
}
