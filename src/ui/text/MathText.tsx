import { parseMathText } from '../../plots/mathText';

/** A line with raised and lowered parts (σ_w, 10⁻³) set as <sup> and <sub>, so that all glyphs come from one font. */
export function MathText({ text }: { readonly text: string }) {
  return (
    <>
      {parseMathText(text).map((run, i) => {
        if (run.level === 1) return <sup key={i}>{run.text}</sup>;
        if (run.level === -1) return <sub key={i}>{run.text}</sub>;
        return <span key={i}>{run.text}</span>;
      })}
    </>
  );
}
