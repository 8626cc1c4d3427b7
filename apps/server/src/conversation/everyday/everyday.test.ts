import {
  alwaysOn,
  everydayActs,
  everydayLanguages,
  everydayReplies,
  everydaySentences,
} from '@echoai/contract/everyday';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openModels } from '../../platform/models/models.ts';
import { readAct } from '../../understanding/acts/readAct.ts';
import { sentencesOfMessage } from '../memory/sentences.ts';
import { changeEveryday, foreignSentences } from './changeEveryday.ts';
import { readEveryday, withoutSwitchedOff } from './everyday.ts';
import { examplesOf } from './examples.ts';

const nothing = readEveryday({});

describe('what is stored', () => {
  it('is read as far as this version knows it', () => {
    expect(
      readEveryday({
        off: ['joke', 'juggles', 'distress', 7],
        wording: { thanks: { de: 'Gerne!' }, locale: { en: 'xx' }, goodbye: 'bye' },
      }),
    ).toEqual({ off: ['joke'], wording: { thanks: { de: 'Gerne!' }, goodbye: {} } });
  });

  it('never keeps a reply from being made, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readEveryday(value);
        expect(readEveryday(read)).toEqual(read);
      }),
    );
  });
});

describe('an act that is switched off', () => {
  const said = { act: 'joke', confidence: 0.9, isAsking: true, language: 'en' } as Parameters<
    typeof withoutSwitchedOff
  >[0];

  it('is none', () => {
    expect(withoutSwitchedOff(said, { off: ['joke'] })).toEqual({
      ...said,
      act: null,
      confidence: 0,
    });
    expect(withoutSwitchedOff(said, { off: ['thanks'] })).toBe(said);
  });

  it('is heard all the same if it may not be switched off', () => {
    for (const act of everydayActs.filter((each) => each in alwaysOn)) {
      expect(withoutSwitchedOff({ ...said, act }, { off: [act] }).act).toBe(act);
    }
  });
});

describe('a change', () => {
  const act = fc.constantFrom(...everydayActs);
  const text = fc.constantFrom(null, '', ' ', 'One', 'Two');
  const change = act.chain((name) =>
    fc
      .record(
        {
          isActive: fc.boolean(),
          wording: fc.dictionary(
            fc.constantFrom('', ...everydayReplies[name]),
            fc.dictionary(fc.constantFrom(...everydayLanguages), text),
          ),
        },
        { requiredKeys: [] },
      )
      .map((body) => [name, body] as const),
  );

  it('touches one act and leaves the others, and says the same when it is sent twice', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), change, (before, [name, body]) => {
        const settings = before.reduce(
          (now, [each, one]) => changeEveryday(now, each, one),
          nothing,
        );
        const changed = changeEveryday(settings, name, body);
        expect(changeEveryday(changed, name, body)).toEqual(changed);
        for (const other of everydayActs.filter((each) => each !== name)) {
          expect(changed.off.includes(other)).toBe(settings.off.includes(other));
        }
        for (const sentence of everydaySentences) {
          if (body.wording && Object.hasOwn(body.wording, sentence)) continue;
          expect(changed.wording[sentence]).toEqual(settings.wording[sentence]);
        }
        for (const texts of Object.values(changed.wording)) {
          expect(Object.values(texts).every((one) => one.trim() !== '')).toBe(true);
          expect(Object.keys(texts)).not.toEqual([]);
        }
      }),
    );
  });

  it('takes a wording back by null or nothing, and keeps those of other languages', () => {
    const worded = changeEveryday(nothing, 'thanks', {
      wording: { thanks: { de: 'Gerne!', fr: 'De rien !' } },
    });
    const left = changeEveryday(worded, 'thanks', { wording: { thanks: { fr: null } } });
    expect(left.wording).toEqual({ thanks: { de: 'Gerne!' } });
    expect(changeEveryday(left, 'thanks', { wording: { thanks: { de: '  ' } } })).toEqual(nothing);
  });

  it('is of the act’s own sentences', () => {
    const wording = { thanks: {}, joke: {} };
    expect(foreignSentences('thanks', { wording })).toEqual(['joke']);
  });
});

describe('examples', () => {
  const models = openModels({
    chat: null,
    embedding: { model: 'offline', apiKey: '', baseUrl: null },
  });
  afterAll(() => models.close());

  it.each(Object.entries(examplesOf))('of %s are recognised as that', async (act, examples) => {
    const read = await Promise.all(
      examples.map((text) => readAct({ models, text, sentences: sentencesOfMessage(text) })),
    );
    expect(read.map((said) => said.act)).toEqual([act, act]);
  });
});
