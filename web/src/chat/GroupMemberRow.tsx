import { Crown, EllipsisVertical, ShieldCheck, ShieldOff, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { groups } from '@/api/endpoints';
import type { Group, GroupMember } from '@/api/types';
import { useMe } from '@/auth/useSession';
import { Avatar } from '@/ui/Avatar';
import { confirm } from '@/ui/confirm';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';
import { PresenceDot } from '@/ui/PresenceDot';
import { toastError } from '@/ui/toasts';

interface GroupMemberRowProps {
  group: Group;
  member: GroupMember;
  onChanged: (group: Group) => void;
}

export function GroupMemberRow({ group, member, onChanged }: GroupMemberRowProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { user, role } = member;
  const owns = group.role === 'owner';
  const manages = user.id !== me.id && (owns || (group.role === 'admin' && role === 'member'));
  const apply = (work: Promise<Group>): void => void work.then(onChanged, toastError);
  const handOver = async (): Promise<void> => {
    if (await confirm({ title: t('chat.makeOwner'), text: t('chat.makeOwnerText', { name: user.displayName }), action: t('chat.makeOwner') })) apply(groups.setMember(group.id, user.id, 'owner'));
  };
  const remove = async (): Promise<void> => {
    if (await confirm({ title: t('chat.removeMember'), text: t('chat.removeMemberText', { name: user.displayName }), action: t('common.remove') })) apply(groups.removeMember(group.id, user.id));
  };
  return (
    <li className="flex items-center gap-3 rounded-xl p-2 hover:bg-base-200">
      <span className="relative">
        <Avatar name={user.displayName} picture={user.picture} size="2.25rem" />
        {user.presence !== null && <span className="absolute -right-0.5 bottom-0 leading-none"><PresenceDot state={user.presence.state} /></span>}
      </span>
      <span className="min-w-0 flex-1 truncate">
        {user.id === me.id ? `${user.displayName} (${t('common.you')})` : <Link to={`/people/${user.id}`} className="rounded hover:underline">{user.displayName}</Link>}
      </span>
      {role !== 'member' && <span className="badge badge-neutral badge-sm">{t(`chat.${role}`)}</span>}
      {manages && (
        <Menu label={t('call.actionsOf', { name: user.displayName })} button={<EllipsisVertical className="size-4" aria-hidden="true" />}>
          {owns && role === 'member' && <MenuItem icon={ShieldCheck} label={t('chat.makeAdmin')} onSelect={() => apply(groups.setMember(group.id, user.id, 'admin'))} />}
          {owns && role === 'admin' && <MenuItem icon={ShieldOff} label={t('chat.dropAdmin')} onSelect={() => apply(groups.setMember(group.id, user.id, 'member'))} />}
          {owns && <MenuItem icon={Crown} label={t('chat.makeOwner')} onSelect={() => void handOver()} />}
          <MenuItem icon={UserX} danger label={t('chat.removeMember')} onSelect={() => void remove()} />
        </Menu>
      )}
    </li>
  );
}
