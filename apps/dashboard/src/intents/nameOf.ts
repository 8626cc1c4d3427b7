import { cutText } from '@echoai/contract/text';

/** The name that automations use, from a title: `Gift wrapping?` → `gift_wrapping` */
export function nameOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|(?<!_)_+$/g, '');
  return cutText(words || 'intent', 60);
}
