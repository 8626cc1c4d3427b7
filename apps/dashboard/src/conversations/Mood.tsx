import { Angry, Annoyed, Laugh, Meh, Smile, TrendingDown, TrendingUp } from 'lucide-react';
import { Status } from '@/components/Status';

/** From the worst mood to the best: up to which score each goes. */
const moods = [
  { upTo: -0.5, word: 'Angry', icon: Angry, tone: 'danger' },
  { upTo: -0.25, word: 'Annoyed', icon: Annoyed, tone: 'warning' },
  { upTo: 0.25, word: 'Neutral', icon: Meh, tone: 'neutral' },
  { upTo: 0.5, word: 'Content', icon: Smile, tone: 'success' },
  { upTo: 1, word: 'Delighted', icon: Laugh, tone: 'success' },
] as const;

/** A change of mood from here on is worth a word. */
const notable = 0.3;

const signed = new Intl.NumberFormat(undefined, {
  signDisplay: 'exceptZero',
  minimumFractionDigits: 2,
});

/** A visitor's mood as a word and its score, −1 to 1; where it is going, when it changes. */
export function Mood({ score, trend = 0 }: { score: number; trend?: number }) {
  const { word, icon, tone } = moods.find(({ upTo }) => score <= upTo) ?? moods[2];
  const Trend = trend < 0 ? TrendingDown : TrendingUp;
  return (
    <Status tone={tone} icon={icon}>
      <span>
        {word} <span className="tabular-nums">{signed.format(score)}</span>
      </span>
      {Math.abs(trend) >= notable && (
        <Trend aria-label={trend < 0 ? 'getting worse' : 'getting better'} className="size-4" />
      )}
    </Status>
  );
}
