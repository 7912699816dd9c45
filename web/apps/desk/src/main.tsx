import '@centralino/ui/tokens.css';
import '@centralino/ui/mantine.css';
import '@centralino/ui/base.css';
import { onSignedOut, speakLanguage } from '@centralino/api/client.ts';
import { preferredLanguage, startTexts } from '@centralino/i18n/setup.ts';
import { preferences } from '@centralino/ui/preferences.ts';
import { cssVariablesResolver, theme } from '@centralino/ui/theme.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/queries.ts';
import { router } from './app/router.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

onSignedOut(() => {
  queryClient.clear();
  if (router.state.location.pathname.endsWith('/signin')) return;
  const next = location.pathname + location.search;
  void router.navigate({ to: '/signin', search: { ended: true, next } });
});

async function start(): Promise<void> {
  const language = preferences().language ?? preferredLanguage();
  speakLanguage(language);
  await startTexts(language);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
        deduplicateCssVariables={false}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
