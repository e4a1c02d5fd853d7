import { exportDocument } from './exportDocument';
import type { DocumentFormat } from './exportDocument';
import { Menu } from './Menu';

const documents: readonly (readonly [DocumentFormat, string, string])[] = [
  ['spec', 'Experiment, JSON', 'every field, for the command line'],
  ['run', 'Run, JSON', 'as the command line prints it, without kernels'],
  ['kernels', 'Run with kernels, JSON', 'the same and K at every time'],
  ['points', 'Data, CSV', 'the training points'],
];

/** The experiment as files: what it is, its data, its numbers. */
export function ExportMenu() {
  return (
    <Menu label="Export">
      <ul className="menu">
        {documents.map(([format, label, about]) => (
          <li key={format}>
            <button type="button" onClick={() => void exportDocument(format)}>
              {label}
              <small>{about}</small>
            </button>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
