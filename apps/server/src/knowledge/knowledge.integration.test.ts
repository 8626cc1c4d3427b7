import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeModels, type FakeModels } from '../testing/fakeModels.ts';
import { drawPicture, drawText, makePages, makePdf } from '../testing/pdf.ts';
import {
  addText,
  askForReply,
  eventually,
  openTestDatabase,
  settled,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

let server: TestServer;
let models: FakeModels;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
let key: string;

beforeAll(async () => {
  models = createFakeModels();
  server = await startTestServer({ models });
  organisation = await server.createOrganisation();
});
afterAll(() => server.close());
beforeEach(async () => {
  const bot = await organisation.client.chatbots.create({ body: { name: 'Shop' } });
  chatbotId = bot.id;
  key = bot.publishableKey;
  models.failure = null;
  models.gate = null;
  models.embedded.length = 0;
});

const answerTo = async (message: string) => (await askForReply(server, { key, message })).answer;

async function upload(
  name: string,
  content: Uint8Array | string,
  type = 'application/octet-stream',
) {
  const form = new FormData();
  form.set('file', new File([content], name, { type }));
  return organisation.client.sources.create({ params: { chatbotId }, form });
}

/** A file as it is read, with its passages. */
async function readFile(name: string, content: Uint8Array | string) {
  const { id: sourceId } = await upload(name, content);
  const params = { chatbotId, sourceId };
  const source = await settled(organisation.client, params);
  const { items } = await organisation.client.sources.passages({ params });
  return { source, items, text: items.map(({ text }) => text).join('\n') };
}

describe('what goes in comes out whole', () => {
  it('a cited price of a page’s table belongs to its row', async () => {
    const html = `<h1>Boats</h1><p>Prices are per hour.</p><table>
      <thead><tr><th>Boat</th><th>Morning</th><th>Evening</th></tr></thead>
      <tr><td>Canoe</td><td>9 euros</td><td>12 euros</td></tr>
      <tr><td>Kayak</td><td>15 euros</td><td>21 euros</td></tr></table>`;
    const { text } = await readFile('boats.html', html);
    expect(text).toContain('| Kayak | 15 euros | 21 euros |');
    const answer = await answerTo('How much is a kayak in the evening?');
    expect(answer).toContain('Boat Kayak: morning 15 euros, evening 21 euros.');
  });

  it('the names of a long table’s columns stand in each of its passages', async () => {
    const rows = Array.from(
      { length: 80 },
      (_, n) => `<tr><td>Lamp ${n}</td><td>${n} euros</td></tr>`,
    );
    const html = `<table><tr><th>Lamp</th><th>Price</th></tr>${rows.join('')}</table>`;
    const { items } = await readFile('lamps.html', html);
    expect(items.length).toBeGreaterThan(1);
    for (const { text } of items) expect(text).toMatch(/^\| Lamp \| Price \|/);
  });

  it('metadata at the top of a file is in no passage and no citation', async () => {
    const { items } = await readFile(
      'norway.md',
      '---\ntitle: Norway\nnote: do not publish\ndraft: true\n---\n\nParcels to Norway take four days.\n',
    );
    expect(JSON.stringify(items)).not.toMatch(/publish|draft/);
    const reply = await askForReply(server, {
      key,
      message: 'How long does a parcel to Norway take?',
    });
    expect(reply.answer).toContain('four days');
    expect(JSON.stringify(reply.citations)).not.toContain('publish');
  });

  it('metadata names a file without a title, and gives its date and that it is a draft', async () => {
    const text =
      '---\ntitle: Boat hire\ndate: 2026-01-31\ndraft: true\n---\nA canoe costs 9 euros.';
    const { source, items } = await readFile('boat-hire_2026.md', text);
    expect(source).toMatchObject({ title: 'Boat hire', documentDate: '2026-01-31', isDraft: true });
    expect(items).toMatchObject([{ title: 'Boat hire', text: 'A canoe costs 9 euros.' }]);
    const named = await organisation.client.sources.update({
      params: { chatbotId, sourceId: source.id },
      body: { title: 'Canoes' },
    });
    expect(await settled(organisation.client, { chatbotId, sourceId: named.id })).toMatchObject({
      title: 'Canoes',
      isDraft: true,
    });
  });

  it.each([
    ['TX-200', ['tx200', 'TX 200', 'tx_200', 'TX\u2011200']],
    ['RTX4090 Ti', ['rtx 4090 ti', 'RTX-4090-TI', 'rtx4090ti']],
    ['A-0042', ['a42', 'A 42', 'A0042']],
    ['00417', ['417', '0417']],
    ['MUG-0042', ['mug 0042', 'mug0042', 'mug42']],
    ['4006381333931', ['4 006381 333931', '400-6381-333931']],
  ])('the product %s is found, however a visitor writes it', async (code, questions) => {
    await addText(organisation.client, {
      chatbotId,
      title: 'Spares',
      text: `# Spares\n\n## One\n\nThe ${code} weighs nine kilos.\n\n## Two\n\nThe ZQ-77 weighs three kilos.`,
    });
    for (const question of questions) {
      const q = `How heavy is the ${question}?`;
      const { passages } = await organisation.client.sources.search({
        params: { chatbotId },
        query: { q },
      });
      expect(passages[0]?.text, question).toContain(code);
    }
  });

  it('a page in another encoding that it names is read by it', async () => {
    const page = '<meta charset="windows-1252"><p>Rührkuchen für 5 \u0080</p>';
    const { text } = await readFile('cake.html', Buffer.from(page, 'latin1'));
    expect(text).toBe('Rührkuchen für 5 €');
  });

  it('a word with what nobody sees in it is found, in files and in FAQs', async () => {
    const { text } = await readFile('rooms.txt', 'The Zim\u00ADmer\u200Bpreis is 80 euros.');
    expect(text).toBe('The Zimmerpreis is 80 euros.');
    expect(await answerTo('Zimmerpreis?')).toContain('80 euros');
    await organisation.client.faqs.create({
      params: { chatbotId },
      body: {
        question: 'Is there a Früh\u00ADstücks\u200Bbuffet?',
        answer: 'Yes, un\u00ADtil ten.',
      },
    });
    expect(await answerTo('Frühstücksbuffet?')).toContain('until ten');
  });

  it('a page of a PDF that is a picture is named, and the rest answers', async () => {
    const words = drawText('The ferry leaves the harbour every hour from nine on.', 50, 700);
    const { source } = await readFile('ferry.pdf', makePages([words, drawPicture]));
    expect(source).toMatchObject({
      state: 'ready',
      unread: { percent: 50, reason: 'Page 2 is a picture without text.' },
    });
    const { items } = await organisation.client.sources.list({ params: { chatbotId }, query: {} });
    expect(items[0]!.unread?.percent).toBe(50);
    const form = new FormData();
    form.set('file', new File(['The ferry leaves at noon.'], 'ferry.txt'));
    await organisation.client.sources.update({
      params: { chatbotId, sourceId: source.id },
      form,
    });
    const after = await settled(organisation.client, { chatbotId, sourceId: source.id });
    expect(after).toMatchObject({ state: 'ready', unread: null });
  });

  it.each([
    ['TX-200', ['tx200', 'TX 200', 'tx-200', 'tx 200']],
    ['tx200', ['TX-200', 'TX 200', 'TX200']],
    ['TX 200', ['tx200', 'TX-200']],
    ['00420', ['420', '00420']],
    ['420', ['00420']],
  ])('a product called %s is found by %j', async (code, asked) => {
    const texts = [
      `The pump ${code} has a tank of nine litres.`,
      'The pump TX-2000 has a tank of forty litres.',
      'The pump RX-200 has a tank of two litres.',
      'The pump 4200 has a tank of thirty litres.',
    ];
    for (const text of texts)
      await addText(organisation.client, { chatbotId, title: 'Pump', text });
    for (const q of asked) {
      const { passages } = await organisation.client.sources.search({
        params: { chatbotId },
        query: { q: `How large is the tank of ${q}?` },
      });
      expect(passages[0]?.text, q).toContain('nine');
    }
  });
});

describe('a source', () => {
  it('of text or Markdown becomes passages under their headings', async () => {
    const source = await addText(organisation.client, {
      chatbotId,
      title: 'Shipping',
      text: '# Shipping\n\nWe ship daily.\n\n## Ireland\n\nIt takes two days.\n\n## Iceland\n\nIt takes nine days.',
    });
    expect(source).toMatchObject({ state: 'ready', passageCount: 3, error: null });
    const { items } = await organisation.client.sources.passages({
      params: { chatbotId, sourceId: source.id },
    });
    expect(items.map(({ headingPath, text }) => [headingPath, text])).toEqual([
      [[], 'We ship daily.'],
      [['Ireland'], 'It takes two days.'],
      [['Iceland'], 'It takes nine days.'],
    ]);
  });

  it('can be a TXT, Markdown, HTML or PDF file', async () => {
    const files: [string, Uint8Array | string, string][] = [
      ['parking.txt', 'Parking costs three euro an hour.', 'What does parking cost?'],
      ['lockers.md', '# Lockers\n\nLockers are free of charge.', 'What do lockers cost?'],
      [
        'dogs.html',
        '<html><head><style>p{}</style></head><body><nav>Menu</nav><h1>Dogs</h1><p>Dogs &amp; cats may come in.</p><script>evil()</script></body></html>',
        'May dogs come in?',
      ],
      [
        'umbrellas.pdf',
        makePdf(['Umbrellas are lent for two euro a day.']),
        'How are umbrellas lent?',
      ],
    ];
    for (const [name, content, question] of files) {
      const { id } = await upload(name, content);
      const source = await settled(organisation.client, { chatbotId, sourceId: id });
      expect(source, name).toMatchObject({ state: 'ready', type: 'file', fileName: name });
      const reply = await askForReply(server, { key, message: question });
      expect(reply.citations[0]?.sourceId, name).toBe(id);
    }
    const { items } = await organisation.client.sources.list({ params: { chatbotId } });
    const dogs = items.find(({ fileName }) => fileName === 'dogs.html')!;
    const { text } = await organisation.client.sources.get({
      params: { chatbotId, sourceId: dogs.id },
    });
    expect(text).toBe('# Dogs\n\nDogs & cats may come in.');
  });

  it('that cannot be read fails with its reason, and keeps the file for a retry', async () => {
    const cases: [string, Uint8Array | string, RegExp][] = [
      ['secret.pdf', makePdf(['Hidden'], { encrypted: true }), /encrypted/],
      ['broken.pdf', '%PDF-1.4\nthis is no pdf at all', /damaged/],
      ['scanned.pdf', makePdf([]), /no text/],
      ['latin1.txt', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), /UTF-8/],
      ['blank.txt', '   \n  ', /no text/],
    ];
    for (const [name, content, reason] of cases) {
      const { id: sourceId } = await upload(name, content);
      const source = await settled(organisation.client, { chatbotId, sourceId });
      expect(source, name).toMatchObject({ state: 'failed', passageCount: 0 });
      expect(source.error, name).toMatch(reason);
      const again = await organisation.client.sources.retry({ params: { chatbotId, sourceId } });
      expect(again.state).toBe('queued');
      expect(await settled(organisation.client, { chatbotId, sourceId })).toMatchObject({
        state: 'failed',
      });
    }
  });

  it('of another kind, empty or too large is refused at once', async () => {
    await expect(upload('logo.png', new Uint8Array([0x89, 0x50, 0, 1]))).rejects.toMatchObject({
      problem: { code: 'unsupported-media-type', status: 415 },
    });
    await expect(upload('image.txt', new Uint8Array([0x50, 0x4b, 0, 0]))).rejects.toMatchObject({
      problem: { code: 'unsupported-media-type' },
    });
    await expect(upload('empty.txt', '')).rejects.toMatchObject({ problem: { status: 422 } });
    await expect(
      upload('huge.txt', new Uint8Array(22 * 1024 * 1024).fill(97)),
    ).rejects.toMatchObject({
      problem: { code: 'payload-too-large', status: 413 },
    });
    expect((await organisation.client.sources.list({ params: { chatbotId } })).items).toEqual([]);
  });

  it('shows its progress while it is embedded', async () => {
    let open = () => {};
    models.gate = new Promise((resolve) => {
      open = resolve;
    });
    const text = Array.from(
      { length: 40 },
      (_, index) => `# Part ${index}\n\nNumber ${index}.`,
    ).join('\n\n');
    const { id: sourceId } = await organisation.client.sources.create({
      params: { chatbotId },
      body: { type: 'text', title: 'Long', text },
    });
    const params = { chatbotId, sourceId };
    await eventually(async () => {
      const { state, progress } = await organisation.client.sources.get({ params });
      return state === 'embedding' && progress.total === 40;
    });
    open();
    expect(await settled(organisation.client, params)).toMatchObject({
      state: 'ready',
      progress: { done: 40, total: 40 },
    });
  });

  it('fails when the embedding model stays away, and is mended by a retry', async () => {
    models.failure = new Error('out of reach');
    const { id: sourceId } = await organisation.client.sources.create({
      params: { chatbotId },
      body: { type: 'text', title: 'Hours', text: 'We open at nine.' },
    });
    const params = { chatbotId, sourceId };
    await eventually(
      async () =>
        models.failure && (await organisation.client.sources.get({ params })).state === 'embedding',
    );
    models.failure = null;
    await organisation.client.sources.retry({ params });
    expect(await settled(organisation.client, params)).toMatchObject({ state: 'ready' });
  });
});

