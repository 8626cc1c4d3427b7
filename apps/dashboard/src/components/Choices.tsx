/** The buttons below a reply, as a picture of them. */
export function Choices({ choices }: { choices: string[] }) {
  if (choices.length === 0) return null;
  return (
    <ul aria-label="Offered as buttons" className="mt-2 flex flex-wrap gap-1.5">
      {choices.map((choice) => (
        <li
          key={choice}
          className="rounded-md border border-line-strong bg-surface px-2 py-0.5 text-[13px]"
        >
          {choice}
        </li>
      ))}
    </ul>
  );
}
