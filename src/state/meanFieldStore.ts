/** What is known of the mean field of the present experiment: its particles, its density, its fluctuations. */
import { createStore } from 'zustand/vanilla';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { LabSettings } from '../protocol/labFields';
import type {
  ChaosRow,
  DensityFrame,
  DensityStart,
  ParticlesFrame,
  ParticlesStart,
} from '../protocol/meanField';
import { fieldsThatAffect, partOf } from '../protocol/sameRun';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { browserClock, type PoolClock } from './pool/poolClock';
import { TaskFailed } from './pool/taskFailed';

/** A task's moments so far; the list is new whenever something was added. */
export interface Streamed<Start, Frame> {
  readonly start: Start | null;
  readonly frames: readonly Frame[];
  readonly computing: boolean;
  /** Why there is none. */
  readonly problem: string | null;
}

export interface Chaos {
  readonly times: readonly number[];
  readonly rows: readonly ChaosRow[];
  readonly populations: number;
  readonly fraction: number;
  readonly computing: boolean;
  readonly problem: string | null;
}

export interface MeanFieldState {
  readonly particles: Streamed<ParticlesStart, ParticlesFrame>;
  readonly density: Streamed<DensityStart, DensityFrame>;
  /** Null until it was asked for. */
  readonly chaos: Chaos | null;
}

const nothing = { start: null, frames: [], computing: false, problem: null } as const;

export const nothingOfMeanField: MeanFieldState = { particles: nothing, density: nothing, chaos: null };
export const meanFieldStore = createStore<MeanFieldState>()(() => nothingOfMeanField);

export interface MeanFieldClient {
  /** Computes what has changed since the last call, and nothing twice. */
  follow(spec: ExperimentSpec, settings: LabSettings['particles']): void;
  measureChaos(spec: ExperimentSpec): void;
  cancelChaos(): void;
  close(): void;
}

/** A line of cells costs next to nothing: it has this many times those of a plane's axis. */
const lineFactor = 8;
/** Milliseconds that moments may wait: a redraw of the cards costs more than a moment does. */
const pace = 100;

/** Sizes and populations of the measurement of fluctuations: seconds, and a slope to ± 0.1. */
const chaosPlan = { sizes: [32, 64, 128, 256, 512], populations: 16, reference: 8192 } as const;
/** Shares of the horizon at which it is measured. */
const chaosShares = [0.02, 0.2, 1];

export function startMeanField(
  pool: Pick<Pool, 'ask'> = enginePool(),
  clock: PoolClock = browserClock,
): MeanFieldClient {
  const asked = { particles: '', density: '' };
  const stops: Partial<Record<'particles' | 'density' | 'chaos', AbortController>> = {};

  const begin = (name: 'particles' | 'density' | 'chaos'): AbortSignal => {
    stops[name]?.abort();
    const control = new AbortController();
    stops[name] = control;
    return control.signal;
  };

  /** One of the two streams: moments gather, and are shown at a pace. */
  const stream = async <Start extends { readonly kind: 'start' }, Frame extends { readonly kind: 'moment' }>(
    signal: AbortSignal,
    show: (part: Streamed<Start, Frame>) => void,
    ask: (hear: (event: Start | Frame) => void) => Promise<unknown>,
  ): Promise<void> => {
    let start: Start | null = null;
    let frames: readonly Frame[] = [];
    let waiting: readonly Frame[] = [];
    let timer: (() => void) | null = null;
    const flush = (): void => {
      timer?.();
      timer = null;
      frames = [...frames, ...waiting];
      waiting = [];
      if (!signal.aborted) show({ start, frames, computing: true, problem: null });
    };
    show({ start, frames, computing: true, problem: null });
    let problem: string | null = null;
    try {
      await ask((event) => {
        if (event.kind === 'start') start = event;
        else waiting = [...waiting, event];
        timer ??= clock.after(pace, flush);
      });
    } catch (thrown) {
      if (!(thrown instanceof TaskFailed)) return;
      problem = thrown.problem.message;
    }
    flush();
    if (!signal.aborted) show({ start, frames, computing: false, problem });
  };

  const follow = (spec: ExperimentSpec, settings: LabSettings['particles']): void => {
    const run = JSON.stringify(partOf(spec, fieldsThatAffect('run')));
    const { count, plane, first, second, grid } = settings;
    const ofParticles = JSON.stringify([run, count, plane, first, second]);
    const ofDensity = JSON.stringify([run, grid]);
    if (ofDensity !== asked.density && meanFieldStore.getState().chaos !== null) {
      stops.chaos?.abort();
      meanFieldStore.setState({ chaos: null });
    }
    if (ofParticles !== asked.particles) {
      asked.particles = ofParticles;
      const signal = begin('particles');
      const request = { spec, particles: count, plane, first, second };
      void stream<ParticlesStart, ParticlesFrame>(
        signal,
        (particles) => meanFieldStore.setState({ particles }),
        (onEvent) => pool.ask('particles', request, { signal, onEvent }),
      );
    }
    if (ofDensity !== asked.density) {
      asked.density = ofDensity;
      const signal = begin('density');
      const cells = spec.d === 1 ? lineFactor * grid : grid;
      void stream<DensityStart, DensityFrame>(
        signal,
        (density) => meanFieldStore.setState({ density }),
        (onEvent) => pool.ask('density', { spec, cells }, { signal, onEvent }),
      );
    }
  };

  const measureChaos = async (spec: ExperimentSpec): Promise<void> => {
    const signal = begin('chaos');
    const times = chaosShares.map((share) => share * spec.horizon);
    const { populations } = chaosPlan;
    let chaos: Chaos = { times, populations, rows: [], fraction: 0, computing: true, problem: null };
    const show = (part: Partial<Chaos>): void => {
      if (signal.aborted) return;
      chaos = { ...chaos, ...part };
      meanFieldStore.setState({ chaos });
    };
    show({});
    try {
      const rows = await pool.ask(
        'chaos',
        { spec, ...chaosPlan, times },
        { signal, onEvent: ({ row, fraction }) => show({ rows: [...chaos.rows, row], fraction }) },
      );
      show({ rows, computing: false });
    } catch (thrown) {
      if (thrown instanceof TaskFailed) show({ computing: false, problem: thrown.problem.message });
    }
  };

  const cancelChaos = (): void => {
    stops.chaos?.abort();
    const { chaos } = meanFieldStore.getState();
    if (chaos)
      meanFieldStore.setState({ chaos: chaos.rows.length > 0 ? { ...chaos, computing: false } : null });
  };

  return {
    follow,
    measureChaos: (spec) => void measureChaos(spec),
    cancelChaos,
    close() {
      for (const control of Object.values(stops)) control.abort();
      meanFieldStore.setState(nothingOfMeanField);
    },
  };
}
