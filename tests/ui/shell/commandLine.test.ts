import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseSweepArguments } from '../../../src/cli/sweepArguments';
import { defaultSpec } from '../../../src/protocol/fields';
import { defaultLabSettings } from '../../../src/protocol/labFields';
import { decodeAddress } from '../../../src/protocol/permalink';
import { draftedPlan, sweepDraft } from '../../../src/state/sweepStore';
import { commandLine } from '../../../src/ui/shell/commandLine';

/** The words that a shell makes of a command, without running it. */
function words(command: string): string[] {
  const script = `for word in ${command.slice(command.indexOf("'"))}; do printf '%s\\n' "$word"; done`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('the copied command', () => {
  it('is the experiment on the run', () => {
    expect(commandLine({ ...defaultSpec, width: 64 }, defaultLabSettings)).toBe(
      "npm run --silent experiment -- '#v=1&width=64'",
    );
  });

  it('is on Sweep the very plan that the page would start', async () => {
    const { spec, settings } = decodeAddress(
      '#v=1&tab=sweep&alpha=4&sweep.axes=width=32:128:x2;seed=0:1;activation=erf,tanh&sweep.out=k3,drift',
    );
    const drafted = draftedPlan(spec, sweepDraft(settings));
    const { plan } = drafted as Extract<typeof drafted, { plan: unknown }>;
    const parsed = await parseSweepArguments(words(commandLine(spec, settings)));
    expect(parsed).toMatchObject({ kind: 'sweep', plan: { axes: plan.axes, outputs: plan.outputs } });
    expect(parsed.kind === 'sweep' && parsed.plan.base).toEqual({ ...plan.base, tab: 'lab' });
    expect(plan.axes).toHaveLength(3);
    expect(plan.outputs).toEqual(['k3', 'drift']);
  });

  it('stays one harmless line whatever a link puts into an axis', () => {
    const { spec, settings } = decodeAddress(
      `#v=1&tab=sweep&sweep.axes=${encodeURIComponent('width=1\'$(touch /tmp/never)`x`"')}`,
    );
    expect(words(commandLine(spec, settings))).toContain('width=1\'$(touch/tmp/never)`x`"');
  });
});
