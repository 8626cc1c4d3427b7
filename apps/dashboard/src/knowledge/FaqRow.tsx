import type { Faq } from '@echoai/contract';
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { Button } from '@/components/Button';
import { Switch } from '@/components/Switch';
import { classes } from '@/lib/classes';
import { plainText } from '@/lib/plainText';

export function FaqRow({
  faq: { question, answer, category, isActive },
  onEdit,
  onDelete,
  onSwitch,
  onMove,
  canMove,
}: {
  faq: Faq;
  onEdit: () => void;
  onDelete: () => void;
  onSwitch: (isActive: boolean) => void;
  onMove: (by: -1 | 1) => void;
  canMove: (by: -1 | 1) => boolean;
}) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="min-w-60 flex-1">
        <p className={classes('font-medium', !isActive && 'text-muted')}>{question}</p>
        <p className="line-clamp-2 max-w-[75ch] text-muted">{plainText(answer)}</p>
        {category && <p className="mt-1 text-[13px] text-muted">In “{category}”</p>}
      </div>
      <div className="flex items-center gap-1">
        <Switch
          checked={isActive}
          onChange={onSwitch}
          label={isActive ? 'Active' : 'Off'}
          describedBy={question}
        />
        {([-1, 1] as const).map((by) => (
          <Button
            key={by}
            look="quiet"
            size="icon"
            aria-label={`Move ${by < 0 ? 'up' : 'down'} ${question}`}
            title={by < 0 ? 'Move up' : 'Move down'}
            disabled={!canMove(by)}
            onClick={() => onMove(by)}
          >
            {by < 0 ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
          </Button>
        ))}
        <Button look="quiet" size="small" onClick={onEdit}>
          <Pencil aria-hidden />
          Edit<span className="sr-only"> {question}</span>
        </Button>
        <Button look="quiet" size="small" onClick={onDelete}>
          <Trash2 aria-hidden />
          Delete<span className="sr-only"> {question}</span>
        </Button>
      </div>
    </li>
  );
}
