'use client';

import { chatbotEndpoints } from '@echoai/contract';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FieldError, Input } from '@/components/Field';
import { checkValue } from '@/lib/fieldErrors';

/** The sites that may embed the chatbot, one a line; none allows every site. */
export function AllowedOrigins({
  origins,
  onChange,
  error,
}: {
  origins: string[];
  onChange: (origins: string[]) => void;
  error: string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const [typedError, setTypedError] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const origin = toOrigin(typed);
    const wrong = !origin
      ? 'Enter the address of a site, such as https://shop.example.'
      : origins.includes(origin)
        ? `${origin} is in the list already.`
        : checkValue(chatbotEndpoints.update.body.shape.allowedOrigins, [...origins, origin]);
    setTypedError(wrong);
    if (wrong || !origin) return;
    onChange([...origins, origin]);
    setTyped('');
  };
  return (
    <>
      <form onSubmit={add} noValidate>
        <Field
          label="Allow a site"
          error={typedError}
          hint={
            origins.length === 0
              ? 'Any site may use the chatbot now. Add yours, and all others are refused.'
              : 'All other sites are refused.'
          }
        >
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setTypedError(undefined);
                }}
                placeholder="https://shop.example"
                inputMode="url"
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="off"
              />
              <Button type="submit" disabled={typed.trim() === ''}>
                Add
              </Button>
            </div>
          )}
        </Field>
      </form>
      {error && <FieldError>{error}</FieldError>}
      {origins.length > 0 && (
        <ul className="divide-y border-y">
          {origins.map((origin) => (
            <li key={origin} className="flex items-center justify-between gap-2 py-1">
              <span className="min-w-0 break-all">{origin}</span>
              <Button
                size="small"
                look="quiet"
                aria-label={`Remove ${origin}`}
                onClick={() => onChange(origins.filter((other) => other !== origin))}
              >
                <X aria-hidden />
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The origin of what people paste: `shop.example/contact` → `https://shop.example` */
function toOrigin(text: string): string | undefined {
  const address = text.trim();
  const withScheme = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  if (/\s/.test(address) || !URL.canParse(withScheme)) return undefined;
  const { origin, hostname } = new URL(withScheme);
  return hostname === 'localhost' || /[.:]/.test(hostname) ? origin : undefined;
}
