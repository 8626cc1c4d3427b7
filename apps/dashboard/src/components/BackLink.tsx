import { ChevronLeft } from 'lucide-react';
import Link from '@/components/Link';
import { buttonStyle } from './Button';

/** At the beginning of a page's header: leads to the page above, by its name. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className={buttonStyle({ look: 'quiet', size: 'small', className: '-ml-2' })}>
      <ChevronLeft aria-hidden />
      <span className="max-sm:sr-only">{children}</span>
    </Link>
  );
}
