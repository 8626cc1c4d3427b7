import { expect, it } from 'vitest';
import { groupsOfCountries } from './countries.ts';

it.each([
  ['Do you deliver to Luxembourg?', 'Luxembourg EU countries'],
  ['Livrez-vous au Luxembourg ?', 'Luxembourg EU countries'],
  ['Ich bin Kundin aus Österreich', 'Austria EU countries'],
  ['¿Enviáis a los Países Bajos?', 'Netherlands EU countries'],
  ['Stuurt u ook naar Zwitserland?', 'Switzerland'],
  ['can you ship to the UK', 'Great Britain'],
  ['Do you post to Canada?', 'Canada outside Europe'],
  ['what about the united states', 'United States outside Europe'],
])('“%s” names a country of “%s”', (text, group) => {
  expect(groupsOfCountries(text)).toEqual([group]);
});

it.each(['Can I see it in the shop?', 'cold turkey', 'send it to us', ''])(
  '“%s” names no country',
  (text) => expect(groupsOfCountries(text)).toEqual([]),
);
