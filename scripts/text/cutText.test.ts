import type { CallExpression, Node, PropertyAccessExpression } from 'typescript/unstable/ast';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API, type Project } from 'typescript/unstable/sync';
import { describe, expect, it } from 'vitest';
import { limits } from '../../apps/server/src/testing/patience.ts';
import { root, sourceFiles } from '../linear/expressions.ts';

/** Each covers the packages that it imports, and the first all of them. */
const projects = ['tsconfig.json', 'apps/widget/tsconfig.json', 'apps/dashboard/tsconfig.json'];

/** Beginnings that hold no half character, and why. */
const whole: Record<string, string[]> = {
  'only has letters and digits': [
    'apps/server/src/conversation/memory/expiry.ts name',
    'apps/server/src/conversation/memory/expiry.ts month.toLowerCase()',
    "apps/server/src/workspace/owner.ts deriveKey(secret, 'first owner')",
    "apps/dashboard/src/builder/graph/names.ts name.replace(/_\\d+$/, '')",
    'apps/dashboard/src/builder/form/widgets/BusinessHoursWidget.tsx title',
    'apps/widget/src/panel/pageContext.ts host?.url',
    'apps/widget/src/panel/pageContext.ts host?.referrer',
    'apps/widget/src/panel/pageContext.ts (localesOf(host).find(Boolean) ?? navigator.language)',
    'apps/widget/src/panel/texts/texts.ts wanted',
    'apps/server/src/knowledge/calendar.ts name',
    'apps/server/src/knowledge/calendar.ts month',
    'apps/server/src/conversation/words/wordsOf.ts language',
  ],
  'has the bytes of a header as characters': [
    'apps/server/src/automation/hooks/answerChallenge.ts okta',
  ],
  'ends where the function found a boundary itself': [
    'packages/contract/src/text.ts text',
    'packages/contract/src/email.ts text',
    'packages/automation/src/templates/render.ts text',
    'packages/automation/src/nodes/ask_visitor/readNumber.ts text',
    'apps/server/src/automation/hooks/readHookBody.ts written',
    'apps/server/src/knowledge/reading/pdfLayout.ts before',
    'apps/server/src/knowledge/chunk.ts rest',
    'apps/server/src/knowledge/blocks.ts source',
    'apps/dashboard/src/builder/form/completion.ts text',
    'apps/dashboard/src/builder/form/completion.ts inside',
    'apps/server/src/knowledge/questionParts.ts text',
    'apps/server/src/conversation/model/checkFacts.ts text',
    'apps/server/src/conversation/model/sentences.ts buffer',
  ],
  'is only compared, with stored terms that were cut the same way': [
    'apps/server/src/knowledge/codes.ts text',
    'apps/server/src/knowledge/language.ts text',
    'apps/server/src/knowledge/language.ts word',
    'apps/server/src/language/languages.ts written',
    'apps/server/src/language/glossary.ts folded',
    'apps/server/src/knowledge/languageRules.ts folded',
  ],
};
const known = new Set(Object.values(whole).flat());

/** A digest or a time, or a beginning up to a character that was looked for. */
const isPlain = (receiver: string, end: string) =>
  /\.digest\('(?:base64url|hex)'\)$|\.toISOString\(\)$|^modifiedTime$/.test(receiver) ||
  /\b(?:lastI|i)ndexOf\(/.test(end);

describe('text that is too long', () => {
  it('is cut by cutText, which leaves no half character', { timeout: limits.wholeTest }, () => {
    const api = new API({ cwd: root });
    const found = new Set<string>();
    try {
      const wanted = new Set(sourceFiles().map((path) => root + path));
      for (const config of projects) {
        const snapshot = api.updateSnapshot({ openProject: root + config });
        const project = snapshot.getProject(root + config)!;
        for (const path of project.program.getSourceFileNames()) {
          if (wanted.has(path)) for (const cut of cutsIn(project, path)) found.add(cut);
        }
        snapshot.dispose();
      }
    } finally {
      api.close();
    }
    expect([...found].filter((cut) => !known.has(cut))).toEqual([]);
    expect(
      [...known].filter((cut) => !found.has(cut)),
      'named, and gone',
    ).toEqual([]);
  });
});

/** Where a file takes the beginning of a text by code units: the file, and of which text. */
function cutsIn({ program, checker }: Project, path: string): string[] {
  const file = program.getSourceFile(path)!;
  const cuts: string[] = [];
  const textOf = (node: Node) => file.text.slice(node.pos, node.end).trim().replace(/\s+/g, ' ');
  const visit = (node: Node) => {
    node.forEachChild(visit);
    if (node.kind !== SyntaxKind.CallExpression) return;
    const { expression, arguments: given } = node as CallExpression;
    if (expression.kind !== SyntaxKind.PropertyAccessExpression) return;
    const { name, expression: receiver } = expression as PropertyAccessExpression;
    const [start, end] = given.map(textOf);
    if (!/^(?:slice|substring|substr)$/.test(name.text) || start !== '0' || !end) return;
    const type = checker.getTypeAtLocation(receiver);
    const isText = type && /^(?:string\b(?!\[)|"|`)/.test(checker.typeToString(type));
    if (!isText) return;
    const cut = textOf(receiver);
    if (!isPlain(cut, end)) cuts.push(`${path.slice(root.length)} ${cut}`);
  };
  if (/\.(?:slice|substring|substr)\(/.test(file.text)) visit(file);
  return cuts;
}
