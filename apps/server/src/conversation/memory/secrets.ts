const secretWord =
  /\b(?:pass\s?words?|pass\s?codes?|pass\s?phrases?|pin(?:\s?(?:code|number))?|cvv2?|cvc2?|security code|social security|ssn|api key|secret key|private key|iban|bank account|sort code|one[- ]time code|verification code|kennwort|passwort|mot de passe|contraseña)\b/i;
const longNumber = /(?:\d[ .-]?){12,18}\d/g;
const keyLike = /\b(?:sk|pk|vt|ghp|xox[abp])[-_][A-Za-z0-9_-]{12,}|-----BEGIN/;

/**
 * Whether a text holds what must not be remembered: a password, a PIN, a payment card, a bank
 * account, an access key. Rather too often than too seldom.
 */
export function hasSecret(text: string): boolean {
  if (secretWord.test(text) || keyLike.test(text)) return true;
  return (text.match(longNumber) ?? []).some((number) => isCardNumber(number.replace(/\D/g, '')));
}

/** By the check digit that all payment cards have (Luhn). */
function isCardNumber(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
