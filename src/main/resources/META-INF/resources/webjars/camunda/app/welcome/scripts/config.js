// Read by the web app at its start.
import {settings} from '../../polisflow/scripts/settings.js';
import {sections} from '../../polisflow/scripts/web-app.js';

export default {
  ...settings,
  words: [...settings.words, 'welcome'],
  // In place of a link to documentation in English.
  links: await sections()
};
