const unproven = (text: string) => `${text} (not verified)`;
const isEmail = (text: unknown): text is string =>
  typeof text === 'string' && /^[^\s@]+@[^\s@]+$/.test(text.trim());

interface Known {
  visitor?: Record<string, unknown>;
  steps?: Record<string, unknown>;
}

/**
 * The scope of a text that the team reads. An e-mail address that the visitor only typed says so
 * there: their own, one that they gave as their name, and one that answered a question. Texts that
 * become a recipient, a key or a value keep the address as it is.
 */
export function markUnproven(scope: object): object {
  const { visitor, steps } = scope as Known;
  const proven = visitor?.emailProven === true ? visitor.email : null;
  const marked = (value: unknown) =>
    isEmail(value) && value.trim().toLowerCase() !== proven ? unproven(value) : value;
  return {
    ...scope,
    ...(visitor && {
      visitor: {
        ...visitor,
        ...changed(visitor, ['email', 'name', 'firstName', 'lastName'], marked),
      },
    }),
    ...(steps && {
      steps: Object.fromEntries(
        Object.entries(steps).map(([id, output]) => [id, withAnswer(output, marked)]),
      ),
    }),
  };
}

function withAnswer(output: unknown, marked: (value: unknown) => unknown): unknown {
  if (typeof output !== 'object' || output === null || !Object.hasOwn(output, 'answer'))
    return output;
  return { ...output, answer: marked((output as { answer: unknown }).answer) };
}

/** The fields that are there. */
function changed(
  from: Record<string, unknown>,
  names: string[],
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  const known = names.filter((name) => Object.hasOwn(from, name));
  return Object.fromEntries(known.map((name) => [name, change(from[name])]));
}
