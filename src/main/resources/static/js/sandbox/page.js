import { startSite } from './site.js';
import { startMailbox } from './mailbox.js';
import { startLetter } from './letter.js';
import { startSigning } from './signing.js';
import { startPolicies } from './policies.js';
import { startPhone } from './phone.js';
import { startSystems } from './systems.js';
import { startLog } from './log.js';
import { showWhenLooked } from './tools.js';

startSite();
const letter = startLetter();
startMailbox(letter.replyTo);
startSigning();
startPolicies();
startPhone();
const lookAtSystems = startSystems();
startLog(lookAtSystems);
showWhenLooked();
