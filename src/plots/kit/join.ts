import { select } from 'd3-selection';

/**
 * Makes the children of `parent` match `items`: one element per key, in order, created, moved or removed only where they differ.
 * The parent holds nothing else. `remove` is for what an element has outside of itself.
 */
export function join<Item, Child extends HTMLElement | SVGElement>(
  parent: Element,
  items: readonly Item[],
  key: (item: Item, index: number) => string,
  create: (item: Item, index: number) => Child,
  update: (child: Child, item: Item, index: number) => void,
  remove?: (child: Child) => void,
): void {
  select(parent)
    .selectChildren<Child, Item>()
    .data(items, key)
    .join(
      (enter) => enter.append<Child>(create),
      undefined,
      (exit) => exit.each((_, i, nodes) => remove?.(nodes[i])).remove(),
    )
    .each(function (item, index) {
      update(this, item, index);
    });
}
