/** Languages of the widget's texts, of the bot's own sentences, and that knowledge may be in. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'] as const;
export type Language = (typeof languages)[number];
