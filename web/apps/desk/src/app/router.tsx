import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { NotFound, PageError } from './PageError.tsx';
import { SignedIn } from './SignedIn.tsx';

interface SignInSearch {
  next?: string;
  ended?: boolean;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  component: lazyRouteComponent(() => import('../features/session/SignIn.tsx'), 'SignIn'),
  validateSearch: (search): SignInSearch => ({
    // Only a path of this site may follow a sign-in, never a foreign address.
    ...(typeof search.next === 'string' && /^\/[^/\\]/.test(search.next)
      ? { next: search.next }
      : {}),
    ...(search.ended ? { ended: true } : {}),
  }),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/session/Welcome.tsx'), 'Welcome'),
});

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' });
  },
});
const InboxPage = lazyRouteComponent(() => import('../features/inbox/InboxPage.tsx'), 'InboxPage');
const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  component: InboxPage,
});
const conversation = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox/$conversationId',
  component: InboxPage,
});
const floor = createRoute({
  getParentRoute: () => signedIn,
  path: '/floor',
  component: lazyRouteComponent(() => import('../features/floor/FloorPage.tsx'), 'FloorPage'),
});
const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  component: lazyRouteComponent(() => import('../features/reports/ReportsPage.tsx'), 'ReportsPage'),
});

const adminHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin',
  beforeLoad: () => {
    throw redirect({ to: '/admin/$area', params: { area: 'queues' } });
  },
});
const admin = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/$area',
  component: lazyRouteComponent(() => import('../features/admin/AdminPage.tsx'), 'AdminPage'),
});

const flow = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/flows/$flowId',
  component: lazyRouteComponent(() => import('../features/flows/FlowPage.tsx'), 'FlowPage'),
});

// Inside the shell, so that somebody who is lost still has the way to everything else.
const lost = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound });

export const router = createRouter({
  basepath: '/desk',
  routeTree: root.addChildren([
    signIn,
    welcome,
    signedIn.addChildren([home, inbox, conversation, floor, reports, adminHome, admin, flow, lost]),
  ]),
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
