import type { LifeSign } from '../../protocol/messages';

/**
 * Calls back when the worker of this name is no more. It holds a lock, or the connection to a database, for as long as it lives:
 * the page asks for the one, or for the deletion of the other, and is served the moment the worker is gone, however it went. A long
 * product of matrices answers no ping, so silence would prove nothing.
 */
export function watchLife(sign: LifeSign, name: string, ended: () => void): void {
  if (sign === 'lock') navigator.locks.request(name, ended).catch(() => undefined);
  else indexedDB.deleteDatabase(name).onsuccess = ended;
}
