import type { Chatbot } from '@echoai/contract';
import { Select } from './Field';

/** Chooses one of several chatbots; with `all`, also none in particular (an empty value). */
export function ChatbotSelect({
  chatbots,
  value,
  onChange,
  all,
}: {
  chatbots: Chatbot[];
  value: string;
  onChange: (chatbotId: string) => void;
  all?: string;
}) {
  return (
    <Select
      aria-label="Chatbot"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="w-auto max-w-56"
    >
      {all && <option value="">{all}</option>}
      {chatbots.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
