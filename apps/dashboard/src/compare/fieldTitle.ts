import { type FormField, type FormFields, formFields } from '@echoai/automation/fields/formFields';
import { nodeDefinitions } from '@echoai/automation/nodes/index';

/** The way to a field as its form names it: "Retry › Attempts". Parts without a title keep theirs. */
export function fieldTitle(kind: string, path: string[]): string {
  if (path[0] === 'label') return 'Label';
  if (path[0] === 'kind') return 'Kind';
  const definition = nodeDefinitions[kind];
  let fields: FormFields | undefined = definition && formFields(definition.config);
  let item: FormField | undefined;
  const titles = path.map((name) => {
    const isPlace = /^\d+$/.test(name);
    const field: FormField | undefined = isPlace ? item : fields?.[name];
    fields = field && within(field);
    item = field?.item;
    if (isPlace) return String(Number(name) + 1);
    return field?.title || inWords(name);
  });
  return titles.join(' › ');
}

/** Fields of a group; of a union those of all its modes, of which names mean the same. */
function within({ fields, modes, modeKey }: FormField): FormFields {
  const ofModes = Object.assign({}, ...(modes ?? []).map((mode) => mode.fields));
  const ofMode = modeKey ? { [modeKey]: { title: 'Kind', widget: 'text', isOptional: false } } : {};
  return { ...ofMode, ...ofModes, ...fields };
}

/** `delaySeconds` as "Delay seconds". */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
