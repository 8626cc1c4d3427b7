import { isQuestion } from '../memory/sentences.ts';

/** How questions begin in the other languages that the bot speaks; English has `isQuestion`. */
const opensQuestion =
  /^(?:(?:und|aber|oder|hallo|et|mais|ou|bonjour|y|pero|o|hola|e|ma|ciao|en|maar|of|ok)[,\s]+)?(?:wie|was|wann|wo|woher|wohin|wer|wem|wen|warum|wieso|welche[rsmn]?|wieviel|kann|können|könnte[nst]?|darf|dürfen|gibt|habt|haben|hat|ist|sind|wird|werden|muss|müssen|soll|est-ce|quand|où|qui|que|quoi|quels?|quelles?|combien|comment|pourquoi|peut-on|puis-je|avez-vous|livrez-vous|y a-t-il|qué|quién|cuándo|dónde|cómo|cuánt[oa]s?|cuál(?:es)?|puedo|pueden|puede|tienen|hay|hacen|che|chi|cosa|quando|dove|come|quanto|quanti|quante|quale|quali|posso|potete|avete|c[’']è|ci sono|è possibile|wat|wie|wanneer|waar|hoe|hoeveel|waarom|welke|kan|kunnen|mag|mogen|is|zijn|hebben|heeft|o que|quem|onde|quantos?|qual|quais|posso|podem|têm|há|jak|co|kiedy|gdzie|kto|ile|dlaczego|czy|które?)(?![\p{L}\p{N}])/iu;
/** “Tell me …”, “I would like to know …”: requests without the form of a question. */
const requests =
  /\b(?:tell me|let me know|i(?:[’']d| would) like to know|i want to know|i need to know|i wonder(?:ed)?|i was wondering|list|show me|explain|send me|change|cancel|sag(?:en sie)? mir|ich (?:möchte|will|würde gern) wissen|dites-moi|dígame|mi dica|zeg me)\b/i;

/** Whether a sentence asks for something, in one of the languages that the bot speaks. */
export function asks(sentence: string): boolean {
  return isQuestion(sentence) || opensQuestion.test(sentence) || requests.test(sentence);
}
