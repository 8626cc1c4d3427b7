import { AccountPage } from '@/account/AccountPage';
import { buttonStyle } from '@/components/Button';
import Link from '@/components/Link';

export default function NotFound() {
  return (
    <AccountPage
      title="There is no such page"
      description="The address may be mistyped, or the page may have moved."
    >
      <Link href="/" className={buttonStyle({ look: 'primary' })}>
        Go to the start
      </Link>
    </AccountPage>
  );
}
