import type { Message } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { Avatar } from '@centralino/ui/badges.tsx';
import type { useTimes } from '@centralino/ui/texts.ts';
import { IconCheck, IconChecks, IconFile, IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEventText } from './eventText.ts';
import { fileSize } from './model.ts';
import css from './Timeline.module.css';

interface Props {
  message: Message;
  continues: boolean;
  times: ReturnType<typeof useTimes>;
}

export const MessageItem = memo(function MessageItem({ message, continues, times }: Props) {
  const { t } = useTranslation();
  const myId = useLive((state) => state.me.user_id);
  const eventText = useEventText();
  const time = (
    <time className={css.time} dateTime={message.at} title={times.full(message.at)}>
      {times.time(message.at)}
    </time>
  );
  if (message.kind === 'event') {
    return (
      <p className={css.event}>
        {eventText(message.text, message.author.name)} {time}
      </p>
    );
  }
  const mine = message.author.id === myId;
  const side = message.author.kind === 'visitor' ? 'in' : 'out';
  const note = message.kind === 'note';
  return (
    <article className={css.message} data-side={side} data-continues={continues || undefined}>
      {side === 'in' && (
        <span className={css.face}>
          {!continues && <Avatar name={message.author.name} size={28} />}
        </span>
      )}
      <div className={css.content}>
        <p className={continues ? 'visually-hidden' : css.author}>
          {note && <IconLock size={14} aria-hidden="true" />}
          <strong>{mine ? t('conversation.you') : message.author.name}</strong>
          {note && <span>{t('conversation.note')}</span>}
          {time}
        </p>
        <div className={css.bubble} data-note={note || undefined}>
          {message.attachment ? <File attachment={message.attachment} /> : message.text}
        </div>
        {side === 'out' && !note && <Delivery state={message.state} />}
      </div>
    </article>
  );
});

function Delivery({ state }: { state: Message['state'] }) {
  const { t } = useTranslation();
  const Icon = state === 'accepted' ? IconCheck : IconChecks;
  return (
    <span className={css.delivery} data-seen={state === 'seen' || undefined}>
      <Icon size={14} aria-hidden="true" />
      {t(`conversation.delivery.${state}`)}
    </span>
  );
}

function File({ attachment }: { attachment: NonNullable<Message['attachment']> }) {
  const { i18n } = useTranslation();
  const { url, name, media_type, size_bytes } = attachment;
  const size = fileSize(size_bytes, i18n.language);
  // Only what the browser can draw without running anything; an SVG could carry a script.
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(media_type);
  return (
    <a
      className={css.file}
      href={url}
      target="_blank"
      rel="noreferrer"
      download={!isPicture && name}
    >
      {isPicture ? (
        <img className={css.picture} src={url} alt={name} loading="lazy" />
      ) : (
        <IconFile size={24} stroke={1.5} aria-hidden="true" />
      )}
      <span className={css.fileName}>
        {name}
        <span className={css.fileSize}>{size}</span>
      </span>
    </a>
  );
}
