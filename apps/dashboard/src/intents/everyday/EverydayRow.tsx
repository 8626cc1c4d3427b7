import type { EverydayLanguage } from '@echoai/contract';
import { Lock, PenLine } from 'lucide-react';
import Link from '@/components/Link';
import { Status } from '@/components/Status';
import { Switch } from '@/components/Switch';
import { classes } from '@/lib/classes';
import { plainText } from '@/lib/plainText';
import type { EverydayRowContent } from './EverydayList';
import { useSwitchAct } from './everydayQueries';
import { languageNames } from './everydayTexts';

const list = new Intl.ListFormat('en');

/** An everyday act in a line: what visitors say, what the bot does, and whether it does. */
export function EverydayRow({
  chatbotId,
  language,
  item: { act, isActive, alwaysOn, examples },
  title,
  does,
  reply,
  worded,
}: EverydayRowContent & { chatbotId: string; language: EverydayLanguage }) {
  const { mutate: switchAct } = useSwitchAct(chatbotId);
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 py-2.5 hover:bg-hover md:grid-cols-[minmax(0,4fr)_minmax(0,6fr)_104px]">
      <div className="min-w-0">
        <Link
          href={`/intents/everyday?bot=${chatbotId}&act=${act}`}
          className={classes('font-medium after:absolute after:inset-0', !isActive && 'text-muted')}
        >
          {title}
        </Link>
        <p className="text-[13px] text-muted">
          {examples.map((example) => `“${example}”`).join(' · ')}
        </p>
      </div>
      <div className="col-span-2 row-start-2 min-w-0 md:col-span-1 md:row-start-auto">
        {isActive ? (
          <>
            {does && <p className="text-[13px] text-muted">{does}</p>}
            {reply && (
              <p lang={language} className="line-clamp-2 max-w-[75ch]">
                {plainText(reply)}
              </p>
            )}
            {worded.length > 0 && (
              <p className="flex items-start gap-1.5 text-[13px] text-muted">
                <PenLine aria-hidden className="mt-[3px] size-3.5 shrink-0" />
                Your wording in {list.format(worded.map((each) => languageNames[each]))}
              </p>
            )}
            {alwaysOn && <p className="text-[13px] text-muted">{alwaysOn}</p>}
          </>
        ) : (
          <p className="text-[13px] text-muted">Counts as a question like any other</p>
        )}
      </div>
      {/* Above the row's own link. */}
      <div className="relative max-md:col-start-2 max-md:row-start-1">
        {alwaysOn ? (
          <span className="text-[13px]">
            <Status tone="neutral" icon={Lock}>
              Always on
            </Status>
          </span>
        ) : (
          <Switch
            checked={isActive}
            onChange={(isOn) => switchAct({ act, isActive: isOn })}
            label={isActive ? 'Active' : 'Off'}
            describedBy={title}
          />
        )}
      </div>
    </li>
  );
}
