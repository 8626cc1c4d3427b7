import { expect, it } from 'vitest';
import { asks } from './asks.ts';

it.each([
  'how heavy is it',
  'Wie lange dauert der Versand',
  'und was kostet das',
  'quels sont vos horaires',
  '¿Hacéis envíos?',
  'quanto pesa lo zaino',
  'hoe was ik de jas',
  'quanto custa o envio',
  'jak zwrócić buty',
  'I’d like to know what express costs',
])('knows that “%s” asks', (sentence) => expect(asks(sentence)).toBe(true));

it.each(['I wear size 42', 'Ich wohne in Köln', 'je m’appelle Anne', 'thanks', 'hallo', 'Galway'])(
  'knows that “%s” does not ask',
  (sentence) => expect(asks(sentence)).toBe(false),
);
