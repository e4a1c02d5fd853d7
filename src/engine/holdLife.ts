import type { LifeSign } from '../protocol/messages';

/** A database that has not opened by then, in milliseconds, holds up nobody: the disk is slow or storage is refused. */
const databasePatience = 1000;

/** Kept, or the connection would be closed when it is collected as garbage. */
let connection: IDBDatabase | null = null;

/**
 * Takes hold of something that only the end of this worker sets free, also an end without a word: a Web Lock, and where the
 * page has none (they need a secure context: https, or this very machine) the connection to an empty database of that name.
 */
export async function holdLife(name: string): Promise<LifeSign | null> {
  if (name === '') return null;
  if ('locks' in navigator && (await holdLock(name))) return 'lock';
  return 'indexedDB' in self && (await holdDatabase(name)) ? 'database' : null;
}

function holdLock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const held = (): Promise<never> => {
      resolve(true);
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, held).catch(() => resolve(false)); // refused to frames without an origin
  });
}

function holdDatabase(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    let isLate = false;
    const refuse = (): void => {
      isLate = true;
      resolve(false);
    };
    try {
      const request = indexedDB.open(name);
      request.onerror = refuse;
      request.onsuccess = () => {
        if (isLate) {
          request.result.close();
          indexedDB.deleteDatabase(name);
        } else connection = request.result;
        resolve(connection !== null);
      };
      setTimeout(refuse, databasePatience);
    } catch {
      refuse(); // storage is refused to frames without an origin
    }
  });
}
