import { useTranslation } from 'react-i18next';
import { useDeferredValue, useState } from 'react';
import { Search } from 'lucide-react';
import { Page } from '@/ui/Page';
import { RecommendedList } from './RecommendedList';
import { RequestList } from './RequestList';
import { SearchResults } from './SearchResults';

/** Search, requests and recommendations. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const searched = useDeferredValue(text.trim());
  return (
    <Page title={t('people.title')} hint={t('people.hint')}>
      <label className="input w-full">
        <Search className="size-4 text-muted" aria-hidden="true" />
        <span className="sr-only">{t('people.searchLabel')}</span>
        <input type="search" value={text} placeholder={t('people.searchLabel')} maxLength={64} onChange={(event) => setText(event.target.value)} />
      </label>
      {searched !== '' ? <SearchResults q={searched} /> : (
        <>
          <RequestList direction="in" />
          <RequestList direction="out" />
          <RecommendedList />
        </>
      )}
    </Page>
  );
}
