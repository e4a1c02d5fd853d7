import { beforeEach, expect, it } from 'vitest';
import type { Command, Message } from '../../src/protocol/messages';
import { StartingPort } from '../../src/state/pool/startingPort';
import { FakeClock, FakePort } from './fakePort';

let byAddress: FakePort[] = [];
let fromMemory: FakePort[] = [];
let inMemory = false;
let clock = new FakeClock();
let heard: string[] = [];
let port: StartingPort;

const command: Command = { kind: 'pause' };
const opened = (list: FakePort[]): FakePort => {
  list.push(new FakePort());
  return list[list.length - 1];
};

beforeEach(() => {
  [byAddress, fromMemory, heard, inMemory] = [[], [], [], false];
  clock = new FakeClock();
  port = new StartingPort(
    {
      byAddress: () => opened(byAddress),
      fromMemory: () => (inMemory ? opened(fromMemory) : null),
    },
    clock,
  );
  port.onmessage = ({ data }) => heard.push(data.kind);
  port.onerror = ({ message }) => heard.push(message);
  port.onend = () => heard.push('ended');
});

const ready: Message = { kind: 'ready' };

it('is one worker when it speaks at once', () => {
  port.postMessage(command);
  byAddress[0].say(ready);
  clock.advance(1e6);
  port.postMessage(command);
  expect(byAddress.map(({ commands }) => commands)).toEqual([[command, command]]);
  byAddress[0].onend?.();
  expect(heard).toEqual(['ready', 'ended']);
});

it('starts from memory where the address fails, with everything it was told', () => {
  inMemory = true;
  port.postMessage(command);
  byAddress[0].die('');
  expect(byAddress[0].terminated).toBe(true);
  expect(fromMemory[0].commands).toEqual([command]);
  fromMemory[0].say(ready);
  fromMemory[0].die('out of memory');
  expect(heard).toEqual(['ready', 'out of memory']);
});

it('says so where the address fails and nothing is in memory, and where memory fails too', () => {
  byAddress[0].die('');
  expect(heard).toEqual(['its script could not be loaded']);
  inMemory = true;
  port = new StartingPort(
    { byAddress: () => opened(byAddress), fromMemory: () => (fromMemory.length ? null : opened(fromMemory)) },
    clock,
  );
  port.onerror = ({ message }) => heard.push(message);
  byAddress[1].die('');
  fromMemory[0].die('no module workers');
  expect(heard.at(-1)).toBe('no module workers');
});

it('ends no worker for being slow: another is started beside it, and the first that speaks is taken', () => {
  port.postMessage(command);
  clock.advance(1_999);
  expect(byAddress).toHaveLength(1);
  clock.advance(1);
  expect(byAddress.map(({ terminated }) => terminated)).toEqual([false, false]);
  expect(byAddress[1].commands).toEqual([command]);
  byAddress[0].say(ready);
  expect(byAddress.map(({ terminated }) => terminated)).toEqual([false, true]);
  port.postMessage(command);
  expect(byAddress.map(({ commands }) => commands.length)).toEqual([2, 1]);
});

it('goes on with the second where the first was killed before it spoke', () => {
  inMemory = true;
  clock.advance(2_000);
  fromMemory[0].say(ready);
  expect(byAddress[0].terminated).toBe(true);
  expect(heard).toEqual(['ready']);
});

it('gives up in a sentence after four that are silent', () => {
  [2, 4, 8].forEach((seconds) => clock.advance(1000 * seconds));
  expect(byAddress).toHaveLength(4);
  clock.advance(15_999);
  expect(heard).toEqual([]);
  clock.advance(1);
  expect(heard).toEqual(['it has not started within 30 s']);
  port.terminate();
  expect(byAddress.every(({ terminated }) => terminated)).toBe(true);
});

it('leaves nothing behind when it is ended on its way', () => {
  port.terminate();
  clock.advance(1e6);
  expect(byAddress.map(({ terminated }) => terminated)).toEqual([true]);
  expect(heard).toEqual([]);
});
