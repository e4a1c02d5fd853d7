export function findChromium(): string | null;
export function ensureFirefox(): string;
