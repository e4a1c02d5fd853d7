interface WorkButtonsProps {
  /** "Start", "Go on". */
  readonly label: string;
  readonly disabled: boolean;
  readonly status: 'idle' | 'running' | 'paused' | 'done' | 'cancelled';
  readonly onStart: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onCancel: () => void;
}

/** Start, pause and cancel of work that takes long. */
export function WorkButtons({ label, disabled, status, onStart, onPause, onCancel }: WorkButtonsProps) {
  const busy = status === 'running' || status === 'paused';
  return (
    <>
      <button type="button" className="button primary" disabled={disabled} onClick={onStart}>
        {label}
      </button>
      <button
        type="button"
        className="button"
        disabled={!busy}
        aria-pressed={status === 'paused'}
        onClick={() => onPause(status === 'running')}
      >
        Pause
      </button>
      <button type="button" className="button" disabled={!busy} onClick={onCancel}>
        Cancel
      </button>
    </>
  );
}
