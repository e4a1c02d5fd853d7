import { useRef } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { experimentHistory } from '../../state/experimentStore';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { SymbolNote } from '../symbols/SymbolNote';
import { TextEntry } from './TextEntry';

export interface HeroSliderProps {
  readonly name: 'width' | 'depth' | 'alpha';
  readonly label: string;
  readonly value: number;
  /** Value as shown and as a reader hears it. */
  readonly text: string;
  readonly valueText: string;
  readonly min: number;
  readonly max: number;
  readonly logarithmic: boolean;
  /** One press of an arrow key: a factor on a logarithmic scale, an increment otherwise. */
  readonly keyStep: number;
  readonly disabledBecause: string | null;
  /** The legal value nearest to a slider position's. */
  readonly toPatch: (value: number, dragging: boolean) => Partial<ExperimentSpec>;
  readonly onEnter: (text: string) => boolean;
  readonly ends: ReactNode;
}

const steps = 400;

/** A slider and a text field of the same name for one number; a drag is one entry of the history. */
export function HeroSlider(props: HeroSliderProps) {
  const { name, label, value, min, max, logarithmic, keyStep } = props;
  const dragging = useRef(false);
  const linear = (v: number): number =>
    logarithmic ? Math.log(v / min) / Math.log(max / min) : (v - min) / (max - min);
  const position = Math.min(1, Math.max(0, linear(value)));
  const change = (v: number): void =>
    experimentHistory.edit(
      props.toPatch(Math.min(max, Math.max(min, v)), dragging.current),
      `slider ${name}`,
    );
  const onKey = (e: KeyboardEvent): void => {
    const direction = keyDirection(e.key);
    if (direction === 0) return;
    e.preventDefault();
    const large = e.key.startsWith('Page') ? 4 : 1;
    change(logarithmic ? value * keyStep ** (direction * large) : value + direction * large * keyStep);
  };
  const end = (): void => {
    dragging.current = false;
    experimentHistory.endGesture();
  };
  return (
    <div className="hero">
      <div className="hero-head">
        <span className="hero-name">
          <b>{label}</b> <SymbolNote name={name} value={props.text} />
        </span>
        <TextEntry
          label={label}
          value={props.text}
          disabled={props.disabledBecause !== null}
          onEnter={props.onEnter}
        />
      </div>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={props.valueText}
        disabled={props.disabledBecause !== null}
        min={0}
        max={steps}
        step={logarithmic ? 1 : steps / (max - min)}
        value={position * steps}
        style={{ '--fill': `${position * 100}%` } as CSSProperties}
        onPointerDown={() => {
          dragging.current = true;
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onBlur={end}
        onKeyUp={end}
        onKeyDown={onKey}
        onChange={(e) => {
          const u = Number(e.target.value) / steps;
          change(logarithmic ? min * (max / min) ** u : min + u * (max - min));
        }}
      />
      <div className="ends">{props.ends}</div>
      {props.disabledBecause && <p className="ends">{props.disabledBecause}</p>}
    </div>
  );
}

function keyDirection(key: string): number {
  if (key === 'ArrowRight' || key === 'ArrowUp' || key === 'PageUp') return 1;
  if (key === 'ArrowLeft' || key === 'ArrowDown' || key === 'PageDown') return -1;
  return 0;
}
