/* Italian: how trunks are, and who is held for too long. Part of the texts of the telephone. */
export const trunks = {
  title: 'Linee esterne',
  now: 'La linea adesso',
  state: { up: 'Funziona', down: 'Non funziona', unknown: 'Si sta provando', off: 'Spenta' },
  since: 'Dalle {{time}}.',
  check: 'Prova adesso',
  why: {
    password: 'nome utente o password rifiutati',
    silent: 'nessuno risponde',
    unreachable: 'non si raggiunge',
    certificate: 'certificato non valido',
    theirs: 'guasto dall’altra parte',
  },
  trouble: {
    password:
      'Il server rifiuta nome utente o password. Confrontarli con quelli dell’operatore telefonico, poi salvare e provare.',
    silent:
      'Nessuno risponde. Controllare indirizzo, porta e trasporto; un firewall potrebbe fermare i pacchetti.',
    unreachable: 'Il server non si raggiunge. Controllare indirizzo, porta e trasporto.',
    certificate:
      'Il certificato non convince: deve essere valido e portare il nome del server, o quello scritto in «Nome nel certificato».',
    theirs:
      'Il guasto è dall’altra parte: di solito passa, altrimenti sentire l’operatore telefonico.',
  },
  calls_one: '{{count}} chiamata in uscita in quest’ora, su {{max}} consentite.',
  calls_other: '{{count}} chiamate in uscita in quest’ora, su {{max}} consentite.',
  minutes_one: '{{count}} minuto nelle ultime 24 ore, su {{max}} consentiti.',
  minutes_other: '{{count}} minuti nelle ultime 24 ore, su {{max}} consentiti.',
  money: '{{spent}} nelle ultime 24 ore, su {{max}} consentiti.',
  limit: {
    calls: 'Limite raggiunto: fino alla prossima ora da qui non si chiama.',
    minutes: 'Minuti esauriti: da qui non si chiama finché non passano 24 ore.',
    spending: 'Spesa massima raggiunta: da qui non si chiama finché non passano 24 ore.',
  },
  limitShort: {
    calls: 'limite di chiamate raggiunto',
    minutes: 'minuti esauriti',
    spending: 'spesa massima raggiunta',
  },
  reset: 'Riparti da zero',
  limitReset: 'Si può chiamare di nuovo.',
  place: 'Si prova come {{n}}ª di {{of}}.',
  sooner: 'Prima',
  later: 'Dopo',
};

export const heldLong = {
  title: 'Un cliente aspetta da troppo',
  text: '{{name}} è in attesa da {{time}}',
  textOf: '{{name}} è in attesa da {{time}}, con {{agent}}',
  open: 'Apri la chiamata',
};
