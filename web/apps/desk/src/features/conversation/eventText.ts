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
        return t(`event.${code}`);
      default: {
        // One that a newer server invented is shown with its words apart.
        const words = code.replace(/[._]/g, ' ');
        return words.charAt(0).toUpperCase() + words.slice(1);
      }
    }
  };
}
