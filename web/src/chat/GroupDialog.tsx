import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link2, LogOut, RefreshCw, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { groups } from '@/api/endpoints';
import type { Group, Id } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { confirm } from '@/ui/confirm';
import { copyText } from '@/ui/copyText';
import { Dialog } from '@/ui/Dialog';
import { PictureInput } from '@/ui/PictureInput';
import { QueryState } from '@/ui/QueryState';
import { toast, toastError } from '@/ui/toasts';
import { AddMembers } from './AddMembers';
import { chatKeys } from './chatKeys';
import { GroupMemberRow } from './GroupMemberRow';
import { GroupNameForm } from './GroupNameForm';

/** Who is in a group and what one may do with it. */
export function GroupDialog({ groupId, onClose }: { groupId: Id; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: chatKeys.group(groupId), queryFn: ({ signal }) => groups.get(groupId, signal) });
  return (
    <Dialog title={t('chat.details')} onClose={onClose}>
      <QueryState query={query}>{(group) => <GroupDetails group={group} onClose={onClose} />}</QueryState>
    </Dialog>
  );
}

function GroupDetails({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const manages = group.role !== 'member';
  const keep = (changed: Group): void => {
    queries.setQueryData(chatKeys.group(group.id), changed);
    void queries.invalidateQueries({ queryKey: chatKeys.list });
  };
  const go = async (question: { title: string; text: string }, work: () => Promise<unknown>): Promise<void> => {
    if (!(await confirm({ ...question, action: question.title }))) return;
    try {
      await work();
      onClose();
      await queries.invalidateQueries({ queryKey: chatKeys.all });
      await navigate('/chats');
    } catch (error) {
      toastError(error);
    }
  };
  const renew = async (): Promise<void> => {
    if (await confirm({ title: t('chat.newLink'), text: t('chat.newLinkText'), action: t('chat.newLink') })) await groups.update(group.id, { newCode: true }).then(keep, toastError);
  };
  return (
    <div className="flex flex-col gap-4">
      {manages ? (
        <>
          <PictureInput
            name={group.name}
            picture={group.picture}
            size="4rem"
            onSet={async (picture) => keep(await groups.setPicture(group.id, picture))}
            onDrop={async () => keep(await groups.dropPicture(group.id))}
          />
          <GroupNameForm group={group} onChanged={keep} />
        </>
      ) : <div className="flex items-center gap-4"><Avatar name={group.name} picture={group.picture} size="4rem" /><h3 className="text-lg font-semibold">{group.name}</h3></div>}
      {manages && (
        <div className="flex flex-wrap gap-2">
          <button type="button" className="btn btn-sm" onClick={() => void copyText(`${location.origin}/g/${group.code}`).then(() => toast(t('common.copied'), { tone: 'good' }))}><Link2 className="size-4" aria-hidden="true" />{t('chat.inviteLink')}</button>
          <button type="button" className="btn btn-sm" onClick={() => void renew()}><RefreshCw className="size-4" aria-hidden="true" />{t('chat.newLink')}</button>
          <button type="button" className="btn btn-sm" aria-expanded={adding} onClick={() => setAdding(!adding)}><UserPlus className="size-4" aria-hidden="true" />{t('chat.addMembers')}</button>
        </div>
      )}
      {adding && <AddMembers group={group} onChanged={(changed) => { keep(changed); setAdding(false); }} />}
      <section aria-label={t('chat.groupMembers')}>
        <h3 className="mb-1 text-sm font-semibold">{t('chat.members', { count: group.members.length })}</h3>
        <ul>{group.members.map((member) => <GroupMemberRow key={member.user.id} group={group} member={member} onChanged={keep} />)}</ul>
      </section>
      <div className="flex flex-wrap gap-2 border-t border-base-300 pt-4">
        <button type="button" className="btn btn-sm" onClick={() => void go({ title: t('chat.leaveGroup'), text: t('chat.leaveGroupText') }, () => groups.leave(group.id))}><LogOut className="size-4" aria-hidden="true" />{t('chat.leaveGroup')}</button>
        {group.role === 'owner' && (
          <button type="button" className="btn btn-error btn-sm" onClick={() => void go({ title: t('chat.deleteGroup'), text: t('chat.deleteGroupText') }, () => groups.remove(group.id))}><Trash2 className="size-4" aria-hidden="true" />{t('chat.deleteGroup')}</button>
        )}
      </div>
    </div>
  );
}
