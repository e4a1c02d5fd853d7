/** How much an element is enlarged by the page on a large screen: lengths in its styles are this many px of the window. */
export function pageZoom(element: Element): number {
  return Number(getComputedStyle(element).getPropertyValue('--zoom')) || 1;
}
