import { cutText } from '@echoai/contract/text';

/** What is known of a message that could not be sent. */
export interface MailFailure {
  /** Whether the server may have taken it all the same: it got the message and said nothing. */
  mayBeSent: boolean;
  /** Whether trying again is of no use. */
  isPermanent: boolean;
  /** What the mail server said, or what happened. */
  reason: string;
}

/** What the mail library tells of its errors. */
interface Told {
  code?: string;
  /** The system's own code, where `code` says only that the connection failed. */
  originalCode?: string;
  timeoutType?: string;
  responseCode?: number;
  response?: string;
}

/** Happened before there was anything that the server could take. */
const early =
  /^(EDNS|EAUTH|ETLS|EENVELOPE|ENOAUTH|EREQUIRETLS|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND)$/;
const earlyTimeouts = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];

/** @param error of `SendMail` */
export function readMailFailure(error: unknown): MailFailure {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  const { code = '', originalCode = '', timeoutType = '', responseCode, response } = cause as Told;
  const isEarly =
    early.test(code) || early.test(originalCode) || earlyTimeouts.includes(timeoutType);
  const isRefused = responseCode !== undefined && responseCode >= 400;
  return {
    mayBeSent: !isEarly && !isRefused,
    isPermanent: isRefused ? responseCode >= 500 : code === 'EAUTH' || code === 'EENVELOPE',
    reason: (response && cutText(response, 300)) ?? reasonOf({ code, originalCode, timeoutType }),
  };
}

function reasonOf({
  code,
  originalCode,
  timeoutType,
}: Required<Pick<Told, 'code' | 'originalCode' | 'timeoutType'>>) {
  if (code === 'EAUTH') return 'it refused the user or password of SMTP_URL';
  if (timeoutType !== '' || code === 'ETIMEDOUT') return 'it did not answer in time';
  return `the connection failed (${originalCode || code || 'unknown'})`;
}
