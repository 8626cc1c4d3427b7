import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../testing/patience.ts';
import {
  addText,
  eventually,
  settled,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

/** A small shop in German. */
const pages = {
  Rückgabe: `# Rückgabe und Umtausch
Sie können Artikel innerhalb von 30 Tagen nach Erhalt zurückgeben. Die Ware muss ungetragen sein und das Etikett tragen.
Das Rücksendeetikett liegt dem Paket bei. Die Erstattung erfolgt innerhalb von fünf Werktagen auf Ihr Zahlungsmittel.
## Umtausch
Für einen Umtausch in eine andere Größe schreiben Sie uns. Wir legen die neue Größe drei Tage zurück.`,
  Versand: `# Versand und Lieferung
Der Versand innerhalb Deutschlands kostet 4,90 Euro. Ab 60 Euro Bestellwert ist die Lieferung kostenlos.
Die Lieferzeit beträgt zwei bis drei Werktage. In die Schweiz liefern wir in fünf Tagen für 12 Euro.
Pakete an Packstationen stellt DHL zu.`,
  Wanderschuhe: `# Wanderschuh Alpspitz
Der Alpspitz ist ein knöchelhoher Wanderschuh aus Leder. Er wiegt in Größe 42 etwa 640 Gramm.
Die Sohle ist aus Gummi und kann in unserer Werkstatt erneuert werden. Der Preis beträgt 189 Euro.`,
  Regenjacken: `# Regenjacke Sylt
Die Jacke ist wasserdicht bis 20.000 Millimeter Wassersäule und lässt sich bei 30 Grad waschen.
Es gibt sie in den Farben Blau, Gelb und Moosgrün. Nähte sind verschweißt.`,
  Zahlung: `# Bezahlen
Sie bezahlen per Rechnung, PayPal oder Kreditkarte. Bei Rechnung haben Sie 14 Tage Zeit.
Gutscheine gelten drei Jahre ab Kauf.`,
  Laden: `# Unser Laden in Garmisch
Geöffnet ist montags bis samstags von 9 bis 18 Uhr. Am Sonntag bleibt der Laden geschlossen.
Parkplätze finden Sie hinter dem Haus. Hunde sind willkommen.`,
};
const asked: [question: string, page: keyof typeof pages][] = [
  ['Wie lange kann ich etwas zurückgeben?', 'Rückgabe'],
  ['Wann wird mein Geld erstattet?', 'Rückgabe'],
  ['Was kostet der Versand?', 'Versand'],
  ['Liefern Sie in die Schweiz?', 'Versand'],
  ['Wie schwer ist der Alpspitz?', 'Wanderschuhe'],
  ['Kann die Sohle erneuert werden?', 'Wanderschuhe'],
  ['In welchen Farben gibt es die Jacke?', 'Regenjacken'],
  ['Kann man die Regenjacke waschen?', 'Regenjacken'],
  ['Kann ich auf Rechnung bezahlen?', 'Zahlung'],
  ['Wie lange gelten Gutscheine?', 'Zahlung'],
  ['Haben Sie am Sonntag geöffnet?', 'Laden'],
  ['Gibt es Parkplätze?', 'Laden'],
];
const unknown = [
  'Wer hat die Weltmeisterschaft gewonnen?',
  'Verkaufen Sie Fahrräder?',
  'Wie wird das Wetter morgen?',
  'Haben Sie einen Job für mich?',
  'Welche Sprachen spricht der Geschäftsführer?',
  'Kann ich bei Ihnen ein Zelt mieten?',
];

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
const sourceIds = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  organisation = await server.createOrganisation();
  const { client } = organisation;
  ({ id: chatbotId } = await client.chatbots.create({ body: { name: 'Laden' } }));
  for (const [title, text] of Object.entries(pages)) {
    sourceIds.set(title, (await addText(client, { chatbotId, title, text })).id);
  }
});
afterAll(() => server.close());

const find = (q: string, of = chatbotId) =>
  organisation.client.sources.search({ params: { chatbotId: of }, query: { q } });

const languagesOf = async (id: string) =>
  (await organisation.client.chatbots.get({ params: { chatbotId: id } })).languagesFound;

