import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { NotFound } from './NotFound';
import { RequireUser } from './RequireUser';
import { Root } from './Root';
import { RouteFault } from './RouteFault';
import { Shell } from './Shell';

/** A screen whose code is fetched when it is first gone to. */
function screen<K extends string>(path: string, load: () => Promise<Record<K, ComponentType>>, name: K): RouteObject {
  return { path, lazy: async () => ({ Component: (await load())[name] }) };
}

const shellScreens: RouteObject[] = [
  screen('home', () => import('@/home/HomeScreen'), 'HomeScreen'),
  screen('people', () => import('@/people/PeopleScreen'), 'PeopleScreen'),
  screen('people/:id', () => import('@/people/PersonScreen'), 'PersonScreen'),
  screen('chats', () => import('@/chat/ChatsScreen'), 'ChatsScreen'),
  screen('chats/:id', () => import('@/chat/ChatsScreen'), 'ChatsScreen'),
  screen('calls', () => import('@/friendCall/CallsScreen'), 'CallsScreen'),
  screen('meetings', () => import('@/meeting/MeetingsScreen'), 'MeetingsScreen'),
  screen('inbox', () => import('@/home/InboxScreen'), 'InboxScreen'),
  screen('settings', () => import('@/settings/SettingsScreen'), 'SettingsScreen'),
  screen('g/:code', () => import('@/chat/JoinGroupScreen'), 'JoinGroupScreen'),
  screen('moderation', () => import('@/moderation/ModerationScreen'), 'ModerationScreen'),
  screen('rooms', () => import('@/moderation/RoomsScreen'), 'RoomsScreen'),
];

export const router = createBrowserRouter([
  {
    element: <Root />,
    errorElement: <RouteFault />,
    hydrateFallbackElement: <></>,
    children: [
      screen('/', () => import('@/landing/LandingScreen'), 'LandingScreen'),
      screen('/login', () => import('@/auth/LogInScreen'), 'LogInScreen'),
      screen('/signup', () => import('@/auth/SignUpScreen'), 'SignUpScreen'),
      screen('/talk', () => import('@/random/TalkScreen'), 'TalkScreen'),
      screen('/m/:code', () => import('@/meeting/MeetingScreen'), 'MeetingScreen'),
      {
        element: <RequireUser />,
        children: [
          screen('/welcome', () => import('@/auth/WelcomeScreen'), 'WelcomeScreen'),
          screen('/suspended', () => import('@/settings/SuspendedScreen'), 'SuspendedScreen'),
          { path: '/', element: <Shell />, children: shellScreens },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
