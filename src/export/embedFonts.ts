/**
 * The page's own web fonts inside an SVG that uses them: neither a file that is opened elsewhere nor an image can ask the page for them,
 * and other letters are wider than the room that was measured for these.
 */
export async function embedFonts(svg: string): Promise<string> {
  const rules = await Promise.all(faces().map((face) => embedded(face, svg)));
  const css = rules.filter((rule) => rule !== null).join('');
  return css === '' ? svg : svg.replace(/^<svg[^>]*>/, (start) => `${start}<style>${css}</style>`);
}

interface Face {
  readonly family: string;
  readonly weight: string;
  readonly range: string;
  readonly url: string;
}

function faces(): Face[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .flatMap(({ style }) => {
        const path = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'))?.[1];
        return path === undefined
          ? []
          : {
              family: style.getPropertyValue('font-family').replace(/["']/g, ''),
              weight: style.getPropertyValue('font-weight'),
              range: style.getPropertyValue('unicode-range'),
              url: new URL(path, sheet.href ?? document.baseURI).href,
            };
      }),
  );
}

/** The rule with its file inside; null where the picture has no letter of it, or the file is not to be had: then the next family serves. */
async function embedded({ family, weight, range, url }: Face, svg: string): Promise<string | null> {
  if (!svg.includes(family) || !hasLetterOf(range, svg)) return null;
  try {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return `@font-face{font-family:'${family}';font-weight:${weight};unicode-range:${range};src:url(data:font/woff2;base64,${btoa(binary)}) format('woff2')}`;
  } catch {
    return null;
  }
}

/** Whether a text has a letter in a CSS unicode-range, "U+0370-0377, U+2212". */
export function hasLetterOf(range: string, text: string): boolean {
  const ranges = [...range.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)].map(([, from, to]) => [
    parseInt(from, 16),
    parseInt(to ?? from, 16),
  ]);
  if (ranges.length === 0) return true;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (ranges.some(([from, to]) => code >= from && code <= to)) return true;
  }
  return false;
}
