'use client';

import { useEffect, useRef } from 'react';
import { call, loadWidget } from './loadWidget.ts';

/** What your server says of the visitor; docs/visitors.md shows how to sign it. */
export interface ChatWidgetIdentity {
  /** Your own id of the visitor. */
  externalId: string;
  email?: string;
  name?: string;
  /** Seconds since 1970, at most a day ahead. */
  expiresAt: number;
  /** HMAC-SHA256 by the chatbot's identity secret, hexadecimal. */
  signature: string;
}

export interface ChatWidgetProps {
  /** The chatbot's publishable key, `pk_…`. */
  chatbotId: string;
  /** Who the visitor says to be; it proves nothing. */
  userEmail?: string;
  /** Who the visitor is, signed by your server; then `userEmail` is not needed. */
  identity?: ChatWidgetIdentity | null;
  /** `#rrggbb`; without it the chatbot's own accent. */
  primaryColor?: string;
  /** Without it the chatbot's own. */
  welcomeMessage?: string;
  /** Accepted for later; has no effect yet. */
  enableImageUpload?: boolean;
  /** False hides the FAQ tab. */
  enableFAQ?: boolean;
  /** False hides the visitor's earlier conversations. */
  enableHistory?: boolean;
  /** Address of EchoAI, such as `https://chat.example`; without it the page's own origin. */
  host?: string;
  /** The corner that the chat is in; right without it. `end` is left on pages that run from right to left. */
  position?: 'left' | 'right' | 'end';
  /** Language of the chat's own texts, such as `de`; without it the page's. */
  language?: string;
}

/**
 * The chat widget in a React application. It renders nothing where it stands: the widget lives beside
 * the page's content, one at a time, for as long as this component is mounted.
 */
export function ChatWidget({
  chatbotId,
  userEmail,
  identity,
  primaryColor,
  welcomeMessage,
  enableImageUpload,
  enableFAQ,
  enableHistory,
  host,
  position,
  language,
}: ChatWidgetProps): null {
  useEffect(() => {
    loadWidget(host);
    const options = {
      chatbot: chatbotId,
      color: primaryColor,
      welcome: welcomeMessage,
      position,
      language,
      faq: onOrOff(enableFAQ),
      images: onOrOff(enableImageUpload),
      history: onOrOff(enableHistory),
    };
    call('init', options);
  }, [
    chatbotId,
    primaryColor,
    welcomeMessage,
    position,
    language,
    enableFAQ,
    enableImageUpload,
    enableHistory,
    host,
  ]);

  // As text, since every render may bring another object that says the same.
  const claimed = JSON.stringify(identity ?? (userEmail ? { email: userEmail } : null));
  const isTold = useRef(false);
  useEffect(() => {
    // Who is signed in may be told by other parts of the page, too.
    if (claimed === 'null' && !isTold.current) return;
    isTold.current = true;
    call('identify', JSON.parse(claimed));
  }, [claimed]);

  useEffect(
    () => () => {
      if (isTold.current) call('identify', null);
      call('destroy');
    },
    [],
  );
  return null;
}

function onOrOff(flag: boolean | undefined): 'on' | 'off' | undefined {
  if (flag === undefined) return undefined;
  return flag ? 'on' : 'off';
}
