import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createFieldMap, type FieldMapHandlers } from '../../plots/fieldMap';
import { tabulateFieldMap, type FieldCurve, type FieldMapData } from '../../plots/fieldMapData';
import type { FieldColour } from '../../plots/fieldColour';
import { depthSettings, phaseColours, type PhaseColour } from '../../protocol/depthSettings';
import { fields } from '../../protocol/fields';
import { depthStore, placeNetwork, type PhasePicture } from '../../state/depthStore';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { edgePoint } from '../../theory/edgeOfChaos/edgePoint';
import { valueAt } from '../../theory/edgeOfChaos/phaseGrid';
import { phaseOf, phasePoint } from '../../theory/edgeOfChaos/phasePoint';
import { printedEdges } from '../../theory/edgeOfChaos/printedEdges';
import { VarianceMap } from '../../theory/edgeOfChaos/varianceMap';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { DepthEntry } from './DepthEntry';
import { edgeWords, phaseWords } from './phaseText';

const classes = ['ordered', 'chaotic', 'diverging'] as const;

/** Digits of a place picked in the diagram: a cell is far wider. */
const picked = (value: number): number => Number(value.toPrecision(4));

function centres({ request, size }: PhasePicture, axis: 'sigmaW' | 'sigmaB'): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => valueAt(request[axis], i, size));
}

function colouring(picture: PhasePicture, show: PhaseColour): { values: Float64Array; colour: FieldColour } {
  const { chi, q } = picture;
  switch (show) {
    case 'chi':
      return {
        values: chi.map((value) => Math.log10(value)),
        colour: { kind: 'diverging', limits: { low: -1, high: 1 } },
      };
    case 'q':
      return { values: q.map((value) => Math.log10(value)), colour: { kind: 'sequential' } };
    case 'phase':
      return {
        values: chi.map((value) => (Number.isNaN(value) ? 2 : phaseOf(value) === 'ordered' ? 0 : 1)),
        colour: { kind: 'categorical', classes },
      };
  }
}

/** A diamond around a point, in the units of the axes. */
function mark(x: number, y: number, [width, height]: readonly [number, number]): Pick<FieldCurve, 'x' | 'y'> {
  const [a, b] = [0.012 * width, 0.018 * height];
  return { x: Float64Array.of(x - a, x, x + a, x, x - a), y: Float64Array.of(y, y + b, y, y - b, y) };
}

