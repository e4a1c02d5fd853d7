/** Where a statement comes from; the project's own mathematics can be opened at its section. */
export function Source({ text }: { readonly text: string }) {
  return text.split(/(Mathematics §\d)/).map((part, i) => {
    const section = /^Mathematics §(\d)$/.exec(part)?.[1];
    return section === undefined ? (
      part
    ) : (
      <a key={i} href={`./mathematics.html#s${section}`} target="_blank" rel="noreferrer">
        {part}
      </a>
    );
  });
}
