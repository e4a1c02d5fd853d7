/** npm run --silent experiment -- <permalink | spec.json> [--times 0,1,10] [--out kernels,k3,k4,k5,weights,infinite] */
import { runProgram } from './program';
import { experimentJson } from './experimentJson';
import { parseExperimentArguments } from './experimentArguments';

await runProgram(async (args) => {
  const { spec, times, outputs } = await parseExperimentArguments(args);
  process.stdout.write(`${JSON.stringify(await experimentJson(spec, times, outputs))}\n`);
});
