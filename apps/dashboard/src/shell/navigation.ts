import {
  BookOpen,
  Bot,
  House,
  type LucideIcon,
  MessagesSquare,
  Plug,
  Settings,
  Target,
  Workflow,
} from 'lucide-react';

export const navigation: { href: string; label: string; icon: LucideIcon }[] = [
  { href: '/', label: 'Home', icon: House },
  { href: '/conversations', label: 'Conversations', icon: MessagesSquare },
  { href: '/knowledge', label: 'Knowledge', icon: BookOpen },
  { href: '/intents', label: 'Intents', icon: Target },
  { href: '/automations', label: 'Automations', icon: Workflow },
  { href: '/integrations', label: 'Integrations', icon: Plug },
  { href: '/chatbots', label: 'Chatbots', icon: Bot },
  { href: '/settings', label: 'Settings', icon: Settings },
];
