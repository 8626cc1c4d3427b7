import { expect, test } from 'vitest';
import { groupFaqs } from './groupFaqs.ts';

const faqs = [
  { id: '1', question: 'Où est ma commande ?', answer: 'On the way', category: 'Orders' },
  { id: '2', question: 'No category', answer: 'None', category: null },
  { id: '3', question: 'Student discount?', answer: 'Yes', category: 'Offers' },
  { id: '4', question: 'Cancel an order?', answer: 'Within an hour', category: 'Orders' },
];
const idsOf = (search: string) =>
  groupFaqs({ faqs, search }).map(({ items }) => items.map(({ id }) => id).join());

test('FAQs are grouped in the owner’s order, those without a category last', () => {
  expect(groupFaqs({ faqs, search: '' }).map(({ category }) => category)).toEqual([
    'Orders',
    'Offers',
    '',
  ]);
  expect(idsOf('')).toEqual(['1,4', '3', '2']);
});

test('A search needs every word, anywhere, without regard to case and accents', () => {
  expect(idsOf('ou COMMANDE')).toEqual(['1']);
  expect(idsOf('order hour')).toEqual(['4']);
  expect(idsOf('order discount')).toEqual([]);
});
