const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** “German” for `de`. */
export const languageName = (language: string) => names.of(language) ?? language;
