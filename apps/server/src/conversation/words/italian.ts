import type { Words } from './words.ts';

export const italian: Words = {
  locale: 'it',
  greeting: 'Buongiorno! Che cosa desidera sapere?',
  greetingByName: (name) => `Buongiorno ${name}, piacere. Che cosa desidera sapere?`,
  howAreYou: 'Sto bene, grazie. Come posso aiutarla?',
  thanks: 'Prego. Desidera sapere altro?',
  goodbye: 'Arrivederci, e grazie del messaggio.',
  compliment: 'Grazie, è molto gentile. Posso aiutarla in qualcosa?',
  joke: 'Me la cavo meglio con le domande che con l’intrattenimento. C’è qualcosa che desidera sapere?',
  whoAreYou: (name) =>
    `Sono ${name}, un assistente automatico. Rispondo con quello che dicono le pagine di questa azienda e mostro da dove viene ogni risposta. Che cosa desidera sapere?`,
  areYouBot: (name) =>
    `Sono ${name}, un assistente automatico, non una persona. Se preferisce parlare con una persona, me lo dica.`,
  announcesQuestion: 'Certo, mi dica. Di che cosa si tratta?',
  oneMoment: 'Faccia con calma.',
  offTopic:
    'In questo non posso aiutarla. Rispondo a domande su questa azienda, i suoi prodotti e i suoi servizi.',
  insult:
    'Mi dispiace di non essere più utile. Mi dica di che cosa ha bisogno, oppure chieda di una persona.',
  sorry: 'Mi dispiace.',
  ordersToBot: 'Non posso farlo. Rispondo solo a domande su questa azienda.',

  handedOver: 'Ho inoltrato il suo messaggio al nostro team. Qualcuno le risponderà qui.',
  alreadyHandedOver: 'Il nostro team ha il suo messaggio. Qualcuno le risponderà qui.',
  answersWithin: (time) => `Di solito la risposta arriva entro ${time}.`,
  answerTimes: {
    minutes: 'pochi minuti',
    hour: 'un’ora',
    two_hours: 'due ore',
    four_hours: 'quattro ore',
    day: 'un giorno',
    two_days: 'due giorni',
  },
  nobodyThere: 'In questo momento non c’è nessuno.',
  backOn: (time) => `Saremo di nuovo qui ${time}.`,
  leaveEmail: 'Lasci il suo indirizzo e-mail e le scriveremo.',
  emailTaken: (address) => `Grazie. Le scriveremo a ${address}.`,
  offerPerson: 'Vuole che passi la richiesta a un collega?',
  yesPerson: 'Sì, grazie',
  noPerson: 'No, grazie',
  declinedPerson: 'Va bene. Che cos’altro desidera sapere?',
  neverMind: 'Non serve più',
  botAgain: 'Va bene, sono di nuovo qui. Che cosa desidera sapere?',
  contact: 'Può contattare il nostro team qui:',
  noContact: 'Qui non posso inoltrare messaggi a una persona e non ho trovato recapiti.',
  contactSearch: 'contatti telefono e-mail servizio clienti',

  distress:
    'Mi dispiace che si senta così. Sono un assistente automatico e non posso aiutarla in questo, ma non è solo. Parli subito con qualcuno: chiami il 112 oppure una linea di ascolto.',
  teamKnows: 'Ho avvisato anche il nostro team.',
  bereaved: 'Le mie più sentite condoglianze.',

  noted: (facts) => `Annotato: ${facts}.`,
  corrected: 'Grazie, ho corretto.',
  remembered: 'Ecco che cosa ricordo di quello che mi ha detto:',
  remembersNothing: 'Non so ancora nulla di lei. Ricordo quello che mi dice qui.',
  toldOn: (date) => `Me lo ha detto il ${date}:`,
  notedOn: (date) => `Ho annotato questo da ciò che mi ha detto il ${date}:`,
  correctedOn: (date) => `Lo ha corretto il ${date}:`,
  keptInMind: 'Grazie, ne terrò conto.',
  notKnown: 'Questo non lo so: non me lo ha detto, oppure l’ho dimenticato.',
  ofOthers: 'Non me l’ha detto di sé. Ecco che cosa mi ha detto:',
  forgotten: 'L’ho dimenticato.',
  nothingToForget: 'Non ricordo nulla di lei.',

  lastAnswer: 'Ho detto:',
  nothingSaidYet: 'Non abbiamo ancora parlato di nulla. Che cosa desidera sapere?',
  inShort: 'In breve:',
  inOtherWords: 'In altre parole:',
  yourQuestionWas: 'Ha chiesto:',

  whichOne: 'Quale di questi intende?',
  tooVague: 'Può dirmi qualcosa di più? Di che cosa si tratta?',

  ignorance: 'Non ho una risposta a questo nelle informazioni che possiedo.',
  noAnswerTo: (question) => `Non ho trovato una risposta a «${question}».`,
  closestTopics: 'Gli argomenti più vicini sono:',
  askOtherwise: 'Mi chieda di uno di questi, oppure formuli la domanda in un altro modo.',
  foundIn: (language) => `Ecco che cosa c’è scritto, in ${language}:`,
};
