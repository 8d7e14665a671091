// How many tasks each list has, and not only the chosen one, whose number Tasklist shows itself.
import {ask} from '../../../polisflow/scripts/web-app.js';

const PAUSE = 2000;
let counts = new Map();
let last = 0;
let planned = 0;

function listOf(item) {
  const scope = window.angular.element(item).scope();
  return scope && scope.filter ? scope.filter.id : null;
}

function draw() {
  for (const item of document.querySelectorAll('.task-filter')) {
    const count = counts.get(listOf(item));
    const link = item.querySelector('h4 a');
    if (count === undefined || !link) {
      continue;
    }
    let place = link.querySelector('.polisflow-count');
    if (!place) {
      place = document.createElement('span');
      place.className = 'counter polisflow-count';
      link.append(place);
    }
    const text = count.more ? count.tasks + '+' : String(count.tasks);
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }
}

async function look() {
  planned = 0;
  last = Date.now();
  try {
    counts = new Map((await ask('/api/tasks/counts')).map(count => [count.id, count]));
    draw();
  } catch {
    // The numbers stay as they were; the next change of the list asks again.
  }
}

/** The list changes several times in a row when a task is done: the numbers are asked for once. */
function lookSoon() {
  planned = planned || setTimeout(look, Math.max(100, last + PAUSE - Date.now()));
}

export default [
  {
    id: 'polisflow-counts',
    pluginPoint: 'tasklist.list',
    priority: 50,
    render(node, api, scope) {
      const data = scope.tasklistData.newChild(scope);
      data.observe('taskList', lookSoon);
      // Tasklist draws the lists anew after it has read them.
      data.observe('filters', () => setTimeout(draw));
    },
    unmount() {}
  }
];
