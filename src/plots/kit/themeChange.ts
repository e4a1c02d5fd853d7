/** Calls back when the page's theme may have changed, so that colours read from CSS are read again, and only then. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const preference = matchMedia('(prefers-color-scheme: dark)');
  preference.addEventListener('change', callback);
  return () => {
    observer.disconnect();
    preference.removeEventListener('change', callback);
  };
}
