// Read by the web app at its start.
import {settings} from '../../polisflow/scripts/settings.js';

export default {
  ...settings,
  customScripts: [
    ...settings.customScripts,
    'scripts/polisflow/diagram.js',
    'scripts/polisflow/instance-time.js',
    'scripts/polisflow/deadlines.js'
  ],
  words: [...settings.words, 'forms', 'cockpit'],
  // Who looks for a fault needs the seconds.
  dateFormat: {...settings.dateFormat, normal: 'DD.MM.YYYY HH:mm:ss'}
};
