import type { Metadata } from 'next';
import { ChatbotSettings } from '@/chatbots/ChatbotSettings';

export const metadata: Metadata = { title: 'Chatbot settings' };

export default function Page() {
  return <ChatbotSettings />;
}
