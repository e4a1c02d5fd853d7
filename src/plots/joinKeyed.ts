/**
 * Makes the children of `parent` match `items`: one element per key, in order, created, moved or removed only where they differ.
 * Children without a key are left alone and stay in front.
 */
export function joinKeyed<Item, Child extends HTMLElement | SVGElement>(
  parent: Element,
  items: readonly Item[],
  key: (item: Item, index: number) => string,
  create: (item: Item) => Child,
  update: (child: Child, item: Item, index: number) => void,
): void {
  const present = new Map<string, Child>();
  for (const child of [...parent.children]) {
    const childKey = child.getAttribute('data-key');
    if (childKey !== null) present.set(childKey, child as Child);
  }
  const wanted = new Set(items.map(key));
  for (const [childKey, child] of present) if (!wanted.has(childKey)) child.remove();
  let place: Element | null = [...parent.children].find((child) => child.hasAttribute('data-key')) ?? null;
  items.forEach((item, index) => {
    const itemKey = key(item, index);
    let child = present.get(itemKey);
    if (child === undefined) {
      child = create(item);
      child.setAttribute('data-key', itemKey);
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item, index);
  });
}
