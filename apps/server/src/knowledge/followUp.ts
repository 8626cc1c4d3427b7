export function followUpQuery({
  question,
  history,
}: {
  question: string;
  history: { role: 'user' | 'assistant'; content: string }[];
}): string {
  const previous = history.filter((message) => message.role === 'user').at(-1);
  const isElliptical =
    question.split(/\s+/).length < 5 || /^(and|what about|how about)\b/i.test(question);
  return previous && isElliptical ? `${previous.content} ${question}` : question;
}
