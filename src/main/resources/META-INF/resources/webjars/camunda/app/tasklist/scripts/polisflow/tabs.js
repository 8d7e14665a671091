// The client, the deal, the deadline and the knowledge base beside a task's form. Each is a page of the workspace without its bar, in a
// frame: the two looks and scripts stay apart, and nothing is asked for before the tab is opened.
import {root, worksWithClients} from '../../../polisflow/scripts/web-app.js';

const LEAST_HEIGHT = 420;
const TABS = [
  {id: 'client', label: 'Клиент', priority: 950},
  {id: 'deal', label: 'Сделка', priority: 940},
  {id: 'deadline', label: 'Срок', priority: 935},
  {id: 'knowledge', label: 'База знаний', priority: 930}
];

/** The frame reaches down to the end of the task's column, so that one bar scrolls it and its dialogs are in sight. */
function fit(frame) {
  const column = frame.closest('.content') || document.body;
  const above = frame.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop;
  frame.style.height = Math.max(LEAST_HEIGHT, column.clientHeight - above - 8) + 'px';
}

function tab({id, label, priority}) {
  let leave = () => {};
  return {
    id: 'polisflow-' + id,
    pluginPoint: 'tasklist.task.detail',
    priority,
    properties: {label},
    render(node, {taskId}) {
      const loading = document.createElement('p');
      loading.className = 'polisflow-loading';
      loading.setAttribute('role', 'status');
      loading.textContent = 'Загружаем…';
      const frame = document.createElement('iframe');
      frame.className = 'polisflow-tab';
      frame.title = label;
      const refit = () => fit(frame);
      frame.addEventListener('load', () => {
        loading.remove();
        refit();
      });
      frame.src = root + '/crm/tasks/' + encodeURIComponent(taskId) + '/' + id;
      node.append(loading, frame);
      // Tasklist puts the node into the page only after this.
      requestAnimationFrame(refit);
      window.addEventListener('resize', refit);
      leave = () => window.removeEventListener('resize', refit);
    },
    unmount() {
      leave();
    }
  };
}

export default (await worksWithClients()) ? TABS.map(tab) : [];
