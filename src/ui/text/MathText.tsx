import { parseMathText } from '../../plots/mathText';

/** A line with raised and lowered parts (σ_w, 10⁻³) set as <sup> and <sub>, so that all glyphs come from one font. */
export function MathText({ text }: { readonly text: string }) {
  return (
    <>
      {parseMathText(text).map((run, i) => {
        if (run.level === 1) return <sup key={i}>{run.text}</sup>;
        if (run.level === -1) return <sub key={i}>{run.text}</sub>;
        return <span key={i}>{glued(run.text)}</span>;
      })}
    </>
  );
}

/** What no line may break: "t = 60", "24 %", "3.0 × 10". */
const whole = /((?<!\S)\S{1,3} = \S+|[\d.]+ (?:%|× 10))/u;

function glued(text: string) {
  const parts = text.split(whole);
  // Every second part is one that matched.
  return parts.length === 1 ? text : parts.map((part, i) => (i % 2 ? <Whole key={i} text={part} /> : part));
}

function Whole({ text }: { readonly text: string }) {
  return <span className="whole">{text}</span>;
}
