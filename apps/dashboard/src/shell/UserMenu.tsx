'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check, ChevronsUpDown, LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { DropdownMenu } from 'radix-ui';
import { toast } from 'sonner';
import { signOut } from '@/account/signIn';
import { useMe } from '@/lib/useMe';
import { themes } from './themes';

const itemStyle =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 outline-none data-[highlighted]:bg-hover [&_svg]:size-4';

/** Theme and sign-out, behind the name of who is signed in. */
export function UserMenu() {
  const { data: me } = useMe();
  const { theme, setTheme } = useTheme();
  const leave = useSignOut();
  if (!me) return null;
  const name = me.user?.name ?? '';
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="flex w-full items-center gap-2 rounded-md p-2 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover">
        <span
          aria-hidden
          className="flex size-6 items-center justify-center rounded-full bg-line-strong font-medium text-ink text-xs"
        >
          {Array.from(name)[0]?.toUpperCase()}
        </span>
        <span className="min-w-0 flex-1 truncate">
          <span className="sr-only">Account of </span>
          {name}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={4}
          className="z-50 w-52 animate-appear rounded-md border border-line-strong bg-surface p-1 shadow-raised"
        >
          <DropdownMenu.Label className="truncate px-2 py-1.5 text-[13px] text-muted">
            {me.user?.email}
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />
          <DropdownMenu.RadioGroup value={theme} onValueChange={setTheme}>
            {themes.map(({ value, label, icon: Icon }) => (
              <DropdownMenu.RadioItem key={value} value={value} className={itemStyle}>
                <Icon aria-hidden />
                {label}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check aria-hidden />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemStyle} onSelect={leave}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Ends the session and forgets what was loaded in it. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    try {
      await signOut();
      queries.clear();
      router.replace('/sign-in');
    } catch (error) {
      toast.error((error as Error).message);
    }
  };
}
