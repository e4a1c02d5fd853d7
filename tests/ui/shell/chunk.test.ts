import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { chunk } from '../../../src/ui/shell/chunk';

it('is drawn at the first attempt once it has been fetched, and is fetched once', async () => {
  let loads = 0;
  const { View, fetch } = chunk(async () => {
    loads++;
    return Promise.resolve(() => 'The lab');
  });
  expect(renderToStaticMarkup(createElement(View))).toBe('<p>Loading.</p>');
  await fetch();
  await fetch();
  expect(renderToStaticMarkup(createElement(View))).toBe('The lab');
  expect(loads).toBe(1);
});

it('asks again for what could not be fetched', async () => {
  let offline = true;
  const { View, fetch } = chunk(() =>
    offline
      ? Promise.reject(new Error('Failed to fetch dynamically imported module'))
      : Promise.resolve(() => 'The lab'),
  );
  await expect(fetch()).rejects.toThrow('dynamically imported module');
  offline = false;
  await fetch();
  expect(renderToStaticMarkup(createElement(View))).toBe('The lab');
});
