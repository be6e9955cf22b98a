import type { en } from '../en';
import type { Translation } from '../translation';
import { account, home, people, settings } from './account';
import { call, devices, quality, shortcuts, stats } from './call';
import { chat, friendCall, moderation } from './chat';
import { common, nav, time, trouble } from './common';
import { errors } from './errors';
import { landing, meeting } from './landing';
import { regions, report, talk } from './talk';
import { themes } from './themes';

export const zh: Translation<typeof en> = {
  account, call, chat, common, devices, errors, friendCall, home, landing, meeting, moderation, nav, people, quality, regions, report, settings, shortcuts,
  stats, talk, themes, time, trouble,
};
