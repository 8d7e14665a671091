// What the four web apps have in common: product name, language, formats and the scripts they share; «words» names the
// files of what they say past their locale file.
export const settings = {
  app: {name: 'Polisflow', vendor: ' '},
  customScripts: ['../polisflow/scripts/session.js', '../polisflow/scripts/language.js', '../polisflow/scripts/words.js'],
  words: ['common'],
  locales: {availableLocales: ['ru'], fallbackLocale: 'ru'},
  dateFormat: {
    normal: 'DD.MM.YYYY HH:mm',
    abbr: 'DD.MM.YYYY HH:mm',
    short: 'DD.MM.YYYY',
    long: 'dddd, D MMMM YYYY г., HH:mm',
    monthName: 'MMMM',
    day: 'DD'
  },
  disableWelcomeMessage: true
};
