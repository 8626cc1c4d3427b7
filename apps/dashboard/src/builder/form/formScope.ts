import type { FormField } from '@echoai/automation/fields/formFields';
import type { SetVariable } from '@echoai/automation/verify/variables/variablesAt';
import { createContext, useContext, useState } from 'react';
import type { Diagnostic } from '../../automations/diagnosticsOf';
import { problemsAt } from './problems';
import { type Codec, isEqual, type Values } from './values';

/** What every control of a form can ask for. */
export interface FormScope {
  /** Of the node. */
  diagnostics: Diagnostic[];
  /** What templates and conditions may use here. */
  variables: SetVariable[];
  /** The node's whole configuration. */
  config: Values;
}

export const FormScopeContext = createContext<FormScope>({
  diagnostics: [],
  variables: [],
  config: {},
});

export const useFormScope = () => useContext(FormScopeContext);

/** What is wrong at a field, in one text; undefined when nothing is. */
export function useProblem(path: string, isWhole = true): string | undefined {
  const { diagnostics } = useFormScope();
  return problemsAt({ diagnostics, path, isWhole }).join(' ') || undefined;
}

/** What the control of a field is given. */
export interface WidgetProps {
  field: FormField;
  /** Within the configuration, by dots. */
  path: string;
  value: unknown;
  /** Undefined takes the field out. */
  onChange: (value: unknown) => void;
  /** The fields of the same object. */
  siblings: Values;
}

/**
 * A value that is typed as a text. What is typed stays as it is while it means the value that the
 * configuration has (`1.` on the way to `1.5`); undo, or another node, shows that value anew.
 */
export function useTyped(codec: Codec, value: unknown, onChange: (value: unknown) => void) {
  const [typed, setTyped] = useState<string>();
  const isTyped = typed !== undefined && isEqual(codec.read(typed), value);
  return {
    text: isTyped ? typed : codec.show(value),
    type: (text: string) => {
      setTyped(text);
      const next = codec.read(text);
      if (!isEqual(next, value)) onChange(next);
    },
  };
}

/** What an empty field shows: an example, or what counts while it is empty. */
export function fallbackText(field: FormField): string | undefined {
  const { fallback, placeholder, template } = field;
  // A template looks like one that is filled in.
  if (placeholder) return template ? `Such as ${placeholder}` : placeholder;
  return typeof fallback === 'number' || (typeof fallback === 'string' && fallback !== '')
    ? String(fallback)
    : undefined;
}
