import {
  BadgeCheck,
  Bell,
  CalendarClock,
  Circle,
  CircleHelp,
  CircleStop,
  Clock,
  Cloud,
  CloudCog,
  Contact,
  Gauge,
  Globe,
  Handshake,
  Hash,
  Headset,
  Hourglass,
  ListTree,
  type LucideIcon,
  Mail,
  MessageCircleOff,
  MessageCirclePlus,
  MessageSquare,
  Percent,
  Play,
  Repeat,
  Send,
  Sheet,
  Smile,
  Sparkles,
  Split,
  SquareCheck,
  StickyNote,
  Table2,
  Tag,
  Target,
  Timer,
  UserCheck,
  UserCog,
  UserPen,
  Webhook,
  Workflow,
} from 'lucide-react';
import { classes } from '@/lib/classes';
import { useNodeKinds } from './automationQueries';

/** By the name that a node's definition gives. */
const icons: Record<string, LucideIcon> = {
  'badge-check': BadgeCheck,
  bell: Bell,
  'calendar-clock': CalendarClock,
  'circle-help': CircleHelp,
  'circle-stop': CircleStop,
  clock: Clock,
  cloud: Cloud,
  'cloud-cog': CloudCog,
  contact: Contact,
  gauge: Gauge,
  globe: Globe,
  handshake: Handshake,
  hash: Hash,
  headset: Headset,
  hourglass: Hourglass,
  'list-tree': ListTree,
  mail: Mail,
  'message-circle-off': MessageCircleOff,
  'message-circle-plus': MessageCirclePlus,
  'message-square': MessageSquare,
  percent: Percent,
  play: Play,
  repeat: Repeat,
  send: Send,
  smile: Smile,
  sheet: Sheet,
  sparkles: Sparkles,
  split: Split,
  'square-check': SquareCheck,
  'sticky-note': StickyNote,
  'table-2': Table2,
  tag: Tag,
  target: Target,
  timer: Timer,
  'user-check': UserCheck,
  'user-cog': UserCog,
  'user-pen': UserPen,
  webhook: Webhook,
  workflow: Workflow,
};

/** The icon that a node's definition names; a circle for one that is not known here. */
export function iconNamed(name: string | undefined): LucideIcon {
  return icons[name ?? ''] ?? Circle;
}

/** The icon of a kind of node; a circle for one that this version does not know. */
export function NodeIcon({ kind, className }: { kind: string; className?: string }) {
  const { data: kinds } = useNodeKinds();
  const Icon = iconNamed(kinds?.[kind]?.icon);
  return <Icon aria-hidden className={classes('size-4 shrink-0 text-muted', className)} />;
}
