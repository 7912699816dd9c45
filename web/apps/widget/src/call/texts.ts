/* What the call says to customers: Italian formally, English plainly. */
import type { Language } from '@centralino/api/types.ts';

const it = {
  title: 'Chiamata dal sito',
  lead: 'Parla dal browser, senza telefono: basta il microfono.',
  name: 'Nome',
  phone: 'Numero di telefono (facoltativo)',
  phoneHint: 'Per richiamarla, se non vuole aspettare.',
  call: 'Chiama ora',
  close: 'Chiudi',
  asking: 'Il browser chiede di usare il microfono: lo permetta per parlare.',
  connecting: 'Collegamento in corso…',
  automated: 'Risponde il centralino. Ascolti e scelga con la tastiera.',
  place: 'È il numero {n} in attesa.',
  next: 'È il prossimo.',
  minutes: 'Circa {m} min.',
  soon: 'Meno di un minuto.',
  nobody: 'Ora non c’è nessuno che possa rispondere.',
  waiting: 'In attesa di una persona…',
  talking: 'In linea con {name}',
  somebody: 'una persona',
  held: '{name} l’ha messa in attesa',
  recorded: 'La chiamata è registrata',
  reconnecting: 'Linea interrotta: ci stiamo ricollegando. La chiamata resta aperta.',
  fair: 'Linea debole',
  poor: 'Linea molto disturbata',
  mute: 'Disattiva il microfono',
  unmute: 'Riattiva il microfono',
  muted: 'Il microfono è disattivato: non la sentono.',
  keypad: 'Tastiera',
  key: 'Tasto {k}',
  hangUp: 'Riaggancia',
  hear: 'Attiva l’audio',
  hearHint: 'Il browser aspetta un clic prima di far sentire la voce.',
  over: 'Chiamata terminata.',
  callback: 'La richiamiamo noi: il suo posto resta suo.',
  again: 'Chiama di nuovo',
  denied:
    'Il microfono è bloccato. Lo permetta con l’icona accanto all’indirizzo della pagina e riprovi.',
  missing: 'Non troviamo un microfono. Ne colleghi uno e riprovi.',
  busy: 'Il microfono è usato da un altro programma. Lo chiuda e riprovi.',
  insecure:
    'Da questa pagina il browser non permette chiamate: apra il sito con https, o ci scriva nella chat.',
  unreachable: 'Non riusciamo a collegarci. Controlli la connessione e riprovi.',
  refused: 'In questo momento non si può chiamare. Ci scriva nella chat.',
};

export type CallText = keyof typeof it;

const en: Record<CallText, string> = {
  title: 'Call from the site',
  lead: 'Talk from your browser, without a telephone: a microphone is enough.',
  name: 'Name',
  phone: 'Telephone number (optional)',
  phoneHint: 'So that we can call you back if you would rather not wait.',
  call: 'Call now',
  close: 'Close',
  asking: 'Your browser asks to use the microphone: allow it to talk.',
  connecting: 'Connecting…',
  automated: 'The switchboard answers. Listen and choose with the keypad.',
  place: 'You are number {n} in line.',
  next: 'You are next.',
  minutes: 'About {m} min.',
  soon: 'Less than a minute.',
  nobody: 'Nobody who could answer is here right now.',
  waiting: 'Waiting for a person…',
  talking: 'Connected with {name}',
  somebody: 'a person',
  held: '{name} put you on hold',
  recorded: 'This call is recorded',
  reconnecting: 'The line broke: we are reconnecting. Your call stays open.',
  fair: 'Weak line',
  poor: 'Very bad line',
  mute: 'Mute the microphone',
  unmute: 'Unmute the microphone',
  muted: 'Your microphone is muted: they do not hear you.',
  keypad: 'Keypad',
  key: 'Key {k}',
  hangUp: 'Hang up',
  hear: 'Turn the sound on',
  hearHint: 'Your browser waits for a click before it plays the voice.',
  over: 'The call has ended.',
  callback: 'We call you back: your place is kept.',
  again: 'Call again',
  denied:
    'The microphone is blocked. Allow it with the icon beside the page’s address and try again.',
  missing: 'We find no microphone. Connect one and try again.',
  busy: 'Another program uses the microphone. Close it and try again.',
  insecure:
    'Your browser allows no calls from this page: open the site with https, or write in the chat.',
  unreachable: 'We cannot connect. Check your connection and try again.',
  refused: 'Calling is not possible right now. Write to us in the chat.',
};

export type CallSay = (key: CallText, values?: Record<string, string | number>) => string;

export function speaker(language: Language): CallSay {
  const texts = language === 'it' ? it : en;
  return (key, values) =>
    texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values?.[name] ?? ''));
}
