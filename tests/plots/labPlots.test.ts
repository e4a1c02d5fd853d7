import { describe, expect, it } from 'vitest';
import { summariseBarChart } from '../../src/plots/barChart';
import { binValues } from '../../src/plots/histogram';
import { summariseHorizonPlot, tabulateHorizonPlot } from '../../src/plots/horizonPlot';
import { parseMathText, plainMathText } from '../../src/plots/mathText';
import { predictorStyle } from '../../src/plots/predictorStyle';
import { gaugeShare, regimeName } from '../../src/plots/regimeGauge';
import { summariseScalingPlot } from '../../src/plots/scalingPlot';
import { placeLegend } from '../../src/plots/kit/legend';
import { predictorNames } from '../../src/protocol/predictors';

describe('regime gauge', () => {
  it('is logarithmic from 10⁻³ to 10 and clamped', () => {
    expect([1e-9, 1e-3, 1e-1, 10, 1e4].map(gaugeShare)).toEqual([0, 0, 0.5, 1, 1]);
    expect([0.02, 0.2, 1.7].map(regimeName)).toEqual(['lazy', 'between', 'rich']);
  });
});

describe('histogram', () => {
  it('counts every finite value once; log bins leave zeros out', () => {
    const values = Float64Array.of(0, 1e-3, 1e-2, 1e-1, 1, -1, NaN);
    const linear = binValues(values, 4, 'linear');
    expect(linear.counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    const log = binValues(values, 3, 'log');
    expect([...log.counts]).toEqual([1, 1, 3]);
    expect(log.edges[0]).toBeCloseTo(1e-3, 12);
    expect(log.edges[3]).toBeCloseTo(1, 12);
  });
});

describe('text', () => {
  it('reads sub- and superscripts in both notations', () => {
    expect(parseMathText('10⁻³')).toEqual([
      { text: '10', level: 0 },
      { text: '−3', level: 1 },
    ]);
    expect(parseMathText('e^{−λ_i t}')).toEqual([
      { text: 'e', level: 0 },
      { text: '−λᵢ t', level: 1 },
    ]);
    expect(parseMathText('Θ_∞ m^{−1/2}')).toEqual([
      { text: 'Θ', level: 0 },
      { text: '∞', level: -1 },
      { text: ' m', level: 0 },
      { text: '−1/2', level: 1 },
    ]);
    expect(plainMathText('‖K_t − K₀‖')).toBe('‖Kt − K0‖');
  });

  it('summarises bars, horizons and scaling', () => {
    const bars = [
      { key: 'a', label: 'step size', value: 3e-4, hue: 0 },
      { key: 'b', label: 'truncation', value: null, hue: 1 },
    ];
    expect(summariseBarChart({ title: 'Discrepancies', xTitle: 'RMS', bars })).toBe(
      'Discrepancies: step size 3.0 × 10⁻⁴; truncation not known.',
    );
    const horizons = {
      tolerance: 0.05,
      expansionPoint: 5,
      horizon: 60,
      firstTime: 0.1,
      rows: [
        { predictor: 'linearised' as const, failsAt: 26.5 },
        { predictor: 'nth4' as const, failsAt: null, divergedAt: null },
      ],
    };
    expect(summariseHorizonPlot(horizons)).toContain('Linearised until t = 26.5; NTH p = 4 beyond t = 60');
    expect(tabulateHorizonPlot(horizons).rows[1]).toEqual(['NTH p = 4', 5, null, null]);
    const series = [
      {
        key: 'k3',
        label: 'K⁽³⁾',
        hue: 0,
        x: Float64Array.of(32, 64),
        y: Float64Array.of(2, 1),
        groups: [
          { x: 32, lower: Infinity, median: Infinity, upper: Infinity, count: 8, survivors: 1 },
          { x: 64, lower: 1, median: 1, upper: 1, count: 8, survivors: 8 },
        ],
        fit: { slope: -1, standardError: 0.04, prefactor: 64 },
      },
    ];
    const said = summariseScalingPlot({
      title: 'Widths',
      xTitle: 'width m',
      yTitle: 'max',
      series,
      guides: [],
    });
    expect(said).toContain('slope −1.00 ± 0.04');
    // The one survivor of eight is no median: it is said, and not drawn as one.
    expect(said).toContain('median 1.0 at 64');
    expect(said).toContain('1 of 8 runs survive at 32');
  });
});

describe('styles and legends', () => {
  it('tells every two predictors apart by hue, and by dash or width without it', () => {
    const styles = predictorNames.map((name) => predictorStyle[name]);
    expect(new Set(styles.map((style) => style.token)).size).toBe(predictorNames.length);
    expect(new Set(styles.map((style) => `${style.dash} ${style.width}`)).size).toBe(predictorNames.length);
  });

  it('keeps entries inside the width, wrapping where needed', () => {
    const labels = ['W¹', 'W²', 'W³', 'W⁴', 'W⁵', 'a'];
    const { placed, rows } = placeLegend(labels, 200, 120);
    expect(rows).toBeGreaterThan(1);
    for (const { x, row } of placed) {
      expect(x).toBeGreaterThanOrEqual(row === 0 ? 120 - 1e-9 : 0);
      expect(x).toBeLessThan(200);
    }
    expect(placeLegend([], 200, 50).rows).toBe(0);
  });
});
