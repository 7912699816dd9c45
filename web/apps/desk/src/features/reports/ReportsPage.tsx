import '@centralino/ui/mantine-forms.css';
import type { Step } from '@centralino/api/reports.ts';
import { loadReportTexts } from '@centralino/i18n/setup.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChartBar, IconLock, IconReportOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchIntervals } from './api.ts';
import { type ContactFilter, ContactsDialog } from './ContactsDialog.tsx';
import { IntervalChart } from './IntervalChart.tsx';
import { IntervalTable } from './IntervalTable.tsx';
import { bounds, dayIn, STEPS, withoutQuietEnds } from './model.ts';
import css from './Reports.module.css';

const More = lazy(async () => {
  await loadReportTexts();
  return import('./More.tsx');
});

export function ReportsPage() {
  const { t } = useTranslation();
  const role = useLive((state) => state.me.role);
  if (role === 'agent') {
    return (
      <Empty
        level="h1"
        icon={<IconLock stroke={1.5} />}
        title={t('error.forbidden')}
        text={t('error.forbiddenText')}
      />
    );
  }
  return <Reports />;
}

function Reports() {
  const { t } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const offsetMs = useLive((state) => state.offsetMs);
  const queues = useLive((state) => state.queues);
  const [today] = useState(() => dayIn(zone, Date.now() + offsetMs));
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const [step, setStep] = useState<Step>('1h');
  const [queue, setQueue] = useState('');
  const [chart, setChart] = useState(true);
  const [filter, setFilter] = useState<ContactFilter>();
  const valid = from !== '' && to !== '' && from <= to;
  const report = useQuery({
    queryKey: ['intervals', from, to, step, queue, zone],
    queryFn: ({ signal }) =>
      fetchIntervals({ ...bounds(from, to, zone), step, queue: queue || undefined }, signal),
    enabled: valid,
    placeholderData: keepPreviousData,
  });

  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('reports.title')}</h1>
        <p>{t('reports.lead')}</p>
      </header>
      <form className={css.filters} onSubmit={(event) => event.preventDefault()}>
        <TextInput
          type="date"
          label={t('reports.from')}
          value={from}
          max={today}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('reports.to')}
          value={to}
          max={today}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={!valid && t('reports.badRange')}
        />
        <NativeSelect
          label={t('reports.step')}
          value={step}
          onChange={(event) => setStep(event.currentTarget.value as Step)}
          data={STEPS.map((value) => ({ value, label: t(`reports.step${value}`) }))}
        />
        <NativeSelect
          label={t('reports.queue')}
          value={queue}
          onChange={(event) => setQueue(event.currentTarget.value)}
          data={[
            { value: '', label: t('reports.allQueues') },
            ...queues.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
        <Button
          variant="default"
          aria-pressed={chart}
          leftSection={<IconChartBar size={18} aria-hidden="true" />}
          onClick={() => setChart(!chart)}
        >
          {t(chart ? 'reports.hideChart' : 'reports.showChart')}
        </Button>
      </form>
      {report.isError && <ErrorNote error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && valid && <Skeleton rows={8} height={36} />}
      {report.data && report.data.total.offered === 0 && (
        <Empty
          icon={<IconReportOff stroke={1.5} />}
          title={t('reports.empty')}
          text={t('reports.emptyText')}
        />
      )}
      {report.data && report.data.total.offered > 0 && (
        <>
          {chart && (
            <IntervalChart
              rows={withoutQuietEnds(report.data.rows)}
              zone={zone}
              daily={report.data.step === '1d'}
            />
          )}
          <IntervalTable report={report.data} zone={zone} onContacts={setFilter} />
        </>
      )}
      {valid && (
        <Suspense>
          <More {...bounds(from, to, zone)} queue={queue || undefined} zone={zone} />
        </Suspense>
      )}
      {filter && <ContactsDialog filter={filter} onClose={() => setFilter(undefined)} />}
    </div>
  );
}
