import { experimentLink, experiments } from '../../experiments/experiments';
import { regimeTable } from '../../experiments/regimeTable';
import { MathText } from '../text/MathText';

/** What each of the three models can do, line by line with the experiment that shows it. */
export function RegimeTable() {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Random features, NTK and mean field">
      <table>
        <caption>Random features, tangent kernel, mean field (FDZ Table II)</caption>
        <thead>
          <tr>
            {['Property', 'RF', 'NTK', 'MF', 'Shown by'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {regimeTable.map(({ property, rf, ntk, mf, experiment, shows }) => (
            <tr key={property}>
              <th scope="row">{property}</th>
              <td>{rf}</td>
              <td>{ntk}</td>
              <td>{mf}</td>
              <td>
                <a href={linkTo(experiment)}>{experiment}</a>: <MathText text={shows} />
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
