// A draft's model, drawn and saved on the page.
import {viewer} from '../deal/drawing.js';
import {modelerIn, written} from './modeler.js';
import {Panel} from './modeler-panel.js';

const editor = document.querySelector('[data-editor]');
const view = editor.querySelector('[data-view]');
const said = editor.querySelector('[data-said]');
const problem = editor.querySelector('[data-problem]');
const button = what => editor.querySelector(`[data-do=${what}]`);
let changed = false;

const say = (text, bad = false) => {
  said.textContent = bad ? '' : text;
  problem.textContent = bad ? text : '';
  problem.hidden = !bad;
};

const token = () => {
  const cookie = document.cookie.split('; ').find(each => each.startsWith('POLISFLOW-CSRF='));
  return cookie ? decodeURIComponent(cookie.split('=')[1]) : '';
};

const WHY = {
  401: 'Сеанс закончился. Войдите в систему в соседней вкладке и сохраните снова: схема осталась на странице.',
  403: 'Войдите в систему заново в соседней вкладке и сохраните снова: схема осталась на странице.',
};

const save = async (modeler) => {
  // What is still being typed counts.
  document.activeElement?.blur();
  modeler.get('directEditing').complete();
  const {url, path, version, basis} = editor.dataset;
  const query = new URLSearchParams({path, version, basis});
  try {
    const answer = await fetch(`${url}?${query}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/xml', Accept: 'application/json', 'X-POLISFLOW-CSRF': token()},
      body: await written(modeler),
    });
    const told = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    if ('version' in told) {
      Object.assign(editor.dataset, {version: told.version, basis: told.basis});
    }
    if (answer.ok) {
      changed = false;
      say(told.said);
    } else {
      say(told.said ?? WHY[answer.status] ?? 'Сохранить не получилось. Схема осталась на странице: повторите.', true);
    }
  } catch {
    say('Нет связи с сервером. Схема осталась на странице: сохраните, когда связь появится.', true);
  }
};

const fit = (modeler) => {
  const canvas = modeler.get('canvas');
  canvas.resized();
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() < 0.55) {
    // Smaller letters cannot be read: the drawing begins at its left.
    const {inner, outer} = canvas.viewbox();
    const scale = 0.55;
    canvas.viewbox({x: inner.x - 125 / scale, y: inner.y - 20, width: outer.width / scale, height: outer.height / scale});
  }
};

const open = async () => {
  const [BpmnJS, answer] = await Promise.all([viewer(editor), fetch(editor.dataset.model)]);
  if (!answer.ok) {
    throw new Error(`The model answered ${answer.status}`);
  }
  const modeler = modelerIn(view, BpmnJS);
  await modeler.importXML(await answer.text());
  fit(modeler);
  new Panel(editor.querySelector('[data-panel]'), modeler, say);
  const stack = modeler.get('commandStack');
  const canvas = modeler.get('canvas');
  const actions = {
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    in: () => canvas.zoom(canvas.zoom() * 1.25, 'auto'),
    out: () => canvas.zoom(canvas.zoom() * 0.8, 'auto'),
    whole: () => canvas.zoom('fit-viewport', 'auto'),
    save: () => save(modeler),
  };
  editor.addEventListener('click', event => actions[event.target.closest('button[data-do]')?.dataset.do]?.());
  const usable = () => {
    // A button that is switched off would lose the focus.
    button('undo').setAttribute('aria-disabled', !stack.canUndo());
    button('redo').setAttribute('aria-disabled', !stack.canRedo());
  };
  modeler.on('commandStack.changed', () => {
    changed = true;
    said.textContent = '';
    usable();
  });
  modeler.on('import.done', usable);
  usable();
  editor.dataset.ready = '';
};

window.addEventListener('beforeunload', (event) => {
  if (changed) {
    event.preventDefault();
  }
});

open().catch(() => say('Схему сейчас не открыть. Обновите страницу или скачайте файл и измените его в Camunda Modeler.', true));
