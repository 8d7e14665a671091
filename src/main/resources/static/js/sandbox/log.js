import { element } from './tools.js';

const REMEMBERED = 500;
const SHOWN = 200;
const SWITCHED_SOON = 500;
const AT = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/**
 * What goes over the wire, as it goes.
 *
 * @param happened called soon after something went, because limited faults are used up by it
 */
export function startLog(happened) {
  const list = document.getElementById('log-list');
  const empty = document.getElementById('log-empty');
  const live = document.getElementById('log-live');
  const system = document.getElementById('log-system');
  const bad = document.getElementById('log-bad');
  const pause = document.getElementById('log-pause');
  const names = new Map(Array.from(system.options, (option) => [option.value, option.textContent]));
  let entries = [];
  let source = null;
  let soon = 0;

  const wanted = (entry) => (system.value === '' || entry.system === system.value) && !(bad.checked && entry.good);
  const paused = () => pause.getAttribute('aria-pressed') === 'true';

  function draw() {
    list.replaceChildren(...entries.filter(wanted).slice(0, SHOWN).map(row));
    empty.hidden = list.children.length > 0;
  }

  /** What is only asked again is counted in its place, so that nothing moves under the reader's eyes. */
  function add(entry) {
    const known = entries.findIndex((one) => one.id === entry.id);
    if (known >= 0) {
      entries[known] = entry;
      const repeated = list.querySelector(`[data-entry="${entry.id}"] .times`);
      if (repeated) {
        count(repeated, entry);
      }
      return;
    }
    entries.unshift(entry);
    entries.length = Math.min(entries.length, REMEMBERED);
    if (!wanted(entry)) {
      return;
    }
    const made = row(entry);
    made.classList.add('fresh');
    list.prepend(made);
    while (list.children.length > SHOWN) {
      list.lastElementChild.remove();
    }
    empty.hidden = true;
  }

  function row(entry) {
    const from = entry.direction === 'from-system';
    const repeated = element('span', { className: 'times' });
    count(repeated, entry);
    const button = element(
      'button',
      { type: 'button' },
      element('span', { className: 'at' }, AT.format(new Date(entry.at))),
      element('span', { className: 'name' }, names.get(entry.system) ?? entry.system),
      element('span', { className: 'way', title: from ? 'Система сообщает Polisflow' : 'Polisflow обращается к системе' }, from ? '←' : '→'),
      element('span', { className: 'what' }, readable(entry.what), repeated),
      element('span', { className: `state ${entry.good ? '' : 'bad'}` }, entry.status || 'без ответа'),
      element('span', { className: 'ms' }, `${entry.millis} мс`),
    );
    button.setAttribute('aria-expanded', 'false');
    const li = element('li', { className: from ? 'from' : 'to-system' }, button);
    li.dataset.entry = entry.id;
    button.addEventListener('click', () => toggle(li, button, entry));
    return li;
  }

  async function toggle(li, button, entry) {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    if (open) {
      li.querySelector('.halves')?.remove();
      return;
    }
    let details;
    try {
      const response = await fetch(`/sandbox/log/${entry.id}`);
      const full = await response.json();
      details = response.ok
        ? [half('Запрос', full.request), half('Ответ', full.answer)]
        : [element('p', {}, full.detail)];
    } catch {
      details = [element('p', {}, 'Приложение не отвечает.')];
    }
    if (button.getAttribute('aria-expanded') === 'true' && !li.querySelector('.halves')) {
      li.append(element('div', { className: 'halves' }, ...details));
    }
  }

  async function load() {
    try {
      const response = await fetch(`/sandbox/log?full=false&limit=${REMEMBERED}`);
      if (response.ok) {
        entries = await response.json();
        draw();
      }
    } catch {
      // The stream opens again by itself and then loads anew.
    }
  }

  function listen() {
    if (source || document.hidden || paused()) {
      return;
    }
    source = new EventSource('/sandbox/log/stream');
    // Also after a break: what came meanwhile is in the list only.
    source.addEventListener('open', () => {
      live.textContent = 'в эфире';
      load();
    });
    source.addEventListener('error', () => {
      live.textContent = 'нет связи';
    });
    source.addEventListener('exchange', (event) => {
      add(JSON.parse(event.data));
      clearTimeout(soon);
      soon = setTimeout(happened, SWITCHED_SOON);
    });
  }

  /** A window that nobody looks at keeps no connection. */
  function hush() {
    source?.close();
    source = null;
  }

  pause.addEventListener('click', () => {
    pause.setAttribute('aria-pressed', String(!paused()));
    pause.textContent = paused() ? 'Продолжить' : 'Остановить';
    if (paused()) {
      hush();
      live.textContent = 'остановлен';
    } else {
      listen();
    }
  });
  document.getElementById('log-clear').addEventListener('click', async () => {
    await fetch('/sandbox/log', { method: 'DELETE' }).catch(() => null);
    await load();
  });
  system.addEventListener('change', draw);
  bad.addEventListener('change', draw);
  document.addEventListener('visibilitychange', () => (document.hidden ? hush() : listen()));
  load();
  listen();
}

function half(title, one) {
  const headers = element('dl', {});
  for (const [name, value] of Object.entries(one.headers)) {
    headers.append(element('dt', {}, name), element('dd', {}, value));
  }
  return element(
    'div',
    {},
    element('h3', {}, title),
    headers.children.length > 0 ? headers : null,
    one.body ? element('pre', { tabIndex: 0 }, pretty(one.body)) : element('p', { className: 'note' }, 'Без тела'),
  );
}

/** JSON that came whole is easier to read with its lines broken. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function readable(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function count(box, entry) {
  box.textContent = `×${entry.times}`;
  box.title = `Последний раз в ${AT.format(new Date(entry.lastAt))}`;
  box.hidden = entry.times === 1;
}
