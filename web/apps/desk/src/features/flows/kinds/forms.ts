/* The form of each kind. */
import type { ComponentType } from 'react';
import type { Kind } from '../api.ts';
import { AskForm } from './AskForm.tsx';
import { CallbackForm } from './CallbackForm.tsx';
import { ConsentForm } from './ConsentForm.tsx';
import { EndForm } from './EndForm.tsx';
import { HoursForm } from './HoursForm.tsx';
import { IfForm } from './IfForm.tsx';
import { LanguageForm } from './LanguageForm.tsx';
import { LookUpForm } from './LookUpForm.tsx';
import { MenuForm } from './MenuForm.tsx';
import { ModuleForm } from './ModuleForm.tsx';
import { QueueForm } from './QueueForm.tsx';
import { SayForm } from './SayForm.tsx';
import { SecretForm } from './SecretForm.tsx';
import { SetForm } from './SetForm.tsx';
import { SurveyForm } from './SurveyForm.tsx';
import { TransferForm } from './TransferForm.tsx';
import { VoicemailForm } from './VoicemailForm.tsx';

export const FORMS: Record<Kind, ComponentType> = {
  say: SayForm,
  menu: MenuForm,
  ask: AskForm,
  hours: HoursForm,
  language: LanguageForm,
  set: SetForm,
  if: IfForm,
  queue: QueueForm,
  callback: CallbackForm,
  voicemail: VoicemailForm,
  consent: ConsentForm,
  look_up: LookUpForm,
  secret: SecretForm,
  survey: SurveyForm,
  module: ModuleForm,
  transfer: TransferForm,
  end: EndForm,
};
