import { Bell, House, type LucideIcon, MessageCircle, Phone, Radio, ShieldCheck, Sparkles, Users, Video } from 'lucide-react';
import type { Role } from '@/api/types';

export type NavName = 'home' | 'chats' | 'calls' | 'meetings' | 'talk' | 'people' | 'inbox' | 'moderation' | 'rooms';

export interface NavItem {
  name: NavName;
  to: string;
  icon: LucideIcon;
  /** Also in the bar at the foot of a phone. */
  phone: boolean;
}

const everybody: readonly NavItem[] = [
  { name: 'home', to: '/home', icon: House, phone: true },
  { name: 'chats', to: '/chats', icon: MessageCircle, phone: true },
  { name: 'talk', to: '/talk', icon: Sparkles, phone: true },
  { name: 'meetings', to: '/meetings', icon: Video, phone: true },
  { name: 'calls', to: '/calls', icon: Phone, phone: false },
  { name: 'people', to: '/people', icon: Users, phone: false },
  { name: 'inbox', to: '/inbox', icon: Bell, phone: true },
];

const moderators: readonly NavItem[] = [
  { name: 'moderation', to: '/moderation', icon: ShieldCheck, phone: false },
  { name: 'rooms', to: '/rooms', icon: Radio, phone: false },
];

export function navItems(role: Role): readonly NavItem[] {
  return role === 'user' ? everybody : [...everybody, ...moderators];
}
