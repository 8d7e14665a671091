// What a task's card says beyond its name: client, deal, premium, stage, how near the deadline is and how it stands; the last also
// at the open task. All that is drawn together is asked for by one request, and the last answer is shown until the new one is there.
import {ask} from '../../../polisflow/scripts/web-app.js';

const MOST_AT_ONCE = 50;
const MOST_KEPT = 300;
const known = new Map();
let waiting = new Map();
let asking = 0;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** How the deadline stands, in words: soon due, overdue, its clock stands, who has been told. */
function marks(card) {
  const list = element('ul', 'marks', '');
  list.append(...card.marks.map(mark => element('li', 'mark ' + mark.kind.toLowerCase().replace('_', '-'), mark.text)));
  return list;
}

function drawMarks(place, card) {
  place.replaceChildren(...(card.marks.length > 0 ? [marks(card)] : []));
}

function draw(place, card) {
  const lines = [];
  if (card.client) {
    lines.push(element('p', 'client', card.client));
  }
  const facts = [card.number, card.stage, card.premium].filter(Boolean);
  if (facts.length > 0) {
    const line = element('p', 'facts', '');
    line.append(...facts.flatMap((fact, i) => (i ? [' · '] : []).concat(element('span', '', fact))));
    lines.push(line);
  }
  if (card.deadline) {
    lines.push(element('p', 'deadline ' + card.deadline.nearness.toLowerCase(), card.deadline.text));
  }
  if (card.marks.length > 0) {
    lines.push(marks(card));
  }
  place.replaceChildren(...lines);
  place.classList.add('known');
}

async function flush() {
  const asked = waiting;
  waiting = new Map();
  asking = 0;
  const ids = [...asked.keys()];
  for (let i = 0; i < ids.length; i += MOST_AT_ONCE) {
    try {
      const cards = await ask('/api/tasks/cards?ids=' + ids.slice(i, i + MOST_AT_ONCE).map(encodeURIComponent).join(','));
      if (known.size > MOST_KEPT) {
        known.clear();
      }
      for (const card of cards) {
        known.set(card.id, card);
        asked.get(card.id).forEach(drawing => drawing(card));
      }
    } catch {
      // The card shows what the engine knows: the dates.
    }
  }
}

function show(taskId, drawing) {
  if (known.has(taskId)) {
    drawing(known.get(taskId));
  }
  waiting.set(taskId, [...(waiting.get(taskId) || []), drawing]);
  asking = asking || setTimeout(flush, 20);
}

/** Tasklist tells its plugins beside a task's name nothing: the address says which task is open. */
function openTask() {
  return new URLSearchParams(location.hash.split('?')[1] || '').get('task');
}

let leave = () => {};

export default [
  {
    id: 'polisflow-card',
    pluginPoint: 'tasklist.card',
    priority: 100,
    render(node, {taskId}) {
      const place = element('div', 'polisflow-card', '');
      node.append(place);
      show(taskId, card => draw(place, card));
    },
    unmount() {}
  },
  {
    id: 'polisflow-task-marks',
    pluginPoint: 'tasklist.task.action',
    priority: 1000,
    render(node) {
      const place = element('div', 'polisflow-task-marks', '');
      node.append(place);
      const refresh = () => {
        const taskId = openTask();
        place.replaceChildren();
        if (taskId) {
          show(taskId, card => taskId === openTask() && drawMarks(place, card));
        }
      };
      refresh();
      window.addEventListener('hashchange', refresh);
      leave = () => window.removeEventListener('hashchange', refresh);
    },
    unmount() {
      leave();
    }
  }
];
