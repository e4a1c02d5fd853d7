import { useEffect, useRef } from 'react';

/**
 * A formula as MathML, which the browser sets itself: no style attributes, so the content security policy stays strict.
 * KaTeX is loaded when the first formula is shown.
 */
export function Formula({ tex }: { readonly tex: string }) {
  const node = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let wanted = true;
    void import('katex').then(({ default: katex }) => {
      if (wanted && node.current) katex.render(tex, node.current, { output: 'mathml', throwOnError: false });
    });
    return () => {
      wanted = false;
    };
  }, [tex]);
  return <span ref={node}>{tex}</span>;
}
