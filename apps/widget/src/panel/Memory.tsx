import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Fact } from './Fact.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { createMemory } from './memory.ts';
import { Sheet } from './Sheet.tsx';
import { viewTexts } from './texts/viewTexts.ts';
import { useStore } from './useStore.ts';
import type { Visitor } from './visitor.ts';

/** What the chatbot remembers of the visitor, who can put it right or have it forgotten. */
export function Memory({ visitor, onClose }: { visitor: Visitor; onClose: () => void }) {
  const memory = useMemo(() => createMemory({ visitor }), [visitor]);
  const { facts, leaving, done, failure } = useStore(memory);
  const list = useRef<HTMLDivElement>(null);
  const toList = () => list.current?.focus();
  useEffect(() => {
    void memory.load();
    addEventListener('pagehide', memory.finish);
    return () => {
      removeEventListener('pagehide', memory.finish);
      memory.finish();
    };
  }, [memory]);
  return (
    <Sheet title={viewTexts().memory} closeLabel={viewTexts().close} onClose={onClose}>
      <p class="unseen" role="status">
        {done}
      </p>
      <div class="facts" ref={list} tabIndex={-1}>
        {facts?.length === 0 && (
          <div class="empty">
            <p>{viewTexts().remembersNothing}</p>
            <p class="hint">{viewTexts().whatIsRemembered}</p>
          </div>
        )}
        {facts && facts.length > 0 && (
          <ul aria-label={viewTexts().rememberedList}>
            {facts.map((fact) => (
              <Fact
                key={fact.id}
                fact={fact}
                isLeaving={leaving.includes(fact.id)}
                memory={memory}
                onGone={toList}
              />
            ))}
          </ul>
        )}
        {failure && (
          <FailureNotice
            failure={{ ...failure, canRetry: failure.canRetry && !facts }}
            onRetry={memory.load}
          />
        )}
      </div>
      {facts && facts.length > 0 && (
        <ForgetAll onForget={() => memory.forgetAll().then((isDone) => isDone && toList())} />
      )}
    </Sheet>
  );
}

function ForgetAll({ onForget }: { onForget: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const isFresh = useRef(true);
  useEffect(() => {
    if (!isFresh.current) first.current?.focus();
    isFresh.current = false;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <button ref={first} key="ask" type="button" class="quiet" onClick={() => setAsking(true)}>
        {viewTexts().forgetEverything} …
      </button>
    );
  }
  return (
    <fieldset class="sure">
      <legend>{viewTexts().sureToForget}</legend>
      <button ref={first} key="no" type="button" class="quiet" onClick={() => setAsking(false)}>
        {viewTexts().keep}
      </button>
      <button type="button" class="quiet over" onClick={onForget}>
        {viewTexts().forgetEverything}
      </button>
    </fieldset>
  );
}
