import type { Words } from './words.ts';

export const german: Words = {
  locale: 'de',
  greeting: 'Hallo! Was möchten Sie wissen?',
  greetingByName: (name) => `Hallo ${name}, schön, dass Sie da sind. Was möchten Sie wissen?`,
  howAreYou: 'Danke, mir geht es gut. Was kann ich für Sie tun?',
  thanks: 'Gern geschehen. Möchten Sie noch etwas wissen?',
  goodbye: 'Auf Wiedersehen, und danke für Ihre Nachricht.',
  compliment: 'Danke, das ist nett von Ihnen. Kann ich Ihnen helfen?',
  joke: 'Fragen beantworten kann ich leider besser als unterhalten. Gibt es etwas, das Sie wissen möchten?',
  whoAreYou: (name) =>
    `Ich bin ${name}, ein automatischer Assistent. Ich antworte mit dem, was auf den Seiten dieses Unternehmens steht, und zeige, woher jede Antwort kommt. Was möchten Sie wissen?`,
  areYouBot: (name) =>
    `Ich bin ${name}, ein automatischer Assistent und kein Mensch. Wenn Sie lieber mit einem Menschen schreiben, sagen Sie es einfach.`,
  announcesQuestion: 'Gern. Worum geht es?',
  oneMoment: 'Lassen Sie sich Zeit.',
  offTopic:
    'Dabei kann ich nicht helfen. Ich beantworte Fragen zu diesem Unternehmen, seinen Produkten und Leistungen.',
  insult:
    'Es tut mir leid, dass ich keine größere Hilfe bin. Sagen Sie mir, was Sie brauchen, oder fragen Sie nach einem Menschen.',
  sorry: 'Das tut mir leid.',
  ordersToBot: 'Das kann ich nicht. Ich beantworte nur Fragen zu diesem Unternehmen.',

  handedOver: 'Ich habe das an unser Team weitergegeben. Jemand antwortet Ihnen hier.',
  alreadyHandedOver: 'Unser Team hat Ihre Nachricht. Jemand antwortet Ihnen hier.',
  answersWithin: (time) => `Die Antwort kommt meist innerhalb von ${time}.`,
  answerTimes: {
    minutes: 'wenigen Minuten',
    hour: 'einer Stunde',
    two_hours: 'zwei Stunden',
    four_hours: 'vier Stunden',
    day: 'einem Tag',
    two_days: 'zwei Tagen',
  },
  nobodyThere: 'Gerade ist niemand da.',
  backOn: (time) => `Am ${time} sind wir wieder da.`,
  leaveEmail: 'Hinterlassen Sie Ihre E-Mail-Adresse, und wir schreiben Ihnen.',
  emailTaken: (address) => `Danke. Wir schreiben Ihnen an ${address}.`,
  offerPerson: 'Soll ich das an eine Kollegin oder einen Kollegen weitergeben?',
  yesPerson: 'Ja, bitte',
  noPerson: 'Nein, danke',
  declinedPerson: 'In Ordnung. Was möchten Sie sonst wissen?',
  neverMind: 'Nicht mehr nötig',
  botAgain: 'In Ordnung, ich bin wieder da. Was möchten Sie wissen?',
  contact: 'So erreichen Sie unser Team:',
  noContact:
    'Ich kann hier nichts an einen Menschen weitergeben, und ich habe keine Kontaktdaten gefunden.',
  contactSearch: 'Kontakt Telefon E-Mail Kundenservice',

  distress:
    'Es tut mir leid, dass es Ihnen so geht. Ich bin ein automatischer Assistent und kann dabei nicht helfen, aber Sie sind nicht allein. Bitte sprechen Sie jetzt mit jemandem: Rufen Sie den Notruf 112 oder die Telefonseelsorge an.',
  teamKnows: 'Ich habe auch unserem Team Bescheid gegeben.',
  bereaved: 'Mein herzliches Beileid.',

  noted: (facts) => `Notiert: ${facts}.`,
  corrected: 'Danke, ich habe das richtiggestellt.',
  remembered: 'Das habe ich mir von dem gemerkt, was Sie mir gesagt haben:',
  remembersNothing: 'Ich weiß noch nichts über Sie. Ich merke mir, was Sie mir hier sagen.',
  toldOn: (date) => `Das haben Sie mir am ${date} gesagt:`,
  notedOn: (date) => `Das habe ich mir aus dem gemerkt, was Sie mir am ${date} gesagt haben:`,
  correctedOn: (date) => `Das haben Sie am ${date} richtiggestellt:`,
  keptInMind: 'Danke, das merke ich mir.',
  notKnown:
    'Das weiß ich nicht über Sie: Sie haben es mir nicht gesagt, oder ich habe es vergessen.',
  ofOthers: 'Über Sie selbst haben Sie mir das nicht gesagt. Gesagt haben Sie mir dies:',
  forgotten: 'Ich habe es vergessen.',
  nothingToForget: 'Es gibt nichts über Sie, das ich mir gemerkt habe.',

  lastAnswer: 'Ich habe gesagt:',
  nothingSaidYet: 'Wir haben noch über nichts gesprochen. Was möchten Sie wissen?',
  inShort: 'Kurz gesagt:',
  inOtherWords: 'Mit anderen Worten:',
  yourQuestionWas: 'Sie haben gefragt:',

  whichOne: 'Was davon meinen Sie?',
  tooVague: 'Können Sie mir etwas mehr sagen? Worum geht es?',

  ignorance: 'Dazu habe ich keine Antwort gefunden.',
  noAnswerTo: (question) => `Auf „${question}“ habe ich keine Antwort gefunden.`,
  closestTopics: 'Am nächsten kommen diese Themen:',
  askOtherwise: 'Fragen Sie mich nach einem davon, oder fragen Sie mit anderen Worten.',
  foundIn: (language) => `Das habe ich auf ${language} gefunden:`,
};
