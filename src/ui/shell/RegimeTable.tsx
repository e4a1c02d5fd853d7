import { experimentLink, experiments } from '../../experiments/experiments';
import { regimeTable, viewTable, type ComparisonLine, type TableLine } from '../../experiments/regimeTable';
import { MathText } from '../text/MathText';

/** What each of the models can do, line by line with the experiment that shows it. */
export function RegimeTable() {
  return (
    <>
      <Lines caption="Tangent kernel against mean field (FDZ §IV and §V, Table I)" lines={viewTable} />
      <Lines caption="Random features, tangent kernel, mean field (FDZ Table II)" lines={regimeTable} />
    </>
  );
}

interface LinesProps {
  readonly caption: string;
  readonly lines: readonly (ComparisonLine | TableLine)[];
}

function Lines({ caption, lines }: LinesProps) {
  const withRandom = lines.some((line) => 'rf' in line);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {['Property', ...(withRandom ? ['RF'] : []), 'NTK', 'MF', 'Shown by'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.property}>
              <th scope="row">{line.property}</th>
              {'rf' in line && <td>{line.rf}</td>}
              <td>{line.ntk}</td>
              <td>{line.mf}</td>
              <td>
                <a href={linkTo(line.experiment)}>{line.experiment}</a>: <MathText text={line.shows} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function linkTo(id: string): string | undefined {
  const found = experiments.find((experiment) => experiment.id === id);
  return found && experimentLink(found);
}
