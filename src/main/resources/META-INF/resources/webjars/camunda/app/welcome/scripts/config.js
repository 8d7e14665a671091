// Read by the web app at its start: product name, language, formats and our own scripts.
export default {
  app: {name: 'Polisflow', vendor: ' '},
  customScripts: ['../tasklist/scripts/polisflow/session.js', '../tasklist/scripts/polisflow/language.js'],
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
