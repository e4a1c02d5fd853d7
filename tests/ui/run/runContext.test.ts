import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { appendFrames } from '../../../src/state/predictorSeries';
import { createRunStores, pageRun } from '../../../src/state/runStores';
import { RegimeGauge } from '../../../src/ui/run/RegimeGauge';
import { RunContext } from '../../../src/ui/run/runContext';
import { fakeHeader } from '../../state/fakeRun';

it('shows another run beside the page’s own, each card the one it is given', () => {
  const header = fakeHeader();
  const frames = {
    predictor: 'nn',
    first: 0,
    count: 1,
    train: new Float64Array(header.n),
    probe: new Float64Array(header.p),
    loss: new Float64Array(1),
    measures: Float64Array.of(1.5, 0, 1, 0, 0),
  } as const;
  const stores = createRunStores();
  stores.run.setState({
    run: {
      header,
      series: { nn: appendFrames(undefined, frames, header) },
      errors: {},
      trusted: {},
      statuses: {},
    },
  });
  // Rendered without a browser, a store shows what it began with.
  const other = { ...stores, run: { ...stores.run, getInitialState: stores.run.getState } };
  const gauge = createElement(RegimeGauge);
  const markup = renderToStaticMarkup(
    createElement(Fragment, null, gauge, createElement(RunContext, { value: other }, gauge)),
  );
  expect(pageRun.run.getState().run).toBeNull();
  expect(markup).toContain('aria-valuetext="unknown"');
  expect(markup).toContain('rich: the kernel has moved by 1.5');
});
