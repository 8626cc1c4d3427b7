import type { Words } from './words.ts';

export const dutch: Words = {
  locale: 'nl',
  greeting: 'Hallo! Wat wil je weten?',
  greetingByName: (name) => `Hallo ${name}, leuk je te spreken. Wat wil je weten?`,
  howAreYou: 'Het gaat goed, dank je. Wat kan ik voor je doen?',
  thanks: 'Graag gedaan. Wil je nog iets weten?',
  goodbye: 'Tot ziens, en bedankt voor je bericht.',
  compliment: 'Dank je, dat is aardig. Kan ik je ergens mee helpen?',
  joke: 'Ik ben beter in vragen dan in vermaak. Is er iets dat je wilt weten?',
  whoAreYou: (name) =>
    `Ik ben ${name}, een automatische assistent. Ik antwoord met wat er op de pagina’s van dit bedrijf staat en laat zien waar elk antwoord vandaan komt. Wat wil je weten?`,
  areYouBot: (name) =>
    `Ik ben ${name}, een automatische assistent en geen mens. Wil je liever met een mens praten, zeg het dan gerust.`,
  announcesQuestion: 'Natuurlijk. Waar gaat het over?',
  oneMoment: 'Neem de tijd.',
  offTopic:
    'Daar kan ik niet mee helpen. Ik beantwoord vragen over dit bedrijf, de producten en de diensten.',
  insult:
    'Het spijt me dat ik niet meer kan helpen. Zeg wat je nodig hebt, of vraag naar een mens.',
  sorry: 'Dat spijt me.',
  ordersToBot: 'Dat kan ik niet doen. Ik beantwoord alleen vragen over dit bedrijf.',

  handedOver: 'Ik heb dit doorgegeven aan ons team. Iemand antwoordt je hier.',
  alreadyHandedOver: 'Ons team heeft je bericht. Iemand antwoordt je hier.',
  answersWithin: (time) => `Meestal komt het antwoord binnen ${time}.`,
  answerTimes: {
    minutes: 'enkele minuten',
    hour: 'een uur',
    two_hours: 'twee uur',
    four_hours: 'vier uur',
    day: 'een dag',
    two_days: 'twee dagen',
  },
  nobodyThere: 'Er is nu niemand.',
  backOn: (time) => `We zijn er weer op ${time}.`,
  leaveEmail: 'Laat je e-mailadres achter, dan schrijven we je.',
  emailTaken: (address) => `Dank je. We schrijven je op ${address}.`,
  offerPerson: 'Zal ik dit doorgeven aan een collega?',
  yesPerson: 'Ja, graag',
  noPerson: 'Nee, dank je',
  declinedPerson: 'Goed. Wat wil je nog meer weten?',
  neverMind: 'Niet meer nodig',
  botAgain: 'Goed, ik ben er weer. Wat wil je weten?',
  contact: 'Je kunt ons team hier bereiken:',
  noContact: 'Ik kan hier niets aan een mens doorgeven, en ik heb geen contactgegevens gevonden.',
  contactSearch: 'contact telefoon e-mail klantenservice',

  distress:
    'Het spijt me dat je je zo voelt. Ik ben een automatische assistent en kan hier niet mee helpen, maar je bent niet alleen. Praat nu met iemand: bel 112, in Nederland 113 of in België 1813.',
  teamKnows: 'Ik heb ons team ook op de hoogte gebracht.',
  bereaved: 'Gecondoleerd met je verlies.',

  noted: (facts) => `Genoteerd: ${facts}.`,
  corrected: 'Dank je, ik heb het verbeterd.',
  remembered: 'Dit heb ik onthouden van wat je me hebt verteld:',
  remembersNothing: 'Ik weet nog niets over je. Ik onthoud wat je me hier vertelt.',
  toldOn: (date) => `Dat heb je me op ${date} verteld:`,
  notedOn: (date) => `Dit heb ik onthouden van wat je me op ${date} vertelde:`,
  correctedOn: (date) => `Dat heb je op ${date} verbeterd:`,
  keptInMind: 'Dank je, ik houd er rekening mee.',
  notKnown: 'Dat weet ik niet: je hebt het me niet verteld, of ik ben het vergeten.',
  ofOthers: 'Over jezelf heb je me dat niet verteld. Wat je wel hebt verteld, is dit:',
  forgotten: 'Ik ben het vergeten.',
  nothingToForget: 'Ik heb niets over je onthouden.',

  lastAnswer: 'Ik zei:',
  nothingSaidYet: 'We hebben nog nergens over gepraat. Wat wil je weten?',
  inShort: 'Kort gezegd:',
  inOtherWords: 'Met andere woorden:',
  yourQuestionWas: 'Je vroeg:',

  whichOne: 'Welke bedoel je?',
  tooVague: 'Kun je me iets meer vertellen? Waar gaat het over?',

  ignorance: 'Daar heb ik in mijn informatie niets over.',
  noAnswerTo: (question) => `Op “${question}” heb ik geen antwoord gevonden.`,
  closestTopics: 'De onderwerpen die het dichtst in de buurt komen:',
  askOtherwise: 'Vraag me naar een hiervan, of stel je vraag in andere woorden.',
  foundIn: (language) => `Dit staat er, in het ${language}:`,
};
