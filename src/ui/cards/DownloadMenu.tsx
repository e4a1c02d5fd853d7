import type { PlotTable } from '../../plots/plot';
import { Menu } from '../shell/Menu';
import { downloadPlot } from './downloadPlot';
import type { PlotFormat } from './downloadPlot';

interface DownloadMenuProps {
  readonly title: string;
  /** The moment that is drawn; null for a picture of none. */
  readonly time: () => number | null;
  /** There is a picture. */
  readonly drawn: boolean;
  readonly node: () => HTMLElement | null;
  readonly table: () => PlotTable | null;
}

const formats: readonly (readonly [PlotFormat, string])[] = [
  ['png', 'Picture, PNG'],
  ['svg', 'Drawing, SVG'],
  ['csv', 'Numbers, CSV'],
];

/** The plot as it stands, as a file. */
export function DownloadMenu({ title, time, drawn, node, table }: DownloadMenuProps) {
  return (
    <Menu
      className="button small quiet"
      name={`Download ${title}`}
      disabled={!drawn}
      label={<span aria-hidden="true">↓</span>}
    >
      <ul className="menu">
        {formats.map(([format, label]) => (
          <li key={format}>
            <button
              type="button"
              onClick={() => void downloadPlot({ title, time: time() }, format, node(), table())}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
