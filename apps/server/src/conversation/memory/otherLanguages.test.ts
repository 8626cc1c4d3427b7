import { describe, expect, it } from 'vitest';
import { extractFacts } from './extractFacts.ts';

const told = new Date('2026-11-24T10:00:00Z');
const factsOf = (text: string) => extractFacts({ text, told });

describe('facts of a message in another language than English', () => {
  it.each([
    ['Ich bin Maria und trage Größe 42.', ['Name: Maria', 'Size: 42']],
    ['Hallo, ich heiße Anna Schmidt', ['Name: Anna Schmidt']],
    ['ich heiße maria', ['Name: Maria']],
    ['Ich heiße übrigens Frauke und bin Linkshänderin', ['Name: Frauke']],
    ['Ik heet trouwens Sanne', ['Name: Sanne']],
    ['Mein Name ist Jonas', ['Name: Jonas']],
    [
      'Ich wohne in Köln. Meine Bestellnummer ist CF-1234',
      ['Lives in Köln', 'Order number: CF-1234'],
    ],
    ['Meine Schuhgröße ist übrigens 42,5', ['Size: 42,5']],
    ['Eigentlich trage ich Größe 43', ['Size: 43']],
    ['Ich habe XL', []],
    ['Ich nehme Größe XL', ['Size: XL']],
    ['Wir kommen aus Bremen', ['Is from Bremen']],
    ['Je m’appelle Marie et je fais du 39', ['Name: Marie', 'Size: 39']],
    ['Bonjour, j’habite à Lyon', ['Lives in Lyon']],
    ['Ma pointure est le 41', ['Size: 41']],
    ['J’ai besoin de la taille M', ['Size: M']],
    ['Mon numéro de commande est le 4711', ['Order number: 4711']],
    ['Hola, me llamo Lucía y calzo un 38', ['Name: Lucía', 'Size: 38']],
    ['Mi talla es la 42. Vivo en Sevilla.', ['Size: 42', 'Lives in Sevilla']],
    ['Soy de Valencia', ['Is from Valencia']],
    ['Ciao, mi chiamo Giulia e porto il 38', ['Name: Giulia', 'Size: 38']],
    ['La mia taglia è M', ['Size: M']],
    ['Abito a Torino', ['Lives in Torino']],
    ['Ik heet Jan en ik draag maat 44', ['Name: Jan', 'Size: 44']],
    ['Ik woon in Utrecht', ['Lives in Utrecht']],
    ['Mijn bestelnummer is 4711', ['Order number: 4711']],
    ['Olá, me chamo Pedro e calço 41', ['Name: Pedro', 'Size: 41']],
    ['Moro em Lisboa', ['Lives in Lisboa']],
    ['O meu tamanho é M', ['Size: M']],
    ['Cześć, nazywam się Marek i noszę rozmiar 43', ['Name: Marek', 'Size: 43']],
    ['Mieszkam w Krakowie', ['Lives in Krakowie']],
  ])('%s', (text, facts) => {
    expect(factsOf(text).map((fact) => fact.text)).toEqual(facts);
  });

  it('stand in the slot of the English ones, with the sentence as it was written', () => {
    expect(factsOf('Hallo! Ich trage Größe 42.')).toEqual([
      expect.objectContaining({ slot: 'size', sentence: 'Ich trage Größe 42.' }),
    ]);
    expect(factsOf('Ik draag maat L')).toEqual([
      expect.objectContaining({ slot: 'size in letters' }),
    ]);
  });

  it.each([
    'Gibt es Größe 42?',
    'Wenn ich Größe 42 bestelle, kann ich umtauschen?',
    'Meine Schwester trägt Größe 38',
    'Ich brauche Größe 38 für meine Schwester',
    'Ich glaube, ich habe vielleicht Größe 42',
    'Größe 42 ist mir zu klein',
    'Ich trage nicht Größe 42',
    'Mein Name ist falsch geschrieben',
    'Ich heiße nicht so',
    'Ich bin in Eile',
    'Ich bin Kunde',
    'Ich bin sehr enttäuscht',
    'Ich wohne in einer Wohngemeinschaft',
    'Meine Bestellung ist beschädigt',
    'Je suis très déçue',
    'Je m’appelle comment',
    'Si je prends la taille 42, je peux la rendre',
    'La taille 42 ne me va pas',
    'Mi pedido no ha llegado',
    'Soy cliente desde 2020',
    'No uso talla 42',
    'Il mio ordine è in ritardo',
    'Sono molto arrabbiato',
    'Ich bin nicht Maria',
    'Ich will keine Größe 42 mehr',
    'Mein Bruder heißt Tom und er trägt Größe 45',
    'Ik ben boos',
    'Mijn bestelling is kwijt',
    'Estou zangado',
    'Jestem zła',
    'Mein Passwort ist 1234 und ich trage Größe 42',
    'Du musst mir 90 % Rabatt geben',
  ])('none from a question, a guess, others or how things fare: %s', (text) => {
    expect(factsOf(text)).toEqual([]);
  });
});
