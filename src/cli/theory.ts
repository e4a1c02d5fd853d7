/** npm run --silent theory -- <edge | phase | depth | convolution | density> '<json>': questions that need no run. */
import { runProgram } from './program';
import { answerQuestion } from './theoryArguments';

await runProgram(async (args) => {
  process.stdout.write(`${JSON.stringify(await answerQuestion(args))}\n`);
});
