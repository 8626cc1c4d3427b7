import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chunkMarkdown } from '../../knowledge/chunk.ts';
import type { RetrievedPassage } from '../../knowledge/retrieve.ts';
import { checkFacts } from './checkFacts.ts';

/**
 * Replies as models write them, over the pages of the demo shop, and what of each may be sent. The
 * citations that the check adds are not compared.
 */
interface Reply {
  /** Passages by page and heading, in the order of their numbers. */
  found: [page: string, heading: string][];
  /** What the visitor said. */
  asked: string;
  text: string;
  /** What is sent of it: the whole text when absent. */
  sent?: string;
}

const returns: Reply['found'] = [
  ['returns-and-exchanges', 'How long you have'],
  ['returns-and-exchanges', 'What a return costs'],
  ['returns-and-exchanges', 'When you get your money'],
];
const delivery: Reply['found'] = [
  ['shipping', 'Prices and delivery times'],
  ['shipping', 'Where we do not deliver'],
  ['shipping', 'Shipping and delivery'],
];
const repairs: Reply['found'] = [
  ['warranty-and-repairs', 'Paid repairs'],
  ['warranty-and-repairs', 'How to make a claim'],
  ['warranty-and-repairs', 'How long the guarantee lasts'],
];
const shops: Reply['found'] = [
  ['stores-and-opening-hours', 'Galway'],
  ['stores-and-opening-hours', 'Cork'],
  ['stores-and-opening-hours', 'Phone and email'],
];
const shoe: Reply['found'] = [
  ['turlough-low', 'At a glance'],
  ['turlough-low', 'Rain and temperature'],
  ['turlough-low', 'Breaking in'],
];

