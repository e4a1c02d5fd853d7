/** For what has no symbol to explain itself by. */
export function InfoMark() {
  return (
    <svg className="info-mark" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
      <circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M8 7.2v4.3M8 4.5v1.2" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
