import { useStore } from 'zustand';
import { experimentStore } from '../../state/experimentStore';
import { useNarrow } from '../shell/useNarrow';
import { FunctionCard } from './FunctionCard';
import { KernelCard } from './KernelCard';
import { Lead } from './Lead';
import { PredictorChips } from './PredictorChips';
import { RegimeGauge } from './RegimeGauge';
import { ParameterMotionCard, SpectrumCard } from './LayerCards';
import { KernelDriftCard, LossCard, PredictionErrorCard } from './TimeCards';
import { SgdCloudCards } from './SgdCloudCards';
import { SharpnessCard } from './SharpnessCard';
import { Verdict } from './Verdict';

/** The linked plots of one run on one time axis. */
export function RunLab() {
  const embed = useStore(experimentStore, (s) => s.spec.embed);
  const narrow = useNarrow();
  const lead = !embed && <Lead />;
  return (
    <>
      {narrow && lead}
      {narrow && <RegimeGauge />}
      <PredictorChips />
      {!narrow && <RegimeGauge />}
      {!narrow && lead}
      <div className="cards run-cards">
        <FunctionCard />
        <PredictionErrorCard />
        <LossCard />
        <KernelCard />
        <KernelDriftCard />
        {!embed && (
          <>
            <Verdict />
            <SpectrumCard />
            <ParameterMotionCard />
            <SgdCloudCards />
            <SharpnessCard />
          </>
        )}
      </div>
    </>
  );
}