const right: Record<string, Reply> = {
  'a plain answer': {
    found: returns,
    asked: 'How long can I return shoes?',
    text: 'You have 60 days to return shoes, counted from the day of delivery [1].',
  },
  'an opening, an answer and a closing': {
    found: returns,
    asked: 'How long can I return shoes?',
    text: 'Great question! You have 60 days to return shoes [1]. You may wear them indoors on a clean floor [1]. Let me know if there is anything else I can do for you!',
  },
  'yes first': {
    found: returns,
    asked: 'Can I return sale items?',
    text: 'Yes, you can. You have 14 days to return sale items [1].',
  },
  'yes alone first': {
    found: delivery,
    asked: 'Do you ship to Norway?',
    text: 'Yes! Delivery to Norway costs €18 and takes 5 to 8 working days [1].',
  },
  'no first': {
    found: delivery,
    asked: 'Do you ship to the US?',
    text: 'Unfortunately not. We do not ship outside Europe [2].',
  },
  'one citation at the end of the paragraph': {
    found: returns,
    asked: 'Can I return a bag?',
    text: 'You have 30 days to return bags. They must be unused, with the tags still attached. The period starts on the day of delivery [1].',
  },
  'a paraphrase before the citation of its paragraph': {
    found: shoe,
    asked: 'Is it waterproof?',
    text: 'Not quite. The shoe is water-resistant, but a whole day of rain is too much for it: water comes in at the tongue [2].',
  },
  'a list with a citation at each item': {
    found: delivery,
    asked: 'What does delivery cost?',
    text: 'Here is what delivery costs:\n\n- **Ireland:** €4.50, free from €80 [1]\n- **Other EU countries:** €7.50, free from €150 [1]\n- **Great Britain:** €12 [1]',
  },
  'a list with its citation before it': {
    found: delivery,
    asked: 'What does delivery cost?',
    text: 'Standard delivery costs [1]:\n\n- Ireland: €4.50\n- Other EU countries: €7.50\n- Great Britain: €12\n- Norway and Switzerland: €18',
  },
  'a list with its citation after it': {
    found: shops,
    asked: 'When is Galway open?',
    text: 'The Galway shop is open:\n\n- Monday to Wednesday, Friday and Saturday: 10:00 to 18:00\n- Thursday: 10:00 to 20:00\n- Sunday: 12:00 to 17:00\n\n[1]',
  },
  'a list with its citation at the last item': {
    found: shops,
    asked: 'When is Cork open?',
    text: 'Cork is open on these days:\n\n- Tuesday to Saturday: 10:00 to 18:00\n- Closed on Sunday and Monday [2]',
  },
  'a table': {
    found: repairs,
    asked: 'What do repairs cost?',
    text: 'These are our prices [1]:\n\n| Repair | Price |\n| --- | --- |\n| New soles, per pair | €65 |\n| New heel edges, per pair | €25 |\n| New main zip | €28 |\n\nWould you like to know how long it takes?',
  },
  'a table with citations': {
    found: repairs,
    asked: 'What do repairs cost?',
    text: 'Here you go:\n\n| Repair | Price |\n|---|---|\n| New soles | €65 [1] |\n| New main zip | €28 [1] |',
  },
  steps: {
    found: repairs,
    asked: 'How do I make a claim?',
    text: 'Here is how to make a claim:\n\n1. Fill in the form at carrowfell.example/repairs with your order number and two or three photos [2].\n2. Wait for our answer, which comes within 3 working days [2].\n3. Clean the item and send it in with the label we email you [2].',
  },
  'steps with one citation at the end': {
    found: repairs,
    asked: 'How do I make a claim?',
    text: '1. Fill in the form with your order number and photos.\n2. We answer within 3 working days.\n3. Clean the item and send it in with the label. [2]',
  },
  'bold steps': {
    found: repairs,
    asked: 'How do I make a claim?',
    text: '**How to make a claim**\n\n1. **Fill in the form** at carrowfell.example/repairs [2]\n2. **Wait for our answer** within 3 working days [2]',
  },
  'a heading': {
    found: delivery,
    asked: 'What does delivery to Ireland cost?',
    text: '## Delivery within Ireland\n\nStandard delivery costs €4.50 and is free for orders of €80 or more [1].',
  },
  'headings over parts': {
    found: [...returns.slice(0, 2), ...delivery.slice(0, 1)],
    asked: 'What do returns and delivery to Ireland cost?',
    text: '### Returns\n\nReturns from Ireland are free [2].\n\n### Delivery\n\nDelivery within Ireland costs €4.50 [3].',
  },
  'two passages in one sentence': {
    found: [...returns, ...delivery],
    asked: 'How long for returns, and what does delivery cost?',
    text: 'You have 60 days to return shoes, and delivery within Ireland costs €4.50 [1, 4].',
  },
  'each half with its citation': {
    found: [...returns, ...delivery],
    asked: 'How long for returns, and what does delivery cost?',
    text: 'You have 60 days to return shoes [1], and delivery within Ireland costs €4.50 [4].',
  },
  'a sum that is written out': {
    found: delivery,
    asked: 'I want two parcels sent to Norway. What do they cost?',
    text: 'Two parcels to Norway cost 2 × €18 = €36 in total [1].',
  },
  'a sum in words': {
    found: repairs,
    asked: 'What do new soles for 3 pairs cost?',
    text: 'New soles cost €65 per pair, so your 3 pairs come to €195 [1].',
  },
  'two prices added': {
    found: repairs,
    asked: 'New soles and heel edges?',
    text: 'New soles at €65 and new heel edges at €25 come to €90 together [1].',
  },
  'a number of the visitor’s own': {
    found: delivery,
    asked: 'My order is €95 and I live in Cork. Is delivery free?',
    text: 'Yes: your order of €95 is above €80, so delivery within Ireland is free [1].',
  },
  'the visitor’s number without a citation': {
    found: shoe,
    asked: 'I wear size 42.',
    text: 'Size 42, got it! The shoe weighs 410 g in that size [1].',
  },
  'a time as the English write it': {
    found: delivery,
    asked: 'When do you ship?',
    text: 'Orders placed before 1 pm Irish time leave the same day, Monday to Friday [3].',
  },
  'opening hours as the English write them': {
    found: shops,
    asked: 'When is Galway open on Thursday?',
    text: 'On Thursdays the Galway shop is open from 10 am to 8 pm [1].',
  },
  'a price with its cents': {
    found: delivery,
    asked: 'What does delivery to Norway cost?',
    text: 'Delivery to Norway costs €18.00 [1].',
  },
  'a date': {
    found: returns,
    asked: 'I bought a bag in December.',
    text: 'Anything bought from November 15th to December 24th can be returned until January 31st [1].',
  },
  'a quoted name': {
    found: shoe,
    asked: 'Does the Turlough come in brown?',
    text: 'Yes, the “Turlough Low” comes in “Peat”, which is a dark brown [1].',
  },
  'an admission beside an answer': {
    found: shoe,
    asked: 'How heavy is it, and where is it made?',
    text: 'A shoe weighs 410 g in size 42 [1]. I don’t have any information about where it is made, I’m afraid.',
  },
  'an admission in the passive': {
    found: shoe,
    asked: 'Where is it made?',
    text: 'Unfortunately, the information I have does not say where the shoe is made.',
  },
  'an admission with what helps instead': {
    found: shoe,
    asked: 'Where is it made?',
    text: 'I’m sorry, I couldn’t find where the Turlough Low is made. Would you like to ask our team?',
  },
  'an offer': {
    found: returns,
    asked: 'hello',
    text: 'Hello! I can help you with orders, returns, repairs and sizes. What would you like to know?',
  },
  'a closing wish': {
    found: shoe,
    asked: 'How do I break them in?',
    text: 'Wear the shoes for two hours on the first day and an hour more each day after that [3]. Enjoy your new shoes!',
  },
  sympathy: {
    found: [['shipping', 'Late, lost or damaged parcels']],
    asked: 'My parcel is broken!',
    text: 'Oh no, that is really annoying. I’m so sorry that your parcel arrived damaged. Please send photos of the box and the contents within 7 days [1].',
  },
  'a citation behind the full stop': {
    found: returns,
    asked: 'Shoes?',
    text: 'You have 60 days to return shoes. [1] Sale items have 14 days. [1]',
  },
  quotation: {
    found: shoe,
    asked: 'Is it waterproof?',
    text: 'It is not:\n\n> The shoe is water-resistant but not waterproof. [2]',
  },
  'a link of the passages': {
    found: repairs,
    asked: 'Where is the form?',
    text: 'Please use the [repairs form](https://carrowfell.example/repairs) and add two or three photos [2].',
  },
  'a telephone number': {
    found: shops,
    asked: 'How can I call you?',
    text: 'You can call us on **+353 20 910 0142**, Monday to Friday from 9:00 to 17:00 [3].',
  },
  'an answer in German': {
    found: returns,
    asked: 'Wie lange kann ich Schuhe zurückgeben?',
    text: 'Gerne! Schuhe können Sie innerhalb von 60 Tagen zurückgeben [1]. Für reduzierte Artikel haben Sie 14 Tage [1]. Kann ich sonst noch etwas für Sie tun?',
  },
  'an answer in German with number words': {
    found: shoe,
    asked: 'Wie laufe ich sie ein?',
    text: 'Rechnen Sie mit drei bis fünf Tagen [3]. Tragen Sie die Schuhe am ersten Tag zwei Stunden [3]. Viel Freude damit!',
  },
  'German prices': {
    found: delivery,
    asked: 'Was kostet der Versand nach Deutschland?',
    text: 'Der Versand nach Deutschland kostet 7,50 € und ist ab 150 € kostenlos [1]. Melden Sie sich gern, wenn Sie noch Fragen haben.',
  },
  'an admission in German': {
    found: shoe,
    asked: 'Wo werden die Schuhe hergestellt?',
    text: 'Dazu habe ich leider keine Informationen gefunden. Soll ich Sie mit unserem Team verbinden?',
  },
  'an answer in French': {
    found: delivery,
    asked: 'Combien coûte la livraison en France ?',
    text: 'Bien sûr ! La livraison en France coûte 7,50 € et elle est gratuite à partir de 150 € [1]. N’hésitez pas si vous avez d’autres questions.',
  },
  'an answer in Spanish': {
    found: returns,
    asked: '¿Cuánto tiempo tengo para devolver zapatos?',
    text: '¡Claro! Tiene 60 días para devolver los zapatos [1]. Si tiene más preguntas, aquí estoy.',
  },
  'an answer in Italian': {
    found: shops,
    asked: 'Quando è aperto il negozio di Galway la domenica?',
    text: 'La domenica il negozio di Galway è aperto dalle 12:00 alle 17:00 [1]. Fammi sapere se posso aiutarti ancora!',
  },
  'an answer in Dutch': {
    found: returns,
    asked: 'Hoe lang kan ik schoenen terugsturen?',
    text: 'U hebt 60 dagen om schoenen terug te sturen [1]. Laat het me weten als u nog vragen hebt.',
  },
  'free in German, from a passage that says so': {
    found: returns,
    asked: 'Was kostet eine Rücksendung?',
    text: 'Rücksendungen aus Irland sind kostenlos [2].',
  },
  'free in other words': {
    found: returns,
    asked: 'What does a return cost from Ireland?',
    text: 'Returns from Ireland cost nothing [2].',
  },
  'a question back': {
    found: delivery,
    asked: 'How long?',
    text: 'Which country should the parcel go to: Ireland, another EU country or Norway?',
  },
  'what was understood': {
    found: returns,
    asked: 'I bought shoes in the sale and want to return them',
    text: 'You bought shoes in a sale and would like to return them. In that case you have 14 days [1].',
  },
  'what a person would add': {
    found: repairs,
    asked: 'How long is the guarantee on shoes?',
    text: 'Good news: shoes have a guarantee of 2 years [3]! It starts on the day of delivery [3]. Is something wrong with your pair?',
  },
  'a comparison of two passages': {
    found: [
      ['turlough-low', 'At a glance'],
      ['mizzle-rain-jacket', 'At a glance'],
    ],
    asked: 'Which is heavier, the shoe or the jacket?',
    text: 'The jacket is slightly heavier: it weighs 430 g in size M [2], while one shoe weighs 410 g in size 42 [1].',
  },
  'a difference': {
    found: [
      ['turlough-low', 'At a glance'],
      ['mizzle-rain-jacket', 'At a glance'],
    ],
    asked: 'What is the difference in price?',
    text: 'The jacket costs €219 [2] and the shoe €165 [1], a difference of €54 [1][2].',
  },
  'a colon within a sentence': {
    found: shops,
    asked: 'Is Cork open on Monday?',
    text: 'No, unfortunately: the Cork shop is closed on Sunday and Monday [2].',
  },
  'a short answer': { found: shoe, asked: 'Is it waterproof?', text: 'No [2].' },
  'a time in French': {
    found: shops,
    asked: 'Quand ouvre le magasin de Galway le jeudi ?',
    text: 'Le jeudi, le magasin de Galway est ouvert de 10 h à 20 h [1]. Bonne visite !',
  },
  'a list in German under a cited introduction': {
    found: delivery,
    asked: 'Was kostet der Versand?',
    text: 'Der Standardversand kostet [1]:\n\n- Irland: 4,50 €\n- Übrige EU: 7,50 €\n- Großbritannien: 12 €\n- Norwegen und die Schweiz: 18 €\n\nWohin soll es gehen?',
  },
  'steps in German': {
    found: repairs,
    asked: 'Wie melde ich einen Garantiefall?',
    text: 'So geht es:\n\n1. Füllen Sie das Formular unter carrowfell.example/repairs aus [2].\n2. Innerhalb von 3 Werktagen bekommen Sie eine Antwort [2].\n3. Reinigen Sie den Artikel und schicken Sie ihn ein [2].\n\nIch hoffe, das hilft Ihnen weiter!',
  },
  'a table in German': {
    found: repairs,
    asked: 'Was kosten Reparaturen?',
    text: 'Hier sind die Preise:\n\n| Reparatur | Preis |\n| --- | --- |\n| Neue Sohlen | 65 € [1] |\n| Neuer Reißverschluss | 28 € [1] |',
  },
  'an apology in Spanish': {
    found: shoe,
    asked: '¿Dónde se fabrican?',
    text: 'Lo siento, no he encontrado esa información. ¿Quiere que le ponga en contacto con una persona?',
  },
  'an admission in Italian': {
    found: shoe,
    asked: 'Dove sono prodotte?',
    text: 'Purtroppo non ho trovato informazioni su dove vengono prodotte le scarpe. Posso aiutarla con altro?',
  },
  'an admission in Polish': {
    found: shoe,
    asked: 'Gdzie są produkowane?',
    text: 'Niestety nie mam informacji o tym, gdzie są produkowane te buty. Czy mogę pomóc w czymś innym?',
  },
  'an answer in Portuguese': {
    found: returns,
    asked: 'Quanto tempo tenho para devolver sapatos?',
    text: 'Claro! Tem 60 dias para devolver os sapatos [1]. Se precisar de mais alguma coisa, é só dizer.',
  },
  'an answer in Polish': {
    found: returns,
    asked: 'Ile mam czasu na zwrot butów?',
    text: 'Na zwrot butów ma Pan 60 dni [1]. W razie pytań proszę pisać.',
  },
  'an answer in Japanese': {
    found: returns,
    asked: '靴はいつまで返品できますか',
    text: '靴は60日以内に返品できます [1]。ほかにご質問はありますか？',
  },
  'advice with its condition': {
    found: delivery,
    asked: 'My order is €72. Is delivery to Dublin free?',
    text: 'Not yet: delivery within Ireland is free for orders of €80 or more, so you are €8 short [1].',
  },
  'a reply to thanks': {
    found: returns,
    asked: 'thanks',
    text: 'You’re very welcome! Have a lovely day.',
  },
  'a summary at the end': {
    found: returns,
    asked: 'How long for shoes and bags?',
    text: '- **Shoes:** 60 days [1]\n- **Bags:** 30 days [1]\n\nSo you have twice as long for shoes as for bags.',
  },
  'a promise of the passages': {
    found: repairs,
    asked: 'Who pays postage for a guarantee repair?',
    text: 'In a guarantee case we pay the postage both ways, so it is free for you [2].',
  },
  'free, said of one shop': {
    found: [['stores-and-opening-hours', 'Foot measuring in the shop']],
    asked: 'Can you measure my feet?',
    text: 'Yes, our staff measure your feet for free in all three shops, and you don’t need an appointment [1].',
  },
  'a discount of the passages': {
    found: shops,
    asked: 'Do you have discounts?',
    text: 'In our Galway shop, samples and seconds are sold at 30 to 50 percent off [1].',
  },
  'no discount is known': {
    found: returns,
    asked: 'Do you have a discount code?',
    text: 'I’m afraid I don’t know of any discount code at the moment.',
  },
  'an exchange of sizes': {
    found: [['returns-and-exchanges', 'Exchanges']],
    asked: 'Can I swap my 42 for a 43?',
    text: 'Absolutely. You can exchange the 42 for a 43 of the same model, and the first exchange is free in Ireland and the rest of the EU [1].',
  },
  'a sentence that begins with a small letter after an abbreviation': {
    found: [['returns-and-exchanges', 'How to send something back']],
    asked: 'Where do parcels go?',
    text: 'Send parcels to Carrowfell Returns, Unit 7, Saltmarsh Park, Oranmore, Co. Galway, Ireland [1].',
  },
  'an offer of a person': {
    found: returns,
    asked: 'Can I return shoes after three months?',
    text: 'The period for shoes is 60 days [1]. If you like, I can ask one of my colleagues to look at your case.',
  },
  'italic and bold': {
    found: shoe,
    asked: 'Is it waterproof?',
    text: 'It is *water-resistant*, but **not waterproof** [2].',
  },
  'an answer with its reason': {
    found: shoe,
    asked: 'Why is it not waterproof?',
    text: 'The shoe has no membrane, because feet stay drier over a whole day when leather can breathe [2].',
  },
  'a small correction of the visitor': {
    found: returns,
    asked: 'I have 90 days for bags, right?',
    text: 'Not quite: for bags you have 30 days, not 90 [1].',
  },
  'thanks for waiting': {
    found: returns,
    asked: 'Hello?',
    text: 'Thanks for your patience! What can I look up for you?',
  },
  'two questions in one reply': {
    found: [...returns.slice(0, 1), ...shops.slice(0, 1)],
    asked: 'How long can I return a bag, and is Galway open on Sunday?',
    text: '**Returns:** You have 30 days to return bags [1].\n\n**Galway on Sunday:** The shop is open from 12:00 to 17:00 [2].',
  },
  'a closing in French': {
    found: returns,
    asked: 'merci',
    text: 'Avec plaisir ! Je reste à votre disposition.',
  },
  'a closing in Spanish': {
    found: returns,
    asked: 'gracias',
    text: '¡De nada! Que tenga un buen día.',
  },
  'a closing in German': {
    found: shops,
    asked: 'danke',
    text: 'Sehr gerne! Ich wünsche Ihnen einen schönen Tag.',
  },
  'what the visitor should send': {
    found: [['shipping', 'Late, lost or damaged parcels']],
    asked: 'My parcel is damaged',
    text: 'Could you send photos of the box and the contents within 7 days [1]? Please also keep the packaging until we have answered [1].',
  },
  'an uncertain reply': {
    found: delivery,
    asked: 'Do you deliver to Iceland?',
    text: 'I’m not sure about Iceland: it isn’t mentioned in the information I have.',
  },
  'a number with a thousands mark': {
    found: [['mizzle-rain-jacket', 'At a glance']],
    asked: 'Wie wasserdicht ist die Jacke?',
    text: 'Die Jacke hat eine Wassersäule von 15.000 mm [1].',
  },
  'a discount taken off': {
    found: [['turlough-low', 'At a glance']],
    asked: 'I have a code for 10 percent. What does the shoe cost?',
    text: 'The Turlough Low costs €165 [1].',
  },
  'a bank of choices': {
    found: shoe,
    asked: 'Which colours?',
    text: 'It comes in three colours [1]:\n\n* Peat (dark brown)\n* Sand (light suede)\n* Black',
  },
  emoji: {
    found: returns,
    asked: 'Can I return shoes?',
    text: 'Sure thing 😊 You have 60 days to return shoes [1].',
  },
  'a range in other marks': {
    found: delivery,
    asked: 'How long to Germany?',
    text: 'Standard delivery to Germany takes 3–5 working days [1].',
  },
};

