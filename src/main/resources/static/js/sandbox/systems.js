import { atFirst, element, postJson, say } from './tools.js';

const EVERY = 3000;
const MODES = { ok: 'работает', slow: 'медленно', garbage: 'мусор', down: 'не отвечает' };
const KINDS = { ok: 'good', slow: 'warn', garbage: 'bad', down: 'bad' };

/**
 * The switches of the simulated systems, kept in step with what other people and tests switch.
 *
 * @returns looks at once
 */
export function startSystems() {
  const rows = Array.from(document.querySelectorAll('.system[data-system]'));
  const answer = document.getElementById('systems-answer');
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        const response = await fetch('/sandbox/behaviour');
        if (response.ok) {
          (await response.json()).forEach((one) => show(rows.find((row) => row.dataset.system === one.system), one));
        }
      } catch {
        // The next look asks again.
      }
    }
    timer = setTimeout(look, EVERY);
  }

  function show(row, behaviour) {
    const finer = describe(row, behaviour);
    const now = row.querySelector('.now');
    row.dataset.mode = behaviour.mode;
    row.querySelector(`input[type=radio][value="${CSS.escape(behaviour.mode)}"]`).checked = true;
    if (now.textContent !== finer) {
      now.textContent = finer;
    }
    now.hidden = finer === '';
    const state = document.querySelector(`[data-state-of="${row.dataset.system}"]`);
    state.dataset.kind = behaviour.mode === 'ok' && finer !== '' ? 'warn' : KINDS[behaviour.mode];
    state.querySelector('strong').textContent = behaviour.mode === 'ok' && finer !== '' ? 'со сбоями' : MODES[behaviour.mode];
  }

  async function send(row, wanted) {
    const reply = await postJson(`/sandbox/${row.dataset.system}/behaviour`, wanted);
    mark(row, reply.ok ? null : reply.body.field);
    if (reply.ok) {
      answer.hidden = true;
      show(row, reply.body);
    } else {
      say(answer, 'bad', element('strong', {}, reply.body.detail ?? 'Переключить не удалось.'));
      look();
    }
    return reply.ok;
  }

  for (const row of rows) {
    const form = row.querySelector('form');
    const field = (name) => form.elements.namedItem(name);
    field('until').addEventListener('change', () => {
      field('count').disabled = field('until').value === '';
    });
    row.addEventListener('change', (event) => {
      if (event.target.type === 'radio') {
        form.reset();
        field('count').disabled = true;
        send(row, { mode: event.target.value });
      }
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const button = form.querySelector('[type=submit]');
      button.disabled = true;
      await send(row, wanted(row, form));
      button.disabled = false;
    });
  }

  document.getElementById('systems-reset').addEventListener('click', async () => {
    const response = await fetch('/sandbox/behaviour', { method: 'DELETE' }).catch(() => null);
    rows.forEach((row) => {
      const form = row.querySelector('form');
      form.reset();
      form.elements.namedItem('count').disabled = true;
      mark(row, null);
    });
    if (response?.ok) {
      say(answer, 'good', element('strong', {}, 'Все системы снова работают.'));
    } else {
      say(answer, 'bad', element('strong', {}, 'Приложение не отвечает. Проверьте, что оно запущено.'));
    }
    look();
  });
  document.addEventListener('visibilitychange', () => document.hidden || look());
  atFirst(look());
  return look;
}

/** What the form asks for; empty fields are left out, and what is no number is sent as it is, so that the answer names it. */
function wanted(row, form) {
  const text = (name) => form.elements.namedItem(name)?.value.trim() ?? '';
  const number = (name) => (/^\d+$/.test(text(name)) ? Number(text(name)) : text(name));
  const body = { mode: row.querySelector('input[type=radio]:checked')?.value ?? 'ok' };
  if (text('fault') !== '') {
    body.fault = text('fault');
    // A fault belongs to a system that is up.
    body.mode = 'ok';
  }
  for (const name of ['delay', 'percent']) {
    if (text(name) !== '') {
      body[name] = number(name);
    }
  }
  if (text('until') !== '') {
    body.for = { [text('until')]: number('count') };
  }
  const hooks = {};
  for (const name of ['delay', 'repeat']) {
    if (text(`hooks.${name}`) !== '') {
      hooks[name] = number(`hooks.${name}`);
    }
  }
  if (form.elements.namedItem('hooks.reorder')?.checked) {
    hooks.reorder = true;
  }
  if (Object.keys(hooks).length > 0) {
    body.hooks = hooks;
  }
  return body;
}

function mark(row, name) {
  row.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  if (name) {
    const field = row.querySelector(`[name="${CSS.escape(name.startsWith('for') ? 'count' : name)}"]`);
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
  }
}

/** The finer part of a behaviour as a sentence, empty when there is none. */
function describe(row, behaviour) {
  const parts = [];
  if (behaviour.fault) {
    const option = row.querySelector(`select[name=fault] option[value="${CSS.escape(behaviour.fault)}"]`);
    parts.push(option?.textContent ?? behaviour.fault);
  }
  if (behaviour.delay) {
    parts.push(`задержка ${behaviour.delay} мс`);
  }
  if (behaviour.percent && behaviour.percent < 100) {
    parts.push(`${behaviour.percent} % запросов`);
  }
  if (behaviour.for) {
    parts.push(`осталось ${behaviour.for.calls ? 'запросов' : 'секунд'}: ${behaviour.left ?? 0}`);
  }
  if (behaviour.hooks?.delay) {
    parts.push(`события позже на ${behaviour.hooks.delay} мс`);
  }
  if (behaviour.hooks?.repeat > 1) {
    parts.push(`каждое событие ${behaviour.hooks.repeat} раз${[2, 3, 4].includes(behaviour.hooks.repeat) ? 'а' : ''}`);
  }
  if (behaviour.hooks?.reorder) {
    parts.push('события не по порядку');
  }
  return parts.join(' · ');
}
