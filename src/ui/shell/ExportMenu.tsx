import { formatCsv } from '../../protocol/csv';
import { experimentStore } from '../../state/experimentStore';
import { presentPoints } from '../controls/editPoints';
import { downloadText } from './downloadText';
import { Menu } from './Menu';

/** The experiment as files: what it is, its data, its numbers. */
export function ExportMenu() {
  return (
    <span className="wide-only">
      <Menu label="Export">
        <ul className="menu">
          <li>
            <button type="button" onClick={exportSpec}>
              Experiment, JSON<small>every field, for the command line</small>
            </button>
          </li>
          <li>
            <button type="button" onClick={exportPoints}>
              Data, CSV<small>the training points</small>
            </button>
          </li>
        </ul>
      </Menu>
    </span>
  );
}

function exportSpec(): void {
  const { spec } = experimentStore.getState();
  downloadText('kernel-drift.json', `${JSON.stringify({ v: 1, ...spec }, null, 2)}\n`, 'application/json');
}

function exportPoints(): void {
  const points = presentPoints();
  if (points) downloadText('kernel-drift-points.csv', formatCsv(points), 'text/csv');
}
