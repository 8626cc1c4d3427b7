import type { Words } from './words.ts';

export const french: Words = {
  locale: 'fr',
  greeting: 'Bonjour ! Que souhaitez-vous savoir ?',
  greetingByName: (name) => `Bonjour ${name}, enchanté. Que souhaitez-vous savoir ?`,
  howAreYou: 'Je vais bien, merci. Que puis-je faire pour vous ?',
  thanks: 'Je vous en prie. Souhaitez-vous savoir autre chose ?',
  goodbye: 'Au revoir, et merci de votre message.',
  compliment: 'Merci, c’est très gentil. Puis-je vous aider ?',
  joke: 'Je réponds mieux aux questions que je ne divertis. Y a-t-il quelque chose que vous souhaitez savoir ?',
  whoAreYou: (name) =>
    `Je suis ${name}, un assistant automatique. Je réponds avec ce que disent les pages de cette entreprise et j’indique d’où vient chaque réponse. Que souhaitez-vous savoir ?`,
  areYouBot: (name) =>
    `Je suis ${name}, un assistant automatique, pas une personne. Si vous préférez parler à une personne, dites-le simplement.`,
  announcesQuestion: 'Bien sûr, je vous écoute. De quoi s’agit-il ?',
  oneMoment: 'Prenez votre temps.',
  offTopic:
    'Je ne peux pas vous aider pour cela. Je réponds aux questions sur cette entreprise, ses produits et ses services.',
  insult:
    'Je suis désolé de ne pas mieux vous aider. Dites-moi ce qu’il vous faut, ou demandez une personne.',
  sorry: 'J’en suis désolé.',
  ordersToBot: 'Je ne peux pas faire cela. Je ne réponds qu’aux questions sur cette entreprise.',

  handedOver: 'J’ai transmis votre message à notre équipe. Quelqu’un vous répondra ici.',
  alreadyHandedOver: 'Notre équipe a votre message. Quelqu’un vous répondra ici.',
  answersWithin: (time) => `La réponse arrive en général sous ${time}.`,
  answerTimes: {
    minutes: 'quelques minutes',
    hour: 'une heure',
    two_hours: 'deux heures',
    four_hours: 'quatre heures',
    day: 'un jour',
    two_days: 'deux jours',
  },
  nobodyThere: 'Il n’y a personne en ce moment.',
  backOn: (time) => `Nous serons de retour ${time}.`,
  leaveEmail: 'Laissez votre adresse e-mail et nous vous écrirons.',
  emailTaken: (address) => `Merci. Nous vous écrirons à ${address}.`,
  offerPerson: 'Voulez-vous que je transmette à un collègue ?',
  yesPerson: 'Oui, merci',
  noPerson: 'Non, merci',
  declinedPerson: 'Très bien. Que souhaitez-vous savoir d’autre ?',
  neverMind: 'Ce n’est plus la peine',
  botAgain: 'Très bien, je suis de nouveau là. Que souhaitez-vous savoir ?',
  contact: 'Vous pouvez joindre notre équipe ici :',
  noContact: 'Je ne peux rien transmettre à une personne ici, et je n’ai trouvé aucune coordonnée.',
  contactSearch: 'contact téléphone e-mail service client',

  distress:
    'Je suis désolé que vous vous sentiez ainsi. Je suis un assistant automatique et je ne peux pas vous aider pour cela, mais vous n’êtes pas seul. Parlez à quelqu’un dès maintenant : appelez les urgences, le 112 en Europe, ou le 3114 en France.',
  teamKnows: 'J’ai aussi prévenu notre équipe.',
  bereaved: 'Toutes mes condoléances.',

  noted: (facts) => `C’est noté : ${facts}.`,
  corrected: 'Merci, c’est corrigé.',
  remembered: 'Voici ce que j’ai retenu de ce que vous m’avez dit :',
  remembersNothing: 'Je ne sais encore rien sur vous. Je retiens ce que vous me dites ici.',
  toldOn: (date) => `Vous me l’avez dit le ${date} :`,
  notedOn: (date) => `J’ai noté ceci de ce que vous m’avez dit le ${date} :`,
  correctedOn: (date) => `Vous l’avez corrigé le ${date} :`,
  keptInMind: 'Merci, je m’en souviendrai.',
  notKnown: 'Je ne le sais pas : vous ne me l’avez pas dit, ou je l’ai oublié.',
  ofOthers: 'Vous ne me l’avez pas dit à votre sujet. Voici ce que vous m’avez dit :',
  forgotten: 'C’est oublié.',
  nothingToForget: 'Je n’ai rien retenu à votre sujet.',

  lastAnswer: 'J’ai dit :',
  nothingSaidYet: 'Nous n’avons encore parlé de rien. Que souhaitez-vous savoir ?',
  inShort: 'En bref :',
  inOtherWords: 'En d’autres termes :',
  yourQuestionWas: 'Vous avez demandé :',

  whichOne: 'Duquel parlez-vous ?',
  tooVague: 'Pouvez-vous m’en dire un peu plus ? De quoi s’agit-il ?',

  ignorance: 'Je n’ai pas de réponse à cela dans les informations dont je dispose.',
  noAnswerTo: (question) => `Je n’ai pas trouvé de réponse à « ${question} ».`,
  closestTopics: 'Les sujets les plus proches sont :',
  askOtherwise: 'Posez-moi une question sur l’un d’eux, ou formulez la vôtre autrement.',
  foundIn: (language) => `Voici ce qui est écrit, en ${language} :`,
};
