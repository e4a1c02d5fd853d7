/**
 * npm run --silent claim -- [id] [--paper] [--jobs n] [--resume file]
 * Runs one experiment of the catalogue and prints its numbers and its finding as one JSON object; without an id it lists them.
 */
import { fileURLToPath } from 'node:url';
import { claimJson } from './claimJson';
import { parseClaimArguments } from './claimArguments';
import { createProcessPool } from './processPool';
import { printable } from './printable';
import { runProgram, UsageError } from './program';
import { readExperiments } from './readExperiments';
import { rowFile } from './rowFile';

const root = fileURLToPath(new URL('../experiments', import.meta.url));

await runProgram(async (args) => {
  const { id, paper, jobs, resume } = parseClaimArguments(args);
  const experiments = await readExperiments(root);
  if (id === null) {
    for (const { id: name, title, source } of experiments)
      process.stdout.write(`${name.padEnd(6)}${title} (${source})\n`);
    return;
  }
  const experiment = experiments.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (!experiment)
    throw new UsageError(
      `id: must be among ${experiments.map((one) => one.id).join(', ')}, got ${JSON.stringify(id.slice(0, 40))}`,
    );
  if (paper && !experiment.paperSize)
    process.stderr.write(`${experiment.id}: ${experiment.source} states no size; computed at the default.\n`);
  const pool = createProcessPool(jobs);
  try {
    const answer = await claimJson(experiment, pool.ask, {
      paper,
      atOnce: jobs,
      ...(resume === null ? {} : rowFile(resume)),
      onFailure: (message) => process.stderr.write(`${printable(message)}\n`),
    });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  } finally {
    pool.close();
  }
});
