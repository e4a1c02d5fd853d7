import { useEffect, useState } from 'react';

/** A run shorter than this needs no estimate, and its first estimates are poor. */
const patience = 600;

/** Whether the run with this number has been computed for longer than a moment. */
export function useLasting(computing: boolean, run: number): boolean {
  const [lasting, setLasting] = useState(-1);
  useEffect(() => {
    if (!computing) return;
    const timer = setTimeout(() => setLasting(run), patience);
    return () => clearTimeout(timer);
  }, [computing, run]);
  return computing && lasting === run;
}
