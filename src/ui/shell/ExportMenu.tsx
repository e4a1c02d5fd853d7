import { useState } from 'react';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { commandLine } from './commandLine';
import { exportDocument } from './exportDocument';
import type { DocumentFormat } from './exportDocument';
import { Menu } from './Menu';

const documents: readonly (readonly [DocumentFormat, string, string])[] = [
  ['spec', 'Experiment, JSON', 'every field, for the command line'],
  ['run', 'Run, JSON', 'as the command line prints it, without kernels'],
  ['kernels', 'Run with kernels, JSON', 'the same and K at every time'],
  ['points', 'Data, CSV', 'the training points'],
];

/** The experiment as files: what it is, its data, its numbers; and the command that repeats it. */
export function ExportMenu() {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(
        commandLine(experimentStore.getState().spec, labSettingsStore.getState()),
      );
      setSaid('Command copied');
    } catch {
      setSaid('The browser closed the clipboard to this page; export the experiment as JSON instead');
    }
    setTimeout(() => setSaid(''), 4000);
  };
  return (
    <>
      <Menu label={said || 'Export'} name="Export">
        <ul className="menu">
          {documents.map(([format, label, about]) => (
            <li key={format}>
              <button type="button" onClick={() => void exportDocument(format)}>
                {label}
                <small>{about}</small>
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={() => void copy()}>
              Copy command
              <small>repeats in Node what this lab shows: the run, or the sweep</small>
            </button>
          </li>
        </ul>
      </Menu>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}
