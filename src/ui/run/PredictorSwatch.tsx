import type { PredictorName } from '../../protocol/experimentSpec';
import { predictorStyle } from '../../plots/predictorStyle';

/** The stroke that is this predictor, everywhere on the page. */
export function PredictorSwatch({ name }: { readonly name: PredictorName }) {
  const { token, dash, width } = predictorStyle[name];
  return (
    <svg viewBox="0 0 26 10" className="style-line" aria-hidden="true">
      <line
        x1="1"
        x2="25"
        y1="5"
        y2="5"
        stroke={`var(${token})`}
        strokeWidth={width}
        strokeDasharray={dash ?? undefined}
      />
    </svg>
  );
}
