import { expect, it } from 'vitest';
import { isWithin, quantitiesIn, rangesIn } from './quantities.ts';

it('numbers are read with their units, in the smallest of each', () => {
  expect(quantitiesIn('27.5 cm or 1.2 kg')).toEqual([
    { value: 275, unit: 'mm' },
    { value: 1200, unit: 'g' },
  ]);
  expect(quantitiesIn('UK 9.5, size 42, €1,500')).toEqual([
    { value: 9.5, unit: 'uk' },
    { value: 42, unit: null },
    { value: 1500, unit: '€' },
  ]);
  expect(quantitiesIn('a 17 inch screen')).toEqual([{ value: 17, unit: 'inch' }]);
});

it.each([
  ['96 to 101 cm', '99 cm', true],
  ['96 to 101 cm', '102 cm', false],
  ['up to 268 mm', '26 cm', true],
  ['orders of €80 or more', '95 euros', true],
  ['between 5 and 18 °C', '20 degrees', false],
  ['96 to 101 cm', '99 kg', false],
])('“%s” and “%s”: %s', (fact, asked, within) => {
  const [quantity] = quantitiesIn(asked);
  expect(rangesIn(fact).some((range) => isWithin(quantity!, range))).toBe(within);
});
