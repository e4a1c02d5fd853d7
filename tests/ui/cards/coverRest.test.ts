// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { coverRest } from '../../../src/ui/cards/coverRest';

it('takes the keyboard from what a card covers, and gives it back', () => {
  document.body.innerHTML = `<div class="page"><header class="header"></header><aside class="panel" inert></aside><main>
    <div class="chips"></div><div class="gauge"></div><div class="cards"><section id="one"></section><section id="two"></section></div>
    </main><div class="transport"></div></div>`;
  const inert = () =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.inert)
      .map((element) => element.className || element.id);
  const card = document.getElementById('two');
  // jsdom reflects neither the property nor the attribute.
  for (const element of document.querySelectorAll<HTMLElement>('body *'))
    element.inert = element.hasAttribute('inert');
  const uncover = coverRest(card!);
  expect(inert()).toEqual(['panel', 'gauge', 'one']);
  uncover();
  expect(inert()).toEqual(['panel']);
});
