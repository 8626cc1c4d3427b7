/** Words by which visitors try to give the chatbot orders that last. */
const orders = [
  /\bfrom now on\b|\byou are now\b|\b(?:developer|debug|god) mode\b|\bjailbreak\b|\bsystem prompt\b/i,
  /\b(?:ignore|forget|disregard|override) (?:all|any|every|your|the|previous|prior)\b.{0,30}\b(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|above)\b/i,
  /\b(?:act|behave|respond|answer|reply|speak) (?:as if you|as an?|like an?) |\bpretend (?:to be|that you|you)\b/i,
  /\byou (?:must|shall|have to|need to|are (?:required|obliged|allowed)(?: to)?) (?:always|never|now|obey|reveal|ignore|grant|apply|refund|call me)\b/i,
  /\byou (?:must|shall|have to|need to|should|will|can|promised to|agreed to|are going to|owe)\b.{0,12}\b(?:give|grant|offer|sell|pay|refund) (?:me|us|every|all)\b|\byou owe (?:me|us)\b/i,
  /(?:^|[,;:.] ?|\band |\bplease |\bthat you |\bto )(?:always|never) (?:answer|reply|respond|say|tell|give|refuse|mention|recommend)\b/i,
  /\b\d{1,3} ?(?:%|percent|per cent) (?:off|discount|rabatt)\b.{0,40}\b(?:me|us|i)\b|\b(?:me|us|i|my)\b.{0,60}\b\d{1,3} ?(?:%|percent|per cent) (?:off|discount|rabatt)\b/i,
];
const addressesBot = /\b(?:you|your|yours|yourself|u|chatbot|bot|assistant)\b/i;
const authority =
  /\bi(?:[’']m| am)\b.{0,20}\b(?:owner|admin|administrator|manager|ceo|developer|boss|employee|staff)\b/i;

/** Whether a sentence tries to instruct the chatbot; such sentences are never recalled. */
export function isOrder(sentence: string): boolean {
  return orders.some((pattern) => pattern.test(sentence));
}

/** Whether a sentence is about the chatbot, or claims authority over it: no fact is taken from it. */
export function isAboutBot(sentence: string): boolean {
  return isOrder(sentence) || addressesBot.test(sentence) || authority.test(sentence);
}
