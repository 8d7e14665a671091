import {root} from '../../../polisflow/scripts/web-app.js';

// Who calls while somebody works on a task: the workspace's own card, on top of Tasklist.
import(root + '/js/incoming-call.js').catch(() => {
  // Without it the tasks still work; the call is on the deal's page.
});

export default [];
