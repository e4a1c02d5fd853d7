import { useRef, useState } from 'react';
import { presentAddress } from '../../state/experimentStore';
import { Dialog } from './Dialog';

/** Copies the link that is this experiment; where the clipboard is closed to the page, shows it. */
export function ShareButton() {
  const [said, setSaid] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const share = async (): Promise<void> => {
    const url = `${location.href.split('#')[0]}${presentAddress()}`;
    try {
      await navigator.clipboard.writeText(url);
      setSaid('Link copied');
      setTimeout(() => setSaid(''), 2500);
    } catch {
      setLink(url);
    }
  };
  return (
    <>
      <button type="button" className="button primary" aria-label="Share" onClick={() => void share()}>
        {said || 'Share'}
      </button>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
      <Dialog title="Share this experiment" open={link !== null} onClose={() => setLink(null)}>
        <label htmlFor="share-link">The link holds everything: configuration, data and seed.</label>
        <input
          ref={field}
          id="share-link"
          readOnly
          className="text"
          value={link ?? ''}
          onFocus={(e) => e.target.select()}
        />
      </Dialog>
    </>
  );
}
