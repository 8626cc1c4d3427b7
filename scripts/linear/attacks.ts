import { type AST, parseRegExpLiteral, visitRegExpAST } from '@eslint-community/regexpp';
import { type Pump, pump } from './measure.ts';

/** One of each class of characters that an expression may tell apart. */
export const characters = [
  ...' \t\n\u00a0\u200b',
  ...'aAzéßıЖ中のไ😀\u0301\u200d',
  ...'019٣½',
  ...'.,;:!?…-–—_\'"’“”`´(){}[]<>/\\|@#$%^&*+=~',
];
/** Ends that many expressions cannot match, so that they try all other ways first. */
const suffixes = ['', '\u0001', '\n', ' x'];
/** What no expression looks for. */
const stranger = '\u0001';
const mostPumps = 24;
const longestSample = 200;

/** Texts of the kinds that are worst for one expression, made of its own pieces. */
export function attacksOn(expression: RegExp): Pump[] {
  const pattern = parseRegExpLiteral(expression).pattern;
  const attacks = new Map<string, Pump>();
  const add = (period: string, prefix: string) => {
    if (period === '' || period.length + prefix.length > longestSample) return;
    for (const suffix of suffixes) {
      attacks.set(JSON.stringify([prefix, period, suffix]), pump(period, prefix, suffix));
    }
  };
  const sampler = createSampler(expression.flags);
  for (const whole of sampler.of(pattern).slice(0, 4)) {
    add(whole, '');
    add(whole.slice(0, -1), '');
  }
  visitRegExpAST(pattern, {
    onQuantifierEnter(quantifier) {
      if (quantifier.max < 8) return;
      for (const prefix of sampler.before(quantifier)) {
        for (const period of sampler.of(quantifier.element).slice(0, mostPumps)) {
          add(period, prefix);
          add(prefix + period, '');
        }
      }
    },
  });
  return [...attacks.values()];
}

/** Makes texts that parts of an expression match; what looks ahead or behind is not asked. */
function createSampler(flags: string) {
  const matching = new Map<string, string[]>();
  const charactersOf = (raw: string) => {
    let known = matching.get(raw);
    if (!known) {
      const one = new RegExp(`^${raw}$`, flags.replace(/[gy]/g, ''));
      known = characters.filter((character) => one.test(character));
      matching.set(raw, known);
    }
    return known;
  };

  const of = (node: AST.Node): string[] => {
    switch (node.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup':
        return node.alternatives.flatMap((alternative) => of(alternative).slice(0, 8));
      case 'Alternative':
        return ofSequence(node.elements);
      case 'Quantifier': {
        const once = of(node.element);
        const least = once.map((text) => text.repeat(Math.min(node.min, 20)));
        return node.max >= 8 || node.min > 0 ? [...least, ...once] : ['', ...once];
      }
      case 'Character':
        return [String.fromCodePoint(node.value)];
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return charactersOf(node.raw);
      default:
        return [''];
    }
  };

  /** All with the first sample of each element, and each other sample once. */
  const ofSequence = (elements: readonly AST.Element[]): string[] => {
    const samples = elements.map((element) => of(element));
    const firsts = samples.map(([first = '']) => first);
    const others = samples.flatMap((ofElement, index) =>
      ofElement.slice(1, 8).map((sample) => firsts.with(index, sample).join('')),
    );
    return [firsts.join(''), ...others];
  };

  /** What may stand before a part: nothing, and the least and some more of what the expression wants. */
  const before = (part: AST.Node): string[] => {
    let found = [''];
    let inner: AST.Node = part;
    for (let outer: AST.Node | null = part.parent; outer; inner = outer, outer = outer.parent) {
      if (outer.type !== 'Alternative') continue;
      const elements = outer.elements.slice(0, outer.elements.indexOf(inner as AST.Element));
      const samples = ofSequence(elements).slice(0, 4);
      found = samples.flatMap((sample) => found.map((text) => sample + text)).slice(0, 6);
    }
    return [...new Set(['', stranger, ...found])];
  };
  return { of, before };
}
