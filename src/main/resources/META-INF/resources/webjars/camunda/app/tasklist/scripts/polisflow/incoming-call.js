// Who calls while somebody works on a task: the workspace's own card, on top of Tasklist.
const root = (document.querySelector('base').getAttribute('app-root') || '/camunda').replace(/\/camunda$/, '');

import(root + '/js/incoming-call.js').catch(() => {
  // Without it the tasks still work; the call is on the deal's page.
});

export default [];
