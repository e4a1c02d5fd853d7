import { useState } from 'react';
import { formatCsv, maxCsvLength, parseCsv } from '../../protocol/csv';
import type { CsvProblem } from '../../protocol/csv';
import { formatInteger } from '../../plots/formatNumber';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { Dialog } from '../shell/Dialog';
import { presentPoints } from './editPoints';

interface PointsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The data as text: edited by hand, pasted or read from a file. What is wrong is named by line and column. */
export function PointsDialog({ open, onClose }: PointsDialogProps) {
  return (
    <Dialog title="Points" open={open} onClose={onClose}>
      <PointsEditor onDone={onClose} />
    </Dialog>
  );
}

function tooLong(what: string, length: number): string {
  return `${what} must have at most ${formatInteger(maxCsvLength)} characters, got ${formatInteger(length)}; take fewer points or shorter numbers.`;
}

function PointsEditor({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState(() => {
    const points = presentPoints();
    return points ? formatCsv({ x: points.x, y: points.y }) : 'x1,x2,y\n';
  });
  const [problems, setProblems] = useState<readonly CsvProblem[]>([]);
  const [usable, setUsable] = useState(true);
  const refuse = (message: string): void => {
    setProblems([{ line: 0, column: 0, message }]);
    setUsable(false);
  };
  /** Its size is looked at before it is read: a text area with tens of megabytes stops the page. */
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > maxCsvLength) return refuse(tooLong('The file', file.size));
    try {
      setText(await file.text());
      setProblems([]);
    } catch {
      refuse('The file could not be read; open it again, or paste its lines.');
    }
  };
  const use = (acceptProblems: boolean): void => {
    if (text.length > maxCsvLength) return refuse(tooLong('The text', text.length));
    const reading = parseCsv(text, experimentStore.getState().spec.loss);
    setProblems(reading.problems);
    setUsable(reading.points !== null);
    if (!reading.points || (reading.problems.length > 0 && !acceptProblems)) return;
    experimentHistory.edit({ dataset: 'points', points: withProbe(reading.points) });
    onDone();
  };
  return (
    <div className="csv">
      <p>
        One point per line: its coordinates, then its target. A line with an empty target is a probe point.
        Commas, semicolons, tabs and spaces separate; where it is not commas, numbers may have decimal commas.
      </p>
      <label htmlFor="csv-text">Points as CSV</label>
      <textarea
        id="csv-text"
        spellCheck={false}
        value={text}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby="csv-problems"
        onPaste={(e) => {
          const { length } = e.clipboardData.getData('text');
          if (length <= maxCsvLength) return;
          e.preventDefault();
          refuse(tooLong('The text', length));
        }}
        onChange={(e) => {
          setText(e.target.value);
          setProblems([]);
        }}
      />
      <ul id="csv-problems" className="error" aria-live="polite">
        {problems.slice(0, 8).map((p) => (
          <li key={`${p.line}.${p.column}.${p.message}`}>{p.message}</li>
        ))}
        {problems.length > 8 && <li>and {problems.length - 8} more</li>}
      </ul>
      <div className="row">
        <button type="button" className="button primary" onClick={() => use(false)}>
          Use these points
        </button>
        {problems.length > 0 && usable && (
          <button type="button" className="button" onClick={() => use(true)}>
            Use the lines that are right
          </button>
        )}
        <label className="button">
          Open a file
          <input
            type="file"
            className="visually-hidden"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(e) => void open(e.target.files?.[0])}
          />
        </label>
      </div>
    </div>
  );
}

type Points = NonNullable<ReturnType<typeof presentPoints>>;

/** The present probe points serve where the text names none and the dimension allows it. */
function withProbe(points: Points): Points {
  const probe = presentPoints()?.probe;
  if (points.probe?.length || !probe?.length || probe[0].length !== points.x[0].length) return points;
  return { ...points, probe };
}
