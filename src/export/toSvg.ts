/**
 * A plot as a file that stands alone: computed styles written as attributes, colours as plain rgb, canvases as embedded images, fonts
 * named, and a title and legend that on the page are the card's heading and the predictor chips.
 */
export interface FigureText {
  readonly title?: string;
  readonly subtitle?: string;
  /** Names the curves under the picture; on unless told otherwise. */
  readonly legend?: boolean;
}

const namespace = 'http://www.w3.org/2000/svg';
const pad = 16;
const colourProperties = ['fill', 'stroke', 'stop-color'] as const;
const plainProperties = [
  'fill-opacity',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'visibility',
] as const;
const textProperties = ['font-family', 'font-size', 'font-weight', 'text-anchor'] as const;

/** rgb text of any CSS colour (oklab, color-mix …), which other programs may not read. */
function createColourReader(): (colour: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const known = new Map<string, string>();
  return (colour) => {
    if (colour === 'none' || colour.startsWith('url(') || /^rgb\(\d+, \d+, \d+\)$/.test(colour))
      return colour;
    const present = known.get(colour);
    if (present !== undefined || context === null) return present ?? colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    const text = alpha === 0 ? 'none' : `rgb(${red}, ${green}, ${blue})`;
    known.set(colour, text);
    return text;
  };
}

function inlineStyles(source: Element, copy: Element, readColour: (colour: string) => string): void {
  const style = getComputedStyle(source);
  for (const property of colourProperties) {
    if (property === 'stop-color' && source.tagName !== 'stop') continue;
    const value = style.getPropertyValue(property);
    if (value !== '')
      copy.setAttribute(
        property,
        value.startsWith('url(') ? (source.getAttribute(property) ?? value) : readColour(value),
      );
  }
  for (const property of plainProperties) {
    const value = style.getPropertyValue(property);
    if (value !== '' && value !== 'none' && value !== 'normal') copy.setAttribute(property, value);
  }
  if (source.tagName === 'text' || source.tagName === 'tspan')
    for (const property of textProperties) copy.setAttribute(property, style.getPropertyValue(property));
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  for (const attribute of [...copy.attributes])
    if (attribute.name.startsWith('data-')) copy.removeAttribute(attribute.name);
}

function element(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const node = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Copies a live svg with its styles; parts that only serve interaction stay behind. */
function copyFigure(live: SVGSVGElement): SVGSVGElement {
  const copy = live.cloneNode(true) as SVGSVGElement;
  const readColour = createColourReader();
  const originals = [live, ...live.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  const omitted = copies.filter((node) => node.getAttribute('data-export') === 'omit');
  originals.forEach((original, i) => inlineStyles(original, copies[i], readColour));
  for (const node of omitted) node.remove();
  return copy;
}

interface LegendMark {
  readonly label: string;
  readonly stroke: Readonly<Record<string, string>>;
}

function legendMarks(live: SVGSVGElement): LegendMark[] {
  if (live.querySelector('.plot-legend-entry line') !== null) return [];
  const readColour = createColourReader();
  const marks = new Map<string, LegendMark>();
  for (const path of live.querySelectorAll('[data-label]')) {
    const label = path.getAttribute('data-label') ?? '';
    if (label === '') continue;
    const style = getComputedStyle(path);
    const dash = style.strokeDasharray;
    marks.set(label, {
      label,
      stroke: {
        stroke: readColour(style.stroke),
        'stroke-width': style.strokeWidth,
        ...(dash === 'none' ? {} : { 'stroke-dasharray': dash }),
      },
    });
  }
  return [...marks.values()];
}

/** Standalone SVG text of the plot whose root (or a container around it) is `node`. */
export function toSvg(node: HTMLElement, text: FigureText = {}): string {
  const live = node.querySelector<SVGSVGElement>('svg[role="img"]');
  if (live === null) throw new Error('toSvg: the node holds no drawn plot; draw it first');
  const box = live.getBoundingClientRect();
  const width = Number(live.getAttribute('width'));
  const height = Number(live.getAttribute('height'));
  // The page may be enlarged on a wall: boxes are in the window's px, the picture in its own.
  const zoom = width > 0 && box.width > 0 ? box.width / width : 1;
  const style = getComputedStyle(live);
  const readColour = createColourReader();
  const token = (name: string): string => readColour(style.getPropertyValue(name).trim());
  const font = style.getPropertyValue('--font-text').trim() || 'sans-serif';
  const words = { 'font-family': font, fill: token('--soft'), 'font-size': 12 };

  const figure = element('svg', { xmlns: namespace });
  const head = (text.title ? 22 : 0) + (text.subtitle ? 18 : 0);
  let y = pad;
  const content: SVGElement[] = [];
  if (text.title) {
    content.push(
      element(
        'text',
        { ...words, x: pad, y: y + 13, fill: token('--ink'), 'font-size': 14, 'font-weight': 600 },
        text.title,
      ),
    );
    y += 22;
  }
  if (text.subtitle) content.push(element('text', { ...words, x: pad, y: y + 11 }, text.subtitle));
  y = pad + head;

  const placed = element('g', { transform: `translate(${pad},${y})` });
  for (const canvas of node.querySelectorAll('canvas')) {
    const at = canvas.getBoundingClientRect();
    placed.append(
      element('image', {
        x: (at.left - box.left) / zoom,
        y: (at.top - box.top) / zoom,
        width: at.width / zoom,
        height: at.height / zoom,
        preserveAspectRatio: 'none',
        'image-rendering': 'pixelated',
        href: canvas.toDataURL('image/png'),
      }),
    );
  }
  const copy = copyFigure(live);
  copy.removeAttribute('role');
  // As on the page: labels at the edge, and letters of a reader's wider font, may stand in the margin.
  copy.setAttribute('overflow', 'visible');
  const label = copy.getAttribute('aria-label') ?? '';
  copy.removeAttribute('aria-label');
  placed.append(copy);
  content.push(placed);
  y += height + 8;

  let x = pad;
  const marks = text.legend === false ? [] : legendMarks(live);
  for (const mark of marks) {
    const entryWidth = 32 + mark.label.length * 7 + 18;
    if (x > pad && x + entryWidth > pad + width) {
      x = pad;
      y += 18;
    }
    content.push(element('line', { ...mark.stroke, x1: x, x2: x + 24, y1: y + 8, y2: y + 8 }));
    content.push(element('text', { ...words, x: x + 30, y: y + 12 }, mark.label));
    x += entryWidth;
  }
  if (marks.length > 0) y += 18;
  const total = { width: width + 2 * pad, height: y + pad - 8 };
  figure.setAttribute('width', String(total.width));
  figure.setAttribute('height', String(total.height));
  figure.setAttribute('viewBox', `0 0 ${total.width} ${total.height}`);
  figure.append(element('title', {}, text.title ?? 'Kernel Drift'), element('desc', {}, label));
  figure.append(element('rect', { ...total, fill: token('--card') }), ...content);
  return new XMLSerializer().serializeToString(figure);
}
