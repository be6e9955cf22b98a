import { useTranslation } from 'react-i18next';
import type { Gender, QueueProfile } from '@/api/types';
import { en } from '@/i18n/en';
import { Field } from '@/ui/Field';
import { LanguagePicker } from '@/ui/LanguagePicker';
import { InterestField } from './InterestField';
import { genders, sought } from './queueProfile';

const regionNames = Object.keys(en.regions) as (keyof typeof en.regions)[];

export function ProfileFields({ profile, onChange }: { profile: QueueProfile; onChange: (profile: QueueProfile) => void }) {
  const { t } = useTranslation();
  const change = (part: Partial<QueueProfile>): void => onChange({ ...profile, ...part });
  return (
    <>
      <Field label={t('talk.name')}>
        {(ids) => <input {...ids} className="input w-full" required maxLength={40} autoComplete="nickname" value={profile.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('talk.gender')}>
          {(ids) => (
            <select {...ids} className="select w-full" value={profile.gender} onChange={(event) => change({ gender: event.target.value as Gender })}>
              {genders.map((gender) => <option key={gender} value={gender}>{t(`talk.${gender}`)}</option>)}
            </select>
          )}
        </Field>
        <Field label={t('talk.seeks')}>
          {(ids) => (
            <select {...ids} className="select w-full" value={profile.seeks ?? ''} onChange={(event) => change({ seeks: sought.find((one) => one === event.target.value) ?? null })}>
              <option value="">{t('talk.anyone')}</option>
              {sought.map((gender) => <option key={gender} value={gender}>{t(`talk.${gender}`)}</option>)}
            </select>
          )}
        </Field>
        <Field label={t('talk.region')}>
          {(ids) => (
            <select {...ids} className="select w-full" value={profile.region} onChange={(event) => change({ region: event.target.value })}>
              <option value="">{t('talk.regionAny')}</option>
              {regionNames.map((region) => <option key={region} value={region}>{t(`regions.${region}`)}</option>)}
            </select>
          )}
        </Field>
      </div>
      <LanguagePicker label={t('talk.languages')} chosen={profile.languages} onChange={(languages) => change({ languages })} />
      <InterestField interests={profile.interests} onChange={(interests) => change({ interests })} />
    </>
  );
}
