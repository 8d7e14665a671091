// Read by the web app at its start: product name, language, formats and our own scripts.
export default {
  app: {name: 'Polisflow', vendor: ' '},
  customScripts: ['scripts/polisflow/session.js', 'scripts/polisflow/language.js', 'scripts/polisflow/forms.js', 'scripts/polisflow/drafts.js', 'scripts/polisflow/navigation.js', 'scripts/polisflow/tabs.js', 'scripts/polisflow/cards.js', 'scripts/polisflow/counts.js', 'scripts/polisflow/demo.js', 'scripts/polisflow/incoming-call.js'],
  locales: {availableLocales: ['ru'], fallbackLocale: 'ru'},
  dateFormat: {
    normal: 'DD.MM.YYYY HH:mm',
    abbr: 'DD.MM.YYYY HH:mm',
    short: 'DD.MM.YYYY',
    long: 'dddd, D MMMM YYYY г., HH:mm',
    monthName: 'MMMM',
    day: 'DD'
  },
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: {key: 'ctrl+alt+c', description: 'взять выбранную задачу в работу'},
    focusFilter: {key: 'ctrl+shift+f', description: 'перейти к первому фильтру'},
    focusList: {key: 'ctrl+alt+l', description: 'перейти к первой задаче списка'},
    focusForm: {key: 'ctrl+alt+f', description: 'перейти к первому полю формы'},
    startProcess: {key: 'ctrl+alt+p', description: 'открыть окно запуска процесса'}
  }
};