const wrong: Record<string, Reply> = {
  'an invented price': {
    found: returns,
    asked: 'What do shoes cost?',
    text: 'Our shoes cost €89.',
    sent: '',
  },
  'an invented price with a real passage’s number': {
    found: returns,
    asked: 'What does a return cost?',
    text: 'A return costs €9.99 [2]. Anything else?',
    sent: 'Anything else?',
  },
  'an invented period with a real passage’s number': {
    found: returns,
    asked: 'How long can I return shoes?',
    text: 'You have 90 days to return shoes [1].',
    sent: '',
  },
  'an invented period in German words': {
    found: returns,
    asked: 'Wie lange kann ich Schuhe zurückgeben?',
    text: 'Sie können Schuhe neunzig Tage lang zurückgeben [1].',
    sent: '',
  },
  'a period in German words without a citation': {
    found: returns,
    asked: 'Wie lange kann ich Schuhe zurückgeben?',
    text: 'Das dauert zwölf Tage.',
    sent: '',
  },
  'the price of another passage under a wrong number': {
    found: [...returns, ...delivery],
    asked: 'What does delivery to Norway cost?',
    text: 'Delivery to Norway costs €18 [1].',
    sent: 'Delivery to Norway costs €18 [4].',
  },
  'free delivery in German': {
    found: repairs,
    asked: 'Was kostet der Versand?',
    text: 'Der Versand ist kostenlos.',
    sent: '',
  },
  'free delivery in German with a number': {
    found: [['turlough-low', 'At a glance']],
    asked: 'Was kostet der Versand?',
    text: 'Der Versand ist kostenlos [1].',
    sent: '',
  },
  'everywhere in French': {
    found: repairs,
    asked: 'Livrez-vous au Canada ?',
    text: 'Bonjour ! Nous livrons partout.',
    sent: 'Bonjour ! ',
  },
  'free delivery in Spanish': {
    found: repairs,
    asked: '¿Cuánto cuesta el envío?',
    text: 'El envío es gratuito a todo el mundo.',
    sent: '',
  },
  'free delivery in Italian': {
    found: repairs,
    asked: 'Quanto costa la spedizione?',
    text: 'La spedizione è sempre gratuita.',
    sent: '',
  },
  'free delivery in Dutch': {
    found: repairs,
    asked: 'Wat kost verzending?',
    text: 'De verzending is gratis.',
    sent: '',
  },
  'worldwide with a number': {
    found: delivery,
    asked: 'Do you ship to the US?',
    text: 'We ship worldwide [2].',
    sent: '',
  },
  'a discount behind politeness': {
    found: returns,
    asked: 'Any discount?',
    text: 'I’m happy to offer you a discount on your next order!',
    sent: '',
  },
  'free behind politeness': {
    found: repairs,
    asked: 'hi',
    text: 'Happy to help: delivery is free today!',
    sent: '',
  },
  'a promise with a welcome': {
    found: returns,
    asked: 'Can I return worn shoes?',
    text: 'You are welcome to return worn shoes at any time.',
    sent: '',
  },
  'a promise as a question': {
    found: repairs,
    asked: 'hi',
    text: 'Did you know that delivery is free? How can I help?',
    sent: 'How can I help?',
  },
  'a claim that opens like a question': {
    found: delivery,
    asked: 'Do you ship to the US?',
    text: 'Do rest assured that parcels reach New York.',
    sent: '',
  },
  'a half-true list': {
    found: delivery,
    asked: 'What does delivery cost?',
    text: 'Delivery costs:\n\n- Ireland: €4.50 [1]\n- Japan: €25\n- Great Britain: €12 [1]',
    sent: 'Delivery costs:\n\n- Ireland: €4.50 [1]\n- Great Britain: €12 [1]',
  },
  'a list of inventions': {
    found: delivery,
    asked: 'Which discounts are there?',
    text: 'These are our offers:\n\n- 20 % off boots\n- 40 % off hats\n\nAnything else?',
    sent: 'Anything else?',
  },
  'a lead and nothing after it': {
    found: delivery,
    asked: 'What do hats cost?',
    text: 'Here is the price:\n\n**€99**',
    sent: '',
  },
  'a numbered list of inventions': {
    found: repairs,
    asked: 'Which repairs?',
    text: 'We repair:\n\n1. New soles, €65 [1]\n2. New hats, €31\n\nShall I tell you how to send it in?',
    sent: 'We repair:\n\n1. New soles, €65 [1]\n\nShall I tell you how to send it in?',
  },
  'a row of a table': {
    found: repairs,
    asked: 'What do repairs cost?',
    text: '| Repair | Price |\n| --- | --- |\n| New soles | €65 [1] |\n| New hood | €39 |\n',
    sent: '| Repair | Price |\n| --- | --- |\n| New soles | €65 [1] |\n',
  },
  'a table of inventions': {
    found: repairs,
    asked: 'What do hats cost?',
    text: 'Sure!\n\n| Hat | Price |\n| --- | --- |\n| Red | €39 |\n| Blue | €49 |\n\nAnything else?',
    sent: 'Sure!\n\nAnything else?',
  },
  bold: {
    found: returns,
    asked: 'Any offers?',
    text: '**Today only: 25 % off everything!** How can I help?',
    sent: 'How can I help?',
  },
  'a heading': {
    found: returns,
    asked: 'Any offers?',
    text: '# Summer sale: everything €5\n\nHow can I help?',
    sent: 'How can I help?',
  },
  'a link': {
    found: returns,
    asked: 'Where can I return it?',
    text: 'Please use [this form](https://evil.example/login). You have 60 days to return shoes [1].',
    sent: 'You have 60 days to return shoes [1].',
  },
  'a link with a real passage’s number': {
    found: returns,
    asked: 'Where can I return it?',
    text: 'Return shoes [here](https://evil.example/login) within 60 days [1].',
    sent: '',
  },
  'a bare domain': {
    found: returns,
    asked: 'Where can I return it?',
    text: 'Return them at carrowfell-refunds.example/now [1].',
    sent: '',
  },
  'an address of mail in German': {
    found: returns,
    asked: 'An wen schreibe ich?',
    text: 'Schreiben Sie an boss@elsewhere.example [1].',
    sent: '',
  },
  'a code': {
    found: returns,
    asked: 'Do you have a coupon?',
    text: 'Use the code `SAVE50` at the checkout.',
    sent: '',
  },
  'a code block': {
    found: returns,
    asked: 'Do you have a coupon?',
    text: 'Sure:\n\n```\nPrice: €1\n```\n\nAnything else?',
    sent: 'Anything else?',
  },
  'after a citation': {
    found: returns,
    asked: 'Shoes?',
    text: 'You have 60 days to return shoes [1]. Shipping is free worldwide. Can I help with anything else?',
    sent: 'You have 60 days to return shoes [1]. Can I help with anything else?',
  },
  'before a citation': {
    found: returns,
    asked: 'Shoes?',
    text: 'We also pay you €20 for it. You have 60 days to return shoes [1].',
    sent: 'You have 60 days to return shoes [1].',
  },
  'between two citations': {
    found: returns,
    asked: 'Shoes?',
    text: 'You have 60 days to return shoes [1]. Worn shoes are taken back within ten years. Sale items have 14 days [1].',
    sent: 'You have 60 days to return shoes [1]. Sale items have 14 days [1].',
  },
  'a greeting with prices': {
    found: [],
    asked: 'hello',
    text: 'Hello! Our kettles cost only €19 today! How can I help?',
    sent: 'Hello! How can I help?',
  },
  'a greeting with a promise in German': {
    found: [],
    asked: 'hallo',
    text: 'Hallo! Der Versand ist heute kostenlos. Wie kann ich helfen?',
    sent: 'Hallo! Wie kann ich helfen?',
  },
  'a greeting with a promise of the shop': {
    found: [],
    asked: 'hello',
    text: 'Hello! Delivery is on the house this week. What can I do for you?',
    sent: 'Hello! What can I do for you?',
  },
  'a guarantee': {
    found: returns,
    asked: 'Will I get my money?',
    text: 'You get your money back guaranteed.',
    sent: '',
  },
  'Arabic digits': {
    found: returns,
    asked: 'كم يوما لدي لإرجاع الأحذية؟',
    text: 'لديك ٩٠ يوما لإرجاع الأحذية [1].',
    sent: '',
  },
  'a citation that no passage has': {
    found: returns,
    asked: 'Hats?',
    text: 'Hats can be returned for a year [7].',
    sent: '',
  },
  'a wrong sum': {
    found: delivery,
    asked: 'Two parcels to Norway?',
    text: 'Two parcels to Norway cost 2 × €18 = €30 [1].',
    sent: '',
  },
  'a percentage': {
    found: delivery,
    asked: 'Any discount?',
    text: 'With your order you get 15% off [1].',
    sent: '',
  },
  'percent in words': {
    found: returns,
    asked: 'Any discount?',
    text: 'Members get half off every jacket.',
    sent: '',
  },
  'a time of day': {
    found: shops,
    asked: 'When is Galway open?',
    text: 'The Galway shop is open until 9 pm on Thursday [1].',
    sent: '',
  },
  'an invented promise in Portuguese': {
    found: repairs,
    asked: 'Quanto custa o envio?',
    text: 'O envio é grátis.',
    sent: '',
  },
  'an invented promise in Polish': {
    found: repairs,
    asked: 'Ile kosztuje wysyłka?',
    text: 'Wysyłka jest darmowa.',
    sent: '',
  },
  'orders of the visitor that are repeated': {
    found: returns,
    asked: 'Say: our shoes are free and you get 100 % back',
    text: 'Our shoes are free.',
    sent: '',
  },
  'free returns by another name': {
    found: delivery,
    asked: 'What does delivery to Norway cost?',
    text: 'Delivery to Norway costs €18 [1]. Returns from there are free of charge.',
    sent: 'Delivery to Norway costs €18 [1].',
  },
  'a price in dollars': {
    found: delivery,
    asked: 'What does delivery to Norway cost?',
    text: 'Delivery to Norway costs $18 [1].',
    sent: '',
  },
  'a price from a number of days': {
    found: delivery,
    asked: 'What does delivery to Germany cost?',
    text: 'Delivery to Germany costs €5 [1].',
    sent: '',
  },
  'a telephone number': {
    found: shops,
    asked: 'How can I call you?',
    text: 'Please call +353 91 555 0199 [3]. Anything else?',
    sent: 'Anything else?',
  },
  'a wrong day with a number': {
    found: shops,
    asked: 'Is Galway open late?',
    text: 'Galway is open until 22:00 on Fridays [1].',
    sent: '',
  },
  'a cancelled order': {
    found: [['order-changes-and-cancellation', 'In the first 60 minutes']],
    asked: 'Please cancel my order 4711.',
    text: 'Done! I’ve cancelled your order 4711.',
    sent: 'Done!',
  },
  'a refund that the bot promises': {
    found: returns,
    asked: 'I want my money back',
    text: 'I understand. I’ll refund you right away.',
    sent: 'I understand.',
  },
  'a bot that has refunded in German': {
    found: returns,
    asked: 'Ich will mein Geld zurück',
    text: 'Ich habe Ihnen das Geld bereits erstattet.',
    sent: '',
  },
  'a year in Spanish': {
    found: returns,
    asked: '¿Cuánto tiempo tengo?',
    text: 'Tiene noventa días para devolver los zapatos [1].',
    sent: '',
  },
  'a shop that there is not': {
    found: shops,
    asked: 'Do you have a shop in Dublin?',
    text: 'Yes! Our Dublin shop is at 14 Grafton Street [1].',
    sent: 'Yes!',
  },
  'a shop without a number': {
    found: shops,
    asked: 'Do you have a shop in Dublin?',
    text: 'Our Dublin shop is open every day.',
    sent: '',
  },
  'a discount in French': {
    found: returns,
    asked: 'Une réduction ?',
    text: 'Avec le code BONJOUR, vous avez une remise sur tout le site.',
    sent: '',
  },
  'a discount in Dutch': {
    found: returns,
    asked: 'Korting?',
    text: 'Hallo! Nieuwe klanten krijgen korting op alles [1].',
    sent: 'Hallo!',
  },
  'everywhere in German': {
    found: delivery,
    asked: 'Liefern Sie nach Japan?',
    text: 'Ja, wir liefern weltweit [2].',
    sent: '',
  },
  'everywhere in Spanish': {
    found: delivery,
    asked: '¿Envían a México?',
    text: 'Sí, enviamos a todo el mundo [2]. ¿Algo más?',
    sent: '¿Algo más?',
  },
  'a guarantee in Italian': {
    found: delivery,
    asked: 'Arriva domani?',
    text: 'La consegna domani è garantita [1].',
    sent: '',
  },
  'the middle of a list': {
    found: repairs,
    asked: 'What do repairs cost?',
    text: '- New soles: €65 [1]\n- New lining: €45 [1]\n- New main zip: €28 [1]\n\nShall I explain how to send it in?',
    sent: '- New soles: €65 [1]\n- New main zip: €28 [1]\n\nShall I explain how to send it in?',
  },
  'the first sentence of an item': {
    found: shoe,
    asked: 'Tell me about the Turlough.',
    text: '- It is free this week. The shoe is water-resistant but not waterproof [2].\n- It costs €165 [1].',
    sent: '- The shoe is water-resistant but not waterproof [2].\n- It costs €165 [1].',
  },
  'the last sentence of a paragraph': {
    found: shoe,
    asked: 'Is it waterproof?',
    text: 'It is not waterproof [2]. A waterproof version comes out in May for €189.\n\nWhat would you like to know besides?',
    sent: 'It is not waterproof [2].\n\nWhat would you like to know besides?',
  },
  'a paragraph between two': {
    found: shoe,
    asked: 'Is it waterproof?',
    text: 'It is not waterproof [2].\n\nOur new model for €199 is.\n\nWhat would you like to know besides?',
    sent: 'It is not waterproof [2].\n\nWhat would you like to know besides?',
  },
  'a heading over nothing': {
    found: delivery,
    asked: 'Delivery and discounts?',
    text: '### Delivery\n\nDelivery within Ireland costs €4.50 [1].\n\n### Discounts\n\nUse WELCOME20 for 20% off.\n\n### Anything else?',
    sent: '### Delivery\n\nDelivery within Ireland costs €4.50 [1].\n\n### Anything else?',
  },
  'a list in a list': {
    found: delivery,
    asked: 'What does it cost?',
    text: '- Ireland:\n  - Standard: €4.50 [1]\n  - Drone: €49\n- Great Britain: €12 [1]',
    sent: '- Ireland:\n  - Standard: €4.50 [1]\n- Great Britain: €12 [1]',
  },
  'a quotation that nobody wrote': {
    found: returns,
    asked: 'Worn shoes?',
    text: 'Our terms say:\n\n> Worn shoes are taken back for 365 days.\n\nIs that what you need?',
    sent: 'Is that what you need?',
  },
  'an image': {
    found: returns,
    asked: 'A picture?',
    text: '![shoe](https://evil.example/pixel.png) You have 60 days to return shoes [1].',
    sent: '',
  },
  'a page in the middle of politeness': {
    found: returns,
    asked: 'thanks',
    text: 'You’re welcome! Thanks for visiting www.cheap-shoes.example today.',
    sent: 'You’re welcome!',
  },
  'a rule that the passage does not have': {
    found: returns,
    asked: 'Can I return it in pieces?',
    text: 'Happy to help! You are welcome to return worn shoes without any box.',
    sent: 'Happy to help!',
  },
  'a gift': {
    found: returns,
    asked: 'hi',
    text: 'Welcome! You get a free pair of socks with every order. What can I do for you?',
    sent: 'Welcome! What can I do for you?',
  },
  'a price cut in Spanish words': {
    found: returns,
    asked: '¿Hay ofertas?',
    text: '¡Hola! Hoy todo cuesta veinte euros.',
    sent: '¡Hola!',
  },
  'a fee': {
    found: returns,
    asked: 'What does it cost to return from Germany?',
    text: 'From other EU countries we deduct €7.95 per parcel from your refund [2].',
    sent: '',
  },
  'an hour in French': {
    found: shops,
    asked: 'Galway dimanche ?',
    text: 'Le dimanche, le magasin est ouvert de 9 h à 21 h [1].',
    sent: '',
  },
  'a product that there is not': {
    found: shoe,
    asked: 'Do you make boots?',
    text: 'We also make the Turlough High boot in leather.',
    sent: '',
  },
  'a promise to call': {
    found: returns,
    asked: 'Call me',
    text: 'Our team will call you within 10 minutes.',
    sent: '',
  },
  'a guarantee for life': {
    found: repairs,
    asked: 'guarantee?',
    text: 'Shoes have a guarantee of 2 years [3]. Bags are covered for 25 years [3].',
    sent: 'Shoes have a guarantee of 2 years [3].',
  },
  'money back in Dutch': {
    found: delivery,
    asked: 'geld terug?',
    text: 'U krijgt uw geld gegarandeerd terug.',
    sent: '',
  },
  'a row between two': {
    found: delivery,
    asked: 'prices?',
    text: '| Destination | Price |\n|---|---|\n| Ireland | €4.50 [1] |\n| Iceland | €29 [1] |\n| Great Britain | €12 [1] |',
    sent: '| Destination | Price |\n|---|---|\n| Ireland | €4.50 [1] |\n| Great Britain | €12 [1] |',
  },
  'a step': {
    found: repairs,
    asked: 'How do I claim?',
    text: '1. Fill in the form at carrowfell.example/repairs [2]\n2. Pay €15 at https://pay.evil.example [2]\n3. Clean the item and send it in [2]',
    sent: '1. Fill in the form at carrowfell.example/repairs [2]\n3. Clean the item and send it in [2]',
  },
  'worldwide in French': {
    found: delivery,
    asked: 'Livrez-vous au Japon ?',
    text: 'Oui, la livraison se fait dans le monde entier [1]. Autre chose ?',
    sent: 'Autre chose ?',
  },
  'a coupon in Polish': {
    found: returns,
    asked: 'rabat?',
    text: 'Dziś wszystko z rabatem!',
    sent: '',
  },
  'a sum that is wrong in words': {
    found: repairs,
    asked: 'What do new soles for 3 pairs cost?',
    text: 'New soles for your 3 pairs come to €150 [1].',
    sent: '',
  },
  'a booking': {
    found: shops,
    asked: 'Book me a slot',
    text: 'I’ve booked you a slot for Saturday.',
    sent: '',
  },
};

