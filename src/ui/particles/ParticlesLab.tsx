import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { startMeanField, type MeanFieldClient } from '../../state/meanFieldStore';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { ChaosCard } from './ChaosCard';
import { DensityCards } from './DensityCards';
import { DissipationCard } from './DissipationCard';
import { ParticleCard } from './ParticleCard';
import { ParticlesBar } from './ParticlesBar';
import { ParticlesLead } from './ParticlesLead';
import { RestCard } from './RestCard';
import { ThreeFunctionsCard } from './ThreeFunctionsCard';

/** A slider that moves asks for many networks a second; the particles of the last one are enough. */
const quiet = 200;

/** The mean field of Fang, Dong and Zhang for the network on the screen: its particles, its density, and what they say of the network. */
export function ParticlesLab() {
  const [client, setClient] = useState<MeanFieldClient | null>(null);
  useEffect(() => {
    const started = startMeanField();
    setClient(started);
    return () => started.close();
  }, []);
  const spec = useStore(experimentStore, (s) => s.spec);
  const settings = useStore(labSettingsStore, (s) => s.particles);
  useEffect(() => {
    if (!client) return;
    const timer = setTimeout(() => client.follow(spec, settings), quiet);
    return () => clearTimeout(timer);
  }, [client, spec, settings]);
  return (
    <>
      <ParticlesBar />
      <ParticlesLead />
      <div className="cards">
        <ExperimentCard />
        <ParticleCard />
        <ThreeFunctionsCard />
        <DensityCards />
        <DissipationCard />
        <ChaosCard client={client} />
        <RestCard />
      </div>
    </>
  );
}
