import { useTranslation } from 'react-i18next';

/** What an event of the conversation says, with the name of who did it where there is one. */
export function useEventText(): (code: string, name: string) => string {
  const { t } = useTranslation();
  return (code, name) => {
    switch (code) {
      case 'agent_joined':
        return t('event.agent_joined', { name });
      case 'transferred':
      case 'ended_by_agent':
        return name ? t(`event.${code}By`, { name }) : t(`event.${code}`);
      case 'ended_by_visitor':
      case 'ended_by_system':
      case 'visitor_idle':
      case 'conference':
      case 'transferred_out':
      case 'call_answered':
      case 'call_busy':
      case 'call_no_answer':
      case 'call_declined':
      case 'call_unavailable':
      case 'call_not_found':
      case 'call_forbidden':
      case 'call_no_codec':
      case 'call_media_lost':
      case 'call_failed':
      case 'call_cancelled':
      case 'call_hung_up':
      case 'call_no_way_out':
      case 'call_restart':
      case 'call_too_long':
      case 'hold_ended':
      case 'callback_booked':
      case 'voicemail':
      case 'recording_paused':
      case 'recording_resumed':
        return t(`event.${code}`);
      default:
        // One that a newer server invented has no words here yet; its code is nothing for people.
        return t('event.other');
    }
  };
}
