import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitStatements } from './migrate.ts';

describe('the statements of a migration', () => {
  it('end at a semicolon that ends a line', () => {
    expect(
      splitStatements("create table a (\n  b text default ';x'\n);\ndrop table c; \n"),
    ).toEqual(["create table a (\n  b text default ';x'\n);", 'drop table c;']);
  });

  it('keep a body between dollar signs whole', () => {
    const body =
      'create function f() returns void as $$\nbegin\n  perform 1;\nend;\n$$ language plpgsql;';
    expect(splitStatements(`${body}\nselect 1;`)).toEqual([body, 'select 1;']);
  });

  it('come without comments, blank lines, or a last semicolon that is missing', () => {
    expect(splitStatements('-- why;\n\nselect 1;\r\n\r\n-- end\nselect 2')).toEqual([
      'select 1;',
      'select 2',
    ]);
    expect(splitStatements('')).toEqual([]);
    expect(splitStatements('-- nothing;\n\n')).toEqual([]);
  });

  it('of our own migrations each begin with a command and lose nothing', () => {
    const files = globSync(`${import.meta.dirname}/migrations/*.sql`);
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) {
      const file = readFileSync(path, 'utf8');
      const statements = splitStatements(file);
      for (const statement of statements) {
        expect(statement).toMatch(
          /^(create|alter|drop|grant|revoke|insert|update|delete|do|comment)\s/i,
        );
      }
      const compact = (text: string) => text.replace(/^--.*$/gm, '').replace(/\s+/g, '');
      expect(compact(statements.join('\n'))).toBe(compact(file));
    }
  });
});