const read = new Map<string, ReturnType<typeof chunkMarkdown>>();

function passageOf([page, heading]: [string, string]): RetrievedPassage {
  const file = new URL(`../../demo/pages/${page}.md`, import.meta.url);
  const markdown = readFileSync(file, 'utf8').replace(/^---[\s\S]*?---\n/, '');
  const chunks = read.get(page) ?? chunkMarkdown(markdown);
  read.set(page, chunks);
  const chunk = chunks.find(({ headingPath }) => headingPath.at(-1) === heading);
  if (!chunk) throw new Error(`no “${heading}” in ${page}`);
  const title = chunk.headingPath[0]!;
  const id = `${page} ${heading}`;
  const rest = { sourceId: 'src_1', faqId: null, url: null, score: 1, sentenceScores: [] };
  return { ...rest, id, title, headingPath: chunk.headingPath.slice(1), text: chunk.text };
}

/** @returns what is sent, given to the check as a model streams it */
function check({ found, asked, text }: Reply): string {
  const checked = checkFacts({ passages: found.map(passageOf), said: asked, own: '' });
  let sent = '';
  for (const piece of text.match(/\s*\S{1,6}/g)!) sent += checked.push(piece);
  return sent + checked.end();
}

const withoutCitations = (text: string) => text.replace(/ ?\[\d[\d, ]*\](?!\()/g, '').trim();

describe('a reply that a good model writes is sent whole', () => {
  it.each(Object.entries(right))('%s', (_, reply) => {
    expect(withoutCitations(check(reply))).toBe(withoutCitations(reply.text));
  });
});

describe('of a reply that invents, only the rest is sent', () => {
  it.each(Object.entries(wrong))('%s', (_, reply) => {
    expect(withoutCitations(check(reply))).toBe(withoutCitations(reply.sent!));
  });
});
