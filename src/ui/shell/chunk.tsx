import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';

/** A component whose code is fetched when it is first shown, or before. */
export interface Chunk {
  readonly View: ComponentType;
  fetch(): Promise<ComponentType>;
}

/** Without Suspense: React leaves its fallback on the screen for 300 ms, even where the code has long been there. */
export function chunk(load: () => Promise<ComponentType>): Chunk {
  let known: ComponentType | null = null;
  const fetch = async (): Promise<ComponentType> => (known ??= await load());
  function View() {
    const [Fetched, setFetched] = useState(() => known);
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      if (Fetched) return;
      let wanted = true;
      fetch().then(
        (view) => {
          if (wanted) setFetched(() => view);
        },
        (thrown: unknown) => {
          if (wanted) setFailure(thrown instanceof Error ? thrown : new Error(String(thrown)));
        },
      );
      return () => {
        wanted = false;
      };
    }, [Fetched]);
    if (failure) throw failure;
    return Fetched ? <Fetched /> : <p>Loading.</p>;
  }
  return { View, fetch };
}