/** The phase diagram of the activation, with the network in it. */
export function PhaseCard() {
  const picture = useStore(depthStore, (s) => s.picture);
  const edge = useStore(depthStore, (s) => s.edge);
  const show = useStore(labSettingsStore, (s) => s.depth.show);
  const activation = useStore(experimentStore, (s) => s.spec.activation);
  const param = useStore(experimentStore, (s) => s.spec.activationParam);
  const sigmaW = useStore(experimentStore, (s) => s.spec.sigmaW);
  const sigmaB = useStore(experimentStore, (s) => s.spec.sigmaB);
  const [hovered, setHovered] = useState<readonly [number, number] | null>(null);
  const label = fields.activation.optionLabels[activation];
  const printed = printedEdges[activation] ?? null;

  const data = useMemo<FieldMapData | null>(() => {
    if (!picture) return null;
    const { request } = picture;
    const [x, y] = [centres(picture, 'sigmaW'), centres(picture, 'sigmaB')];
    const size = [request.sigmaW[1] - request.sigmaW[0], request.sigmaB[1]] as const;
    const curves: FieldCurve[] = [];
    if (edge && edge.sigmaW.length > 1)
      curves.push({ key: 'edge', label: '', hue: 1, x: edge.sigmaW, y: edge.sigmaB });
    else if (edge?.sigmaW.length === 1)
      curves.push({ key: 'edge', label: '', hue: 1, ...mark(edge.sigmaW[0], edge.sigmaB[0], size) });
    if (printed)
      curves.push({
        key: 'printed',
        label: '',
        hue: 0.5,
        ...mark(printed.sigmaW, printed.sigmaB, size),
      });
    return {
      title: `Phase diagram of ${label}`,
      x: { title: 'σ_w', kind: 'linear', centres: x },
      y: { title: 'σ_b', kind: 'linear', centres: y },
      valueTitle: show === 'phase' ? 'phase' : show === 'q' ? 'log₁₀ q' : 'log₁₀ χ',
      ...colouring(picture, show),
      curves,
      dot: { label: 'Network in the phase diagram', x: sigmaW, y: sigmaB },
    };
  }, [picture, edge, printed, label, show, sigmaW, sigmaB]);

  const here = useMemo(
    () => phasePoint(activation, param, sigmaW, sigmaB),
    [activation, param, sigmaW, sigmaB],
  );
  const nearest = useMemo(() => edgePoint(activation, param, sigmaB), [activation, param, sigmaB]);
  const homogeneous = useMemo(() => new VarianceMap(activation, param).homogeneous, [activation, param]);
  const uncoloured = homogeneous === null ? '' : '; without colour q grows for ever';
  const at = hovered ? { sigmaW: picked(hovered[0]), sigmaB: picked(hovered[1]) } : null;
  const there = useMemo(
    () => (at ? phasePoint(activation, param, at.sigmaW, at.sigmaB) : null),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [activation, param, at?.sigmaW, at?.sigmaB],
  );

  // The plot is built anew for other handlers: they look up the picture as it is when they are called.
  const shown = useRef(picture);
  shown.current = picture;
  const handlers = useMemo<FieldMapHandlers>(() => {
    const place = (column: number, row: number): readonly [number, number] | null => {
      const now = shown.current;
      return (
        now && [valueAt(now.request.sigmaW, column, now.size), valueAt(now.request.sigmaB, row, now.size)]
      );
    };
    return {
      onHoverCell: (column, row) => setHovered(column === null || row === null ? null : place(column, row)),
      onPickCell: (column, row) => {
        const cell = place(column, row);
        if (cell) placeNetwork(picked(cell[0]), picked(cell[1]));
      },
      onMoveDot: (x, y, phase) => {
        placeNetwork(picked(x), picked(Math.max(0, y)), 'phase diagram');
        if (phase === 'end') experimentHistory.endGesture();
      },
    };
  }, []);
  const snap = (): void => {
    if (nearest) placeNetwork(nearest.sigmaW, nearest.sigmaB);
    else if (homogeneous !== null) placeNetwork(1 / Math.sqrt(homogeneous), 0);
  };
  return (
    <PlotCard
      title="Phase diagram"
      span={7}
      reading={
        <MathText
          text={`${label} at σ_w = ${picked(sigmaW)}, σ_b = ${picked(sigmaB)}: ${phaseWords(here)}. ${edgeWords(nearest, homogeneous)}`}
        />
      }
      create={createFieldMap}
      handlers={handlers}
      data={data}
      empty="Computing the phase diagram."
      options={{}}
      table={() => data && tabulateFieldMap(data)}
    >
      <div className="lab-controls">
        <label>
          Colour
          <select
            aria-label="Colour"
            value={show}
            onChange={(e) =>
              experimentHistory.edit({}, null, { depth: { show: e.target.value as PhaseColour } })
            }
          >
            {phaseColours.map((name) => (
              <option key={name} value={name}>
                {depthSettings.show.optionLabels[name]}
              </option>
            ))}
          </select>
        </label>
        <DepthEntry name="wFrom" />
        <DepthEntry name="wTo" />
        <DepthEntry name="bTo" />
        <button
          type="button"
          className="button small"
          disabled={nearest === null && homogeneous === null}
          onClick={snap}
        >
          Snap to edge
        </button>
      </div>
      <p className="card-note phase-hover">
        <MathText
          text={
            at && there
              ? `σ_w = ${at.sigmaW}, σ_b = ${at.sigmaB}: ${phaseWords(there)}.`
              : printed
                ? `The line is the edge, χ = 1${uncoloured}. HDR print it at σ_w = ${printed.text}, σ_b = ${printed.sigmaB} (diamond): ${phaseWords(phasePoint(activation, param, printed.sigmaW, printed.sigmaB))}.`
                : `The line is the edge, χ = 1${uncoloured}. Point at a place for its numbers; click to set the network there, or drag the dot.`
          }
        />
      </p>
    </PlotCard>
  );
}