describe('a shop whose pages are German', () => {
  it('finds out that they are, page by page, and shows it', async () => {
    const { items } = await organisation.client.sources.list({ params: { chatbotId }, query: {} });
    expect(items.map(({ languageFound }) => languageFound)).toEqual(items.map(() => 'de'));
    const chatbot = await organisation.client.chatbots.get({ params: { chatbotId } });
    expect(chatbot).toMatchObject({ languages: null, languagesFound: ['de'] });
  });

  it.each(asked)('answers “%s” from the page %s', async (question, page) => {
    const { passages, answerable } = await find(question);
    expect(passages[0]!.title).toBe(page);
    expect(answerable).toBe(true);
  });

  it.each(unknown)('admits that it does not know “%s”', async (question) => {
    expect((await find(question)).answerable).toBe(false);
  });

  it('finds a word in each of its forms, with umlauts or without', async () => {
    for (const form of ['Gutschein', 'Gutscheine', 'gutscheinen']) {
      expect((await find(`Wie lange gilt ein ${form}?`)).passages[0]!.title).toBe('Zahlung');
    }
    expect((await find('geoffnet Sonntags')).passages[0]!.title).toBe('Laden');
  });
});

describe('a language that the owner names', () => {
  it('has the page read by its rules, and null goes back to what was found', async () => {
    const { client } = organisation;
    const { id } = await client.chatbots.create({ body: { name: 'Named' } });
    const text = 'Rue Voltaire 12, 33 rayons, 4 paires.';
    const source = await addText(client, { chatbotId: id, title: 'Nummern', text });
    const params = { chatbotId: id, sourceId: source.id };
    const changed = await client.sources.update({ params, body: { language: 'nl' } });
    expect(changed).toMatchObject({ language: 'nl', state: 'queued' });
    await settled(client, params);
    expect(await languagesOf(id)).toEqual(['nl']);
    await client.sources.update({ params, body: { language: null } });
    await settled(client, params);
    expect(await languagesOf(id)).toEqual([source.languageFound]);
  });

  it('counts for an FAQ from the next question on', async () => {
    const { client } = organisation;
    const { id } = await client.chatbots.create({ body: { name: 'FAQs' } });
    const params = { chatbotId: id };
    const faq = await client.faqs.create({
      params,
      body: { question: 'Wie lange gelten Gutscheine?', answer: 'Drei Jahre ab dem Kauf.' },
    });
    expect(faq).toMatchObject({ language: null, languageFound: 'de' });
    expect(await languagesOf(id)).toEqual(['de']);
    expect((await find('Gilt mein Gutschein noch lange?', id)).passages[0]!.sourceId).toBe(faq.id);
    const at = { params: { ...params, faqId: faq.id } };
    await client.faqs.update({ ...at, body: { language: 'en' } });
    expect(await languagesOf(id)).toEqual(['en']);
  });

  it('is the chatbot’s for pages whose text does not tell', async () => {
    const { client } = organisation;
    const { id } = await client.chatbots.create({ body: { name: 'Zahlen', languages: ['pl'] } });
    await addText(client, { chatbotId: id, title: '42', text: '0049 8821 4711' });
    const { items } = await client.sources.list({ params: { chatbotId: id }, query: {} });
    expect(items[0]!.languageFound).toBe('pl');
  });
});

describe('a shop with pages in two languages', () => {
  it('answers each visitor from the pages in their language first, and from the others else', async () => {
    const { client } = organisation;
    const { id } = await client.chatbots.create({ body: { name: 'Both' } });
    await addText(client, { chatbotId: id, title: 'Rückgabe', text: pages.Rückgabe });
    const english = 'You may send shoes back within 30 days. The return label is in the box.';
    await addText(client, { chatbotId: id, title: 'Returns', text: english });
    const gifts = 'Gift cards are valid for three years. They can be used in our shop.';
    await addText(client, { chatbotId: id, title: 'Gift cards', text: gifts });
    const first = async (q: string) => {
      const { passages, answerable } = await find(q, id);
      return answerable ? passages[0]!.title : null;
    };
    expect(await first('Wie lange kann ich Artikel zurückgeben?')).toBe('Rückgabe');
    expect(await first('Can I send shoes back?')).toBe('Returns');
    const { passages } = await find('Wie lange gilt ein Gutschein?', id);
    expect(passages[0]!.title).toBe('Gift cards');
    expect(await first('Wer hat die Weltmeisterschaft gewonnen?')).toBeNull();
  });
});

describe('knowledge that was read before languages were known', () => {
  it('is read again by the rules of its own, and is found by its old terms until then', async () => {
    const { database } = server;
    const { organisationId } = organisation;
    await database.withOrganisation(organisationId, async (tx) => {
      await tx.execute(sql`update passages set language = 'en' where chatbot_id = ${chatbotId}`);
      await tx.execute(
        sql`update sources set language_found = null where chatbot_id = ${chatbotId}`,
      );
    });
    // A start looks for what was never looked at.
    const started = await startTestServer({ database: { ...database, close: async () => {} } });
    await eventually(async () => (await languagesOf(chatbotId)).join() === 'de', limits.test);
    expect((await find('Wie lange gelten Gutscheine?')).passages[0]!.title).toBe('Zahlung');
    await started.close();
  });
});
