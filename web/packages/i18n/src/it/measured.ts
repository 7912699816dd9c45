/* Italian: how a talk went. Part of the texts of the telephone. */
export const measured = {
  title: 'Com’è andato il dialogo',
  how: 'Misurato da chi parla e quando; nessuna parola viene riconosciuta.',
  late: 'Saluto in ritardo',
  never: 'L’operatore non ha mai parlato',
  ofAgent: 'operatore {{share}}',
  talk: 'Dialogo',
  greeting: 'Prima del saluto',
  share: 'Parla l’operatore',
  byAgent: 'Interrompe l’operatore',
  byCustomer: 'Interrompe il cliente',
  monologue: 'Monologo più lungo dell’operatore',
  silence: 'Silenzio più lungo',
  deadAir: 'Nessuno parla, in tutto',
};
