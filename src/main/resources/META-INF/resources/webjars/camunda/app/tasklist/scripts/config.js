// Read by the web app at its start.
import {settings} from '../../polisflow/scripts/settings.js';

export default {
  ...settings,
  customScripts: [
    ...settings.customScripts,
    'scripts/polisflow/release-button.js',
    'scripts/polisflow/amounts.js',
    'scripts/polisflow/drafts.js',
    'scripts/polisflow/navigation.js',
    'scripts/polisflow/tabs.js',
    'scripts/polisflow/cards.js',
    'scripts/polisflow/counts.js',
    'scripts/polisflow/demo.js',
    'scripts/polisflow/incoming-call.js'
  ],
  words: [...settings.words, 'forms', 'tasklist'],
  shortcuts: {
    claimTask: {key: 'ctrl+alt+c', description: 'взять выбранную задачу в работу'},
    focusFilter: {key: 'ctrl+shift+f', description: 'перейти к первому фильтру'},
    focusList: {key: 'ctrl+alt+l', description: 'перейти к первой задаче списка'},
    focusForm: {key: 'ctrl+alt+f', description: 'перейти к первому полю формы'},
    startProcess: {key: 'ctrl+alt+p', description: 'открыть окно запуска процесса'}
  }
};
