import { useStore } from 'zustand';
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import { runStore } from '../../state/runStore';
import { MathText } from '../text/MathText';
import { Menu } from './Menu';

/** Which engine computes, in what numbers, how precisely; the details open below it. */
export function EngineBadge() {
  const header = useStore(runStore, (s) => s.run?.header ?? null);
  const computing = useStore(runStore, (s) => s.computing);
  const engine = header?.engine;
  const name = engine ? engineName(engine.backend) : computing ? 'starting' : 'engine at rest';
  const precision = engine && engine.precision > 0 ? ` · ${formatNumber(engine.precision, 1)}` : '';
  const dot = computing ? 'dot busy' : engine ? 'dot' : 'dot none';
  return (
    <>
      <span role="status" aria-label="Engine" className="visually-hidden">
        {name}
        {precision}
        {computing ? ', computing' : ''}
      </span>
      <span className="badge wide-only">
        <Menu
          name={`Engine details: ${name}`}
          label={
            <>
              <span className={dot} aria-hidden="true" />
              {name}
              <MathText text={precision} />
            </>
          }
        >
          {engine && header ? (
            <dl className="facts">
              <dt>Engine</dt>
              <dd>{engine.backend}</dd>
              <dt>Adapter</dt>
              <dd>{engine.adapter}</dd>
              <dt>Precision</dt>
              <dd>
                {engine.precision === 0 ? (
                  'float64, the same bits in every browser'
                ) : (
                  <MathText text={`${formatNumber(engine.precision)} relative, measured`} />
                )}
              </dd>
              <dt>Why</dt>
              <dd>{engine.reason}</dd>
              <dt>Parameters</dt>
              <dd>{formatInteger(header.parameterCount)}</dd>
              <dt>Recorded times</dt>
              <dd>{header.times.length}</dd>
            </dl>
          ) : (
            <p className="facts">The engine has not answered yet.</p>
          )}
        </Menu>
      </span>
    </>
  );
}

function engineName(backend: 'float64' | 'webgpu'): string {
  return backend === 'float64' ? 'wasm · float64' : 'webgpu · float32';
}
