import { useStore } from 'zustand';
import type { TheoremBadge } from '../../protocol/analysis';
import type { Assumption } from '../../protocol/run';
import { hierarchyStore } from '../../state/hierarchyStore';
import { Card } from '../cards/Card';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';
import { needsKernels } from './cardText';

const marks: Readonly<Record<Assumption['verdict'], string>> = { holds: '✓', fails: '✕', unknown: '?' };

const summaries: Readonly<Record<Assumption['verdict'], string>> = {
  holds: 'applies',
  fails: 'does not apply',
  unknown: 'may apply',
};

/** HY's theorems in plain words, and whether each assumption holds on these very data. */
export function TheoremsCard() {
  const badges = useStore(hierarchyStore, (s) => s.analysed?.analysis.badges ?? null);
  return (
    <Card
      title="Theorems"
      span={12}
      reading="What Huang and Yau prove, and whether its assumptions hold on these data"
    >
      {badges === null ? (
        <p className="empty">{needsKernels}</p>
      ) : (
        <div className="theorems">
          {badges.map((badge) => (
            <Theorem key={badge.theorem} badge={badge} />
          ))}
        </div>
      )}
    </Card>
  );
}

function Theorem({ badge }: { readonly badge: TheoremBadge }) {
  const verdict = worst(badge.assumptions);
  return (
    <article className="theorem" aria-label={badge.theorem}>
      <h3>
        {badge.theorem} <span className={`verdict-badge ${verdict}`}>{summaries[verdict]}</span>
      </h3>
      <p>
        <MathText text={badge.statement} />
      </p>
      <ul>
        {badge.assumptions.map(({ verdict: mark, text, source }) => (
          <li key={`${source}${text}`}>
            <span className={mark} role="img" aria-label={mark}>
              {marks[mark]}
            </span>
            <span>
              <MathText text={text} />{' '}
              <small>
                (<Source text={source} />)
              </small>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}

function worst(assumptions: readonly Assumption[]): Assumption['verdict'] {
  if (assumptions.some(({ verdict }) => verdict === 'fails')) return 'fails';
  return assumptions.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'holds';
}
