// A process diagram tells how the open tasks of each step stand against their deadlines, and how warm the steps are: where most passes,
// or where most time goes.
import {ask, root, sections} from '../../../polisflow/scripts/web-app.js';
import {plural} from '../../../polisflow/scripts/plural.js';
import {heatControl, sheet} from '../../../../../js/models/heat.js';

const EVERY_MINUTE = 60_000;
const NAME = 'polisflow-deadlines';

// Only who watches deadlines has a list behind a badge.
const watches = (await sections()).some(section => section.href === `${root}/crm/deadlines`);

let stop = () => {};

const tasks = number => `${number} ${plural(number, 'задача', 'задачи', 'задач')}`;

/** All that the badge says by signs, in words. */
function words({open, atRisk, overdue, paused, notTaken}, called) {
  return [
    `${called ? 'В вызванных процессах открыто' : 'Открыто'}: ${tasks(open)}`,
    overdue && `просрочено ${overdue}`,
    atRisk && `скоро срок у ${atRisk}`,
    notTaken && `не взято вовремя ${notTaken}`,
    paused && `часы стоят у ${paused}`
  ].filter(Boolean).join(', ');
}

const SIGNS = [
  ['open', '', 'открыто'],
  ['atRisk', '◷ ', 'скоро срок'],
  ['overdue', '! ', 'просрочено'],
  ['paused', '‖ ', 'часы стоят']
];

function sign(kind, text) {
  const element = document.createElement('span');
  element.className = `polisflow-sign ${kind}`;
  element.textContent = text;
  return element;
}

function signs(count) {
  return SIGNS.filter(([kind]) => kind === 'open' || count[kind] > 0).map(([kind, mark]) => sign(kind, mark + count[kind]));
}

function badge(count, name, called, process) {
  const leads = watches && !called;
  const shown = document.createElement(leads ? 'a' : 'span');
  const said = `${words(count, called)}${leads ? '. Показать список' : ''}`;
  shown.className = 'polisflow-badge';
  shown.title = said;
  shown.setAttribute('aria-label', `${name}. ${said}`);
  if (leads) {
    shown.href = `#/deadlines?${new URLSearchParams({process, step: count.element})}`;
  } else {
    shown.setAttribute('role', 'img');
  }
  shown.append(...signs(count));
  return shown;
}

function legend({own, called, elsewhere}) {
  const list = document.createElement('p');
  list.className = 'polisflow-legend';
  const counts = [...own, ...called];
  if (counts.length === 0) {
    list.textContent = elsewhere ? '' : 'Открытых задач по этой модели нет.';
  } else {
    const used = SIGNS.filter(([kind]) => counts.some(count => count[kind] > 0));
    list.append('Сроки: ', ...used.flatMap(([kind, mark, name]) => [sign(kind, mark.trim() || '5'), ` ${name} `]));
  }
  if (elsewhere) {
    list.append(` На других версиях: ${words(elsewhere).toLowerCase()}.`);
  }
  return list;
}

/** The paths that instances really took have a page of their own. */
function paths(process) {
  const link = document.createElement('a');
  link.href = `${root}/crm/models/${encodeURIComponent(process)}/paths`;
  link.textContent = 'Как шли на самом деле';
  return link;
}

function draw(viewer, panel, deadlines) {
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  const focused = document.activeElement?.closest?.('.polisflow-badge')?.getAttribute('href');
  overlays.remove({type: NAME});
  const put = called => count => {
    const shape = registry.get(count.element);
    if (shape) {
      const html = badge(count, shape.businessObject.name || count.element, called, deadlines.process);
      overlays.add(count.element, NAME, {position: {top: 0, left: 4}, scale: {min: 0.8, max: 1.2}, html});
      if (focused && html.getAttribute('href') === focused) {
        html.focus({preventScroll: true});
      }
    }
  };
  deadlines.own.forEach(put(false));
  deadlines.called.forEach(put(true));
  panel.querySelector('.polisflow-legend')?.remove();
  panel.prepend(legend(deadlines));
}

export default [
  {
    id: 'polisflow-diagram',
    pluginPoint: 'cockpit.processDefinition.diagram.plugin',
    priority: 10,
    async render(viewer, {processDefinitionId}) {
      stop();
      const address = `/api/deadlines/diagram?definition=${encodeURIComponent(processDefinitionId)}`;
      let deadlines;
      try {
        deadlines = await ask(address);
      } catch {
        // Who may not see figures sees the diagram as it is.
        return;
      }
      sheet();
      const panel = document.createElement('div');
      panel.className = 'polisflow-diagram-panel';
      viewer.get('canvas').getContainer().append(panel);
      draw(viewer, panel, deadlines);
      panel.append(heatControl(viewer, days =>
        ask(`/api/deadlines/heat?definition=${encodeURIComponent(processDefinitionId)}&days=${days}`)), paths(deadlines.process));
      const timer = setInterval(async () => {
        if (!panel.isConnected) {
          stop();
        } else if (!document.hidden) {
          try {
            draw(viewer, panel, await ask(address));
          } catch {
            // The badges stay as they were; the next minute asks again.
          }
        }
      }, EVERY_MINUTE);
      stop = () => {
        clearInterval(timer);
        panel.remove();
      };
    },
    unmount() {
      stop();
    }
  }
];
