'use client';

import { Menu } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { Loading } from '@/components/Loading';
import { useMe } from '@/lib/useMe';
import { NotificationBell } from '@/notifications/NotificationBell';
import { SideNavigation } from './SideNavigation';
import { UnreachableBanner } from './UnreachableBanner';
import { Wordmark } from './Wordmark';

/** Navigation around the pages of who is signed in; others are sent to sign in. */
export function Shell({ children }: { children: ReactNode }) {
  const { data: me } = useMe();
  return (
    <div className="flex min-h-dvh max-md:flex-col">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 h-dvh w-56 shrink-0 border-r bg-sunken max-md:hidden">
        <SideNavigation />
      </aside>
      <PhoneBar />
      <div className="flex min-w-0 flex-1 flex-col">
        <UnreachableBanner />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {me ? <Suspense fallback={<PageLoading />}>{children}</Suspense> : <PageLoading />}
        </main>
      </div>
    </div>
  );
}

function PageLoading() {
  return (
    <div className="px-4 pt-13 sm:px-6">
      <Loading />
    </div>
  );
}

function PhoneBar() {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-b bg-sunken px-4 md:hidden">
      <Wordmark />
      <span className="ml-auto">
        <NotificationBell />
      </span>
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger asChild>
          <Button look="quiet" className="-mr-2">
            <Menu aria-hidden />
            Menu
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-overlay" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-64 animate-appear bg-sunken shadow-raised focus:outline-none"
          >
            <Dialog.Title className="sr-only">Menu</Dialog.Title>
            <SideNavigation onNavigate={() => setOpen(false)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
