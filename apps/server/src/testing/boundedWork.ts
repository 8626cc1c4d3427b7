/** Work for the tests of `BoundedProcess`, by name. */
export default async function* work(input: { kind: string }): AsyncGenerator<unknown> {
  const kept: unknown[] = [];
  switch (input.kind) {
    case 'parts':
      yield 1;
      yield 2;
      return;
    case 'environment':
      yield { variables: Object.keys(process.env), directory: process.cwd() };
      return;
    case 'failure':
      throw new RangeError('too far');
    case 'buffers':
      for (;;) kept.push(new Uint8Array(16 * 2 ** 20).fill(1));
    case 'objects':
      for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })));
    case 'endless':
      for (;;);
  }
}
