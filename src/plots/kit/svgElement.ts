const namespace = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number>>;

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  parent?: Element,
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(namespace, tag);
  setAttributes(element, attributes);
  parent?.append(element);
  return element;
}

export function htmlElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  parent?: Element,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  parent?.append(element);
  return element;
}
