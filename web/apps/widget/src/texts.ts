/* What the widget says to customers: Italian formally, English plainly. */
import type { Language } from '@centralino/api/types.ts';
import { speakerOf } from './speaker.ts';

/** Of each the Italian, then the English: side by side no key stands twice in a script that must stay small. */
const texts = {
  open: ['Apri la chat', 'Open the chat'],
  openUnread: ['Apri la chat, {n} da leggere', 'Open the chat, {n} unread'],
  close: ['Chiudi la chat', 'Close the chat'],
  title: ['Scriva a {name}', 'Write to {name}'],
  demo: ['Dimostrazione', 'Demo'],
  hello: [
    'Buongiorno. Ci dica come possiamo aiutarla: le risponde una persona.',
    'Hello. Tell us how we can help: a person will answer you.',
  ],
  closedTitle: ['Ora siamo chiusi', 'We are closed right now'],
  closed: [
    'Ci scriva lo stesso: risponderemo alla riapertura.',
    'Write all the same: we answer when we reopen.',
  ],
  name: ['Nome', 'Name'],
  email: ['E-mail (facoltativa)', 'E-mail (optional)'],
  emailHint: ['Per risponderle se esce dalla chat.', 'To answer you if you leave the chat.'],
  text: ['Come possiamo aiutarla?', 'How can we help?'],
  begin: ['Inizia la chat', 'Start the chat'],
  call: ['Chiama', 'Call'],
  nameMissing: ['Scriva il suo nome.', 'Write your name.'],
  emailWrong: [
    'Controlli l’indirizzo: manca qualcosa.',
    'Check the address: something is missing.',
  ],
  textMissing: ['Scriva qui la sua domanda.', 'Write your question here.'],
  position: ['È il numero {n} in coda.', 'You are number {n} in line.'],
  next: ['È il prossimo.', 'You are next.'],
  about: ['Attesa: circa {m} min, tra {l} e {h}.', 'Wait: about {m} min, between {l} and {h}.'],
  aboutOne: ['Attesa: circa {m} min.', 'Wait: about {m} min.'],
  soon: ['Attesa: meno di un minuto.', 'Wait: less than a minute.'],
  nobody: ['Ora non c’è nessuno: le risponderemo.', 'Nobody is here right now: we will answer.'],
  offered: [
    'La stiamo mettendo in contatto con una persona…',
    'We are connecting you with a person…',
  ],
  with: ['Sta parlando con {name}', 'You are talking to {name}'],
  waitingTitle: ['In attesa di una persona', 'Waiting for a person'],
  ended: ['Chat terminata', 'Chat ended'],
  you: ['Lei', 'You'],
  write: ['Scriva un messaggio', 'Write a message'],
  send: ['Invia', 'Send'],
  attach: ['Allega un file', 'Attach a file'],
  typing: ['{name} sta scrivendo…', '{name} is typing…'],
  person: ['Parla con una persona', 'Talk to a person'],
  personAsked: ['Fatto: le risponderà una persona.', 'Done: a person will answer you.'],
  end: ['Termina la chat', 'End the chat'],
  endSure: ['Terminare la chat?', 'End the chat?'],
  yes: ['Sì, termina', 'Yes, end it'],
  no: ['No, continua', 'No, go on'],
  endedByYou: ['Ha terminato la chat.', 'You ended the chat.'],
  endedByAgent: ['{name} ha terminato la chat.', '{name} ended the chat.'],
  case: ['La sua pratica: {n}', 'Your case: {n}'],
  thanks: ['Grazie del voto.', 'Thank you for your rating.'],
  again: ['Nuova chat', 'New chat'],
  offline: [
    'Connessione persa. Può continuare a scrivere: invieremo tutto appena torna.',
    'Connection lost. You can keep writing: we send everything when it is back.',
  ],
  sending: ['Invio…', 'Sending…'],
  accepted: ['Inviato', 'Sent'],
  delivered: ['Consegnato', 'Delivered'],
  seen: ['Letto', 'Seen'],
  failed: ['Non inviato', 'Not sent'],
  retry: ['Riprova', 'Retry'],
  log: ['Messaggi', 'Messages'],
  newMessage: ['Nuovo messaggio da {name}', 'New message from {name}'],
  tooBig: ['Il file supera {n} MB.', 'The file is larger than {n} MB.'],
  unreachable: [
    'Non riusciamo a collegarci. Controlli la connessione e riprovi.',
    'We cannot connect. Check your connection and try again.',
  ],
  busy: ['Troppi tentativi. Attenda e riprovi.', 'Too many attempts. Wait and try again.'],
  broken: ['Non ha funzionato. Riprovi tra poco.', 'That did not work. Try again shortly.'],
  lostSession: [
    'La chat precedente non c’è più. Può iniziarne una nuova.',
    'The previous chat is gone. You can start a new one.',
  ],
  loading: ['Caricamento…', 'Loading…'],
  'event.agent_joined': ['{name} è con lei', '{name} is with you'],
  'event.transferred': ['La stiamo passando a un collega', 'We are passing you to a colleague'],
  'event.visitor_idle': [
    'È ancora lì? Senza una risposta la chat si chiuderà tra poco.',
    'Are you still there? Without an answer this chat will close soon.',
  ],
} as const;

export type TextKey = keyof typeof texts;
export type Say = ReturnType<typeof speaker>;

export const speaker = (language: Language) => speakerOf(texts, language);

export const knows = (key: string): key is TextKey => key in texts;
