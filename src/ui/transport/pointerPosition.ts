/** Where the pointer is in an element's own px: the page may be enlarged on a large screen. */
export function pointerPosition(
  element: HTMLElement,
  event: { readonly clientX: number; readonly clientY: number },
): readonly [number, number] {
  const box = element.getBoundingClientRect();
  const scale = box.width > 0 && element.offsetWidth > 0 ? element.offsetWidth / box.width : 1;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}
