'use client';

import { KeyRound, LogOut } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { useMe } from '@/lib/useMe';
import { useSignOut } from '@/shell/UserMenu';
import { ChangePassword } from './ChangePassword';
import { Credentials } from './Credentials';
import { ModelList } from './ModelList';
import { SecretKeys } from './SecretKeys';
import { ThemeChoice } from './ThemeChoice';

export function Settings() {
  const { data: me } = useMe();
  const signOut = useSignOut();
  const [isChangingPassword, setChangingPassword] = useState(false);
  if (!me) return null;
  const facts = {
    Name: me.user?.name,
    'E-mail': me.user?.email,
    Organisation: me.organisation.name,
    Address: me.publicUrl,
  };
  return (
    <>
      <PageHeader title="Settings" />
      <div className="w-full max-w-[960px] divide-y px-4 sm:px-6">
        <Section title="Account" description="Who is signed in, and where.">
          <dl className="grid grid-cols-[112px_1fr] gap-y-2">
            {Object.entries(facts).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setChangingPassword(true)}>
              <KeyRound aria-hidden />
              Change password …
            </Button>
            <Button onClick={signOut}>
              <LogOut aria-hidden />
              Sign out
            </Button>
          </div>
          {isChangingPassword && <ChangePassword onClose={() => setChangingPassword(false)} />}
        </Section>
        <Section title="Appearance" description="Of this dashboard, in this browser.">
          <ThemeChoice />
        </Section>
        <Section
          title="Models"
          description="Set by environment variables where EchoAI is started; a restart applies them."
        >
          <ModelList models={me.models} />
        </Section>
        <Section
          title="Secret keys"
          description="For programs that use the API as your organisation. Keep them out of web pages."
        >
          <SecretKeys />
        </Section>
        <Section
          title="Credentials"
          description="For requests that automations send to other programs."
        >
          <Credentials />
        </Section>
      </div>
    </>
  );
}
