import { predictorNames, predictors } from '../../protocol/predictors';
import { MathText } from '../text/MathText';
import { RegimeTable } from './RegimeTable';

const keys: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['← →', 'one recorded time back or on'],
  ['Home', 'back to t = 0'],
  ['End', 'on to the end of the run'],
  ['Ctrl Z, Ctrl Shift Z', 'undo and redo a change of the experiment'],
  ['Tab', 'the next control; every plot is one'],
  ['Arrows in a plot', 'move its cursor, its point or its cell'],
  [
    '+ − 0 in a plot',
    'zoom in, zoom out, full range; also the wheel with Ctrl or once the plot has the focus',
  ],
  ['Shift or Alt and a drag in a plot', 'zoom into a range, pan; a double click shows everything'],
  ['Arrows on a point', 'move it; Page Up and Page Down choose another, Delete removes it'],
];

const theories = predictorNames.map((name) => {
  const { label, fullName, formula, source } = predictors[name];
  return [label, `${fullName}: ${formula} (${source})`] as const;
});

const sources: readonly (readonly [string, string])[] = [
  ['JGH', 'Jacot, Gabriel, Hongler 2018, Neural Tangent Kernel'],
  ['HY', 'Huang, Yau 2020, Dynamics of Deep Neural Networks and Neural Tangent Hierarchy'],
  ['HDR', 'Hayou, Doucet, Rousseau 2020, Mean-field Behaviour of NTK for Deep Neural Networks'],
  ['FDZ', 'Fang, Dong, Zhang 2020, Mathematical Models of Overparameterized Neural Networks'],
  ['Lee19', 'Lee et al. 2019, Wide Neural Networks of Any Depth Evolve as Linear Models'],
  ['COB19', 'Chizat, Oyallon, Bach 2019, On Lazy Training in Differentiable Programming'],
  ['Mathematics', 'the definitions of this project, where its papers differ or are silent'],
];

/** What the page shows, how to read it, its keys, and the papers behind it. */
export function Help() {
  return (
    <>
      <p>
        A small network is trained in this page (ink, thickest). Beside it, on the same data, the same seed
        and the same clock, stand the theories of wide networks. Every number is computed here, while you
        watch.
      </p>
      <h3>How to read it</h3>
      <p>
        Move <b>Width</b>, <b>Depth</b> and <b>Output scale</b>: at α = √m the network is close to its tangent
        kernel, at α = 1 to the mean field. The bar above the plots shows where it stands, by how far its
        kernel has moved.
      </p>
      <p>
        A chip names a theory, shows its error now, and switches it on and off in every plot. Hue and dash
        tell theories apart everywhere. One that blows up ends in a cross with its time. The <b>Verdict</b>{' '}
        says how long each can be trusted and whether its assumptions hold for these data.
      </p>
      <p>
        Drag the points of the function plot; a click or a tap adds one, and back undoes it. Drag the green
        mark on the time line to expand the hierarchies elsewhere on the run. Point at or tap a kernel cell to
        see its two points, a symbol for its definition and source.
      </p>
      <p>
        The address is the experiment: back undoes a change, <b>Share</b> copies it. <b>Reset</b> returns to t
        = 0 of the same initial weights, <b>Reseed</b> draws new ones.
      </p>
      <p>
        Every definition stands on one page:{' '}
        <a href="./mathematics.html" target="_blank" rel="noreferrer">
          the mathematics
        </a>
        . The packages the page is built from have their{' '}
        <a href="./licences.txt" target="_blank" rel="noreferrer">
          licences
        </a>
        .
      </p>
      <Pairs caption="Predictors" rows={theories} />
      <RegimeTable />
      <Pairs caption="Keys" rows={keys} />
      <Pairs caption="Sources" rows={sources} />
    </>
  );
}

interface PairsProps {
  readonly caption: string;
  readonly rows: readonly (readonly [string, string])[];
}

function Pairs({ caption, rows }: PairsProps) {
  return (
    <table className="pairs">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([name, meaning]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <MathText text={meaning} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
