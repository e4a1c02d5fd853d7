import type { Plugin } from 'vite';

export function collectLicences(): Plugin;
export function writeLicences(): Plugin;
