import { resolve } from 'node:path';

/** A path as its author means it: npm runs programs in the project's folder and says in INIT_CWD where it was called. */
export function callerPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
