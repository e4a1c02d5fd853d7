import { useMemo } from 'react';
import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { createBarChart, tabulateBarChart } from '../../plots/barChart';
import type { BarChartData } from '../../plots/barChart';
import { formatNumber } from '../../plots/formatNumber';
import type { DiscreteStep } from '../../protocol/analysis';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { hierarchyStore } from '../../state/hierarchyStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { needsKernels, noHandlers } from './cardText';

const names = ['nothing', 'order η', 'order η^2', 'order η^3'];

const none: readonly DiscreteStep[] = [];

/** One step of gradient descent from θ(t): what is left of the kernel's change after each order of η (HY eq. 29). */
export function DiscreteTimeCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const chosen = useStore(labSettingsStore, (s) => s.hierarchy.halvings);
  const steps = analysis?.discrete ?? none;
  const at = Math.min(chosen, Math.max(0, steps.length - 1));
  const factor = analysis?.lazyFactor ?? 1;
  const data = useMemo<BarChartData | null>(() => {
    const step = steps[at] as DiscreteStep | undefined;
    if (!step) return null;
    return {
      title: `Residual of the kernel’s change at η = ${formatNumber(step.eta, 3)}`,
      xTitle: '‖change − prediction‖ of cK',
      bars: step.residuals.map((residual, j) => ({
        key: String(j),
        label: j === 0 ? 'the change itself' : `after ${names[j]}`,
        value: factor * residual,
        hue: j / 3,
      })),
    };
  }, [steps, at, factor]);
  const last = steps.length - 1;
  return (
    <PlotCard
      title="Discrete time"
      span={6}
      reading={
        <MathText text="change of cK, c = m/α^2, over one step of gradient descent, and what is left after each order of η (HY eq. 29)" />
      }
      create={createBarChart}
      handlers={noHandlers}
      data={data}
      empty={needsKernels}
      options={{}}
      table={() => data && tabulateBarChart(data)}
    >
      {steps.length > 0 && (
        <>
          <div className="lab-controls">
            <label>
              Step size η
              <input
                type="range"
                aria-label="Step size"
                aria-valuetext={formatNumber(steps[at].eta, 3)}
                min={0}
                max={last}
                step={1}
                value={last - at}
                style={{ '--fill': `${(100 * (last - at)) / last}%` } as CSSProperties}
                onChange={(e) =>
                  experimentHistory.edit({}, 'halvings', {
                    hierarchy: { halvings: last - Number(e.target.value) },
                  })
                }
                onPointerUp={() => experimentHistory.endGesture()}
                onBlur={() => experimentHistory.endGesture()}
              />
              <span className="number">
                <MathText text={formatNumber(steps[at].eta, 3)} />
              </span>
            </label>
          </div>
          <HalvingTable
            steps={steps.slice(Math.min(at, steps.length - 3), Math.min(at, steps.length - 3) + 3)}
            factor={factor}
          />
          {analysis?.missing && (
            <p className="card-note">
              Where a pre-activation lies on the kink a step of any size carries it across: the kernel jumps,
              and no power of η describes that.
            </p>
          )}
        </>
      )}
    </PlotCard>
  );
}

/** η, η/2, η/4: after order j each halving divides the residual by about 2^{j+1}. */
function HalvingTable({
  steps,
  factor,
}: {
  readonly steps: readonly DiscreteStep[];
  readonly factor: number;
}) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Halving the step">
      <table className="entries">
        <thead>
          <tr>
            <th scope="col">η</th>
            {names.map((name, j) => (
              <th key={name} scope="col" className="number">
                <MathText text={j === 0 ? 'change' : `after ${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ eta, residuals }, i) => (
            <tr key={eta}>
              <th scope="row">
                <MathText text={formatNumber(eta, 3)} />
              </th>
              {residuals.map((residual, j) => (
                <td key={j} className="number">
                  <MathText text={formatNumber(factor * residual)} />
                  {i > 0 && (
                    <small title={`${2 ** (j + 1)} expected`}>
                      {' '}
                      ÷ {ratio(steps[i - 1].residuals[j], residual)}
                    </small>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ratio(before: number, after: number): string {
  return after > 0 ? formatNumber(before / after) : '–';
}