describe('a change of knowledge', () => {
  const text = 'The museum opens at nine in the morning.';

  it('takes effect in the next answer, when edited, replaced by a file, or deleted', async () => {
    const { id: sourceId } = await addText(organisation.client, {
      chatbotId,
      title: 'Museum',
      text,
    });
    const params = { chatbotId, sourceId };
    const question = 'When does the museum open in the morning?';
    expect(await answerTo(question)).toContain('nine');

    await organisation.client.sources.update({
      params,
      body: { text: text.replace('nine', 'eight') },
    });
    await settled(organisation.client, params);
    expect(await answerTo(question)).toContain('eight');

    const form = new FormData();
    form.set('file', new File([text.replace('nine', 'seven')], 'museum.txt'));
    await organisation.client.sources.update({ params, form });
    expect(await settled(organisation.client, params)).toMatchObject({ type: 'file' });
    expect(await answerTo(question)).toContain('seven');

    await organisation.client.sources.remove({ params });
    expect(await askForReply(server, { key, message: question })).toMatchObject({
      answered: false,
    });
  });

  it('never shows both versions or none, while it is published', async () => {
    const { client } = organisation;
    const { id: sourceId } = await addText(client, { chatbotId, title: 'Museum', text });
    const params = { chatbotId, sourceId };
    const seen = new Set<string>();
    let done = false;
    const reader = (async () => {
      while (!done) {
        const { passages } = await client.sources.search({
          params: { chatbotId },
          query: { q: 'When does the museum open?', limit: 10 },
        });
        seen.add(passages.map((passage) => passage.text).join(' | '));
      }
    })();
    for (const hour of ['eight', 'seven', 'six']) {
      await client.sources.update({ params, body: { text: text.replace('nine', hour) } });
      await settled(client, params);
    }
    done = true;
    await reader;
    const versions = ['nine', 'eight', 'seven', 'six'].map((hour) => text.replace('nine', hour));
    for (const shown of seen) expect(versions).toContain(shown);
  });

  it('that fails leaves the version before in place', async () => {
    const { client } = organisation;
    const { id: sourceId } = await addText(client, { chatbotId, title: 'Museum', text });
    const params = { chatbotId, sourceId };
    const form = new FormData();
    form.set('file', new File(['%PDF-1.4 broken'], 'museum.pdf'));
    await client.sources.update({ params, form });
    expect(await settled(client, params)).toMatchObject({ state: 'failed', passageCount: 1 });
    expect(await answerTo('When does the museum open?')).toContain('nine');
  });

  it('embeds only what changed', async () => {
    const { client } = organisation;
    const parts = Array.from(
      { length: 5 },
      (_, index) => `# Room ${index}\n\nRoom ${index} shows boats.`,
    );
    const source = await addText(client, { chatbotId, title: 'Rooms', text: parts.join('\n\n') });
    // The new chatbot's intents are embedded in the meantime too.
    const rooms = () =>
      models.embedded.map(({ text: embedded }) => embedded).filter((one) => one.includes('Room'));
    expect(rooms()).toHaveLength(5);
    models.embedded.length = 0;
    parts[2] = '# Room 2\n\nRoom 2 shows trains.';
    const params = { chatbotId, sourceId: source.id };
    await client.sources.update({ params, body: { text: parts.join('\n\n') } });
    await settled(client, params);
    expect(rooms()).toEqual(['Room 2 shows trains.']);
  });

  it('of an FAQ is known from its commit on, and an inactive one is not used', async () => {
    const { client } = organisation;
    const faq = await client.faqs.create({
      params: { chatbotId },
      body: { question: 'Is there a wardrobe?', answer: 'Yes, in the basement.' },
    });
    const params = { chatbotId, faqId: faq.id };
    const reply = await askForReply(server, { key, message: 'Is there a wardrobe?' });
    expect(reply).toMatchObject({ answered: true, citations: [{ sourceId: faq.id }] });
    await client.faqs.update({ params, body: { answer: 'Yes, on the roof.' } });
    expect(await answerTo('Is there a wardrobe?')).toContain('roof');
    await client.faqs.update({ params, body: { isActive: false } });
    expect(await askForReply(server, { key, message: 'Is there a wardrobe?' })).toMatchObject({
      answered: false,
    });
  });
});

