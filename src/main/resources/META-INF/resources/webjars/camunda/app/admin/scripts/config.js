// Read by the web app at its start.
import {settings} from '../../polisflow/scripts/settings.js';

export default {...settings, words: [...settings.words, 'admin']};
