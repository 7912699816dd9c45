import {
  IconArrowForwardUp,
  IconClock,
  IconFlag,
  IconForms,
  IconGitBranch,
  IconLanguage,
  IconListNumbers,
  IconLock,
  IconMessage2,
  IconPhoneIncoming,
  IconPuzzle,
  IconRecordMail,
  IconShieldCheck,
  IconStar,
  IconUserCheck,
  IconVariable,
  IconWorldSearch,
} from '@tabler/icons-react';
import type { Kind } from '../api.ts';

/** In the order in which kinds are offered. */
export const ICONS: Record<Kind, typeof IconClock> = {
  say: IconMessage2,
  menu: IconListNumbers,
  ask: IconForms,
  queue: IconUserCheck,
  hours: IconClock,
  voicemail: IconRecordMail,
  callback: IconPhoneIncoming,
  transfer: IconArrowForwardUp,
  if: IconGitBranch,
  set: IconVariable,
  look_up: IconWorldSearch,
  secret: IconLock,
  language: IconLanguage,
  consent: IconShieldCheck,
  survey: IconStar,
  module: IconPuzzle,
  end: IconFlag,
};

export const KINDS = Object.keys(ICONS) as Kind[];