describe('search', () => {
  it('is the retrieval that the chat uses, in the same order every time', async () => {
    const { client } = organisation;
    for (const animal of ['horse', 'goat', 'sheep', 'donkey']) {
      await addText(client, {
        chatbotId,
        title: animal,
        text: `The ${animal} eats grass and hay in the stable.`,
      });
    }
    const search = () =>
      client.sources.search({
        params: { chatbotId },
        query: { q: 'What does the goat eat in the stable?' },
      });
    const first = await search();
    expect(first.passages[0]!.title).toBe('goat');
    expect(first.answerable).toBe(true);
    for (let time = 0; time < 5; time++) expect(await search()).toEqual(first);
    const reply = await askForReply(server, {
      key,
      message: 'What does the goat eat in the stable?',
    });
    expect(reply.citations[0]!.sourceId).toBe(first.passages[0]!.sourceId);
  });
});

describe('a change of the embedding model', () => {
  it('re-embeds in the background while the old vectors serve', async () => {
    const database = await openTestDatabase();
    const borrowed = { ...database, close: async () => {} };
    const before = await startTestServer({ database: borrowed });
    const { client } = await before.createOrganisation();
    const bot = await client.chatbots.create({ body: { name: 'Museum' } });
    await addText(client, {
      chatbotId: bot.id,
      title: 'Museum',
      text: 'The museum opens at nine.',
    });
    await before.close();

    const newModels = createFakeModels({ embeddingModel: 'text-embedding-3-small' });
    let open = () => {};
    newModels.gate = new Promise((resolve) => {
      open = resolve;
    });
    const asked: string[] = [];
    const { embedQuestion } = newModels;
    newModels.embedQuestion = (model, text) => {
      if (text.includes('museum')) asked.push(model);
      return embedQuestion(model, text);
    };
    const after = await startTestServer({ models: newModels, database: borrowed });
    const turn = { key: bot.publishableKey, message: 'When does the museum open?' };
    expect((await askForReply(after, turn)).answered).toBe(true);
    expect(new Set(asked)).toEqual(new Set(['offline']));
    open();
    await eventually(async () => {
      expect((await askForReply(after, turn)).answered).toBe(true);
      return asked.at(-1) === 'text-embedding-3-small';
    });
    await after.close();
    await database.close();
  });
});
