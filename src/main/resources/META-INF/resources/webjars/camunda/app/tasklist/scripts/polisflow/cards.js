// What a task's card says beyond its name: client, deal, premium, stage and how near the deadline is. All cards that are drawn
// together are asked for by one request, and the last answer is shown until the new one is there.
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
        asked.get(card.id).forEach(place => draw(place, card));
      }
    } catch {
      // The card shows what the engine knows: the dates.
    }
  }
}

export default [
  {
    id: 'polisflow-card',
    pluginPoint: 'tasklist.card',
    priority: 100,
    render(node, {taskId}) {
      const place = element('div', 'polisflow-card', '');
      node.append(place);
      if (known.has(taskId)) {
        draw(place, known.get(taskId));
      }
      waiting.set(taskId, [...(waiting.get(taskId) || []), place]);
      asking = asking || setTimeout(flush, 20);
    },
    unmount() {}
  }
];
