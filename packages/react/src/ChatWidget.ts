'use client';

import { useEffect } from 'react';
import { call, loadWidget } from './loadWidget.ts';

export interface ChatWidgetProps {
  /** The chatbot's publishable key, `pk_…`. */
  chatbotId: string;
  /** Who the visitor says to be; it proves nothing. */
  userEmail?: string;
  /** `#rrggbb`; without it the chatbot's own accent. */
  primaryColor?: string;
  /** Without it the chatbot's own. */
  welcomeMessage?: string;
  /** Accepted for later; has no effect yet. */
  enableImageUpload?: boolean;
  /** False hides the FAQ tab. */
  enableFAQ?: boolean;
  /** Accepted for later; has no effect yet. */
  enableHistory?: boolean;
  /** Address of EchoAI, such as `https://chat.example`; without it the page's own origin. */
  host?: string;
  /** The corner that the chat is in; right without it. */
  position?: 'left' | 'right';
}

/**
 * The chat widget in a React application. It renders nothing where it stands: the widget lives beside
 * the page's content, one at a time, for as long as this component is mounted.
 */
export function ChatWidget({
  chatbotId,
  userEmail,
  primaryColor,
  welcomeMessage,
  enableImageUpload,
  enableFAQ,
  enableHistory,
  host,
  position,
}: ChatWidgetProps): null {
  useEffect(() => {
    loadWidget(host);
    const options = {
      chatbot: chatbotId,
      color: primaryColor,
      welcome: welcomeMessage,
      position,
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
    enableFAQ,
    enableImageUpload,
    enableHistory,
    host,
  ]);

  useEffect(() => {
    if (!userEmail) return;
    call('identify', { email: userEmail });
    return () => call('identify', null);
  }, [userEmail]);

  useEffect(() => () => call('destroy'), []);
  return null;
}

function onOrOff(flag: boolean | undefined): 'on' | 'off' | undefined {
  if (flag === undefined) return undefined;
  return flag ? 'on' : 'off';
}
