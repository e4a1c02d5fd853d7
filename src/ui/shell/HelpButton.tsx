import { useState } from 'react';
import { Dialog } from './Dialog';

const keys: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['← →', 'one recorded time back or on'],
  ['Home', 'back to t = 0'],
  ['Arrow keys on a slider', 'its next value'],
  ['Tab', 'the next control; plots take the arrow keys too'],
];

export function HelpButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-label="Help" onClick={() => setOpen(true)}>
        ?
      </button>
      <Dialog title="How to read this page" open={open} onClose={() => setOpen(false)}>
        <p>
          A small network is trained in this page (ink). Beside it, on the same data, the same seed and the
          same clock, stand the theories of wide networks. Every number is computed here, while you watch.
        </p>
        <p>
          Move <b>Width</b>, <b>Depth</b> and <b>Output scale</b>: at α = √m the network is close to its
          tangent kernel, at α = 1 to the mean field. The <b>Verdict</b> says how long each theory can be
          trusted.
        </p>
        <p>
          A chip above the plots shows a predictor’s error now and switches it on and off. A prediction that
          blows up ends in a cross with its time. Hover a symbol for its definition and source.
        </p>
        <p>
          The address is the experiment: back undoes a change, and <b>Share</b> copies it. <b>Reset</b>{' '}
          returns to t = 0 of the same initial weights; <b>Reseed</b> draws new ones.
        </p>
        <table>
          <caption>Keys</caption>
          <tbody>
            {keys.map(([key, what]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}
