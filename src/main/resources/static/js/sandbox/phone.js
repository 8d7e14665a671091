import { action, keepRows } from './rows.js';
import { element, fill, postJson, say } from './tools.js';

const SHOWN = 20;
const WHEN = new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
const STATES = {
  ringing: ['звонит', 'warn'],
  talking: ['разговор', 'good'],
  ended: ['завершён', 'good'],
  missed: ['без ответа', 'bad'],
};

/** The client's telephone: it rings when a manager calls, and it calls the insurer. */
export function startPhone() {
  const list = document.getElementById('phone-list');
  const empty = document.getElementById('phone-empty');
  const count = document.getElementById('phone-count');
  const answer = document.getElementById('phone-answer');
  const form = document.getElementById('phone-form');

  function shown(calls) {
    const ringing = calls.filter((call) => call.state === 'ringing').length;
    empty.hidden = calls.length > 0;
    count.textContent = ringing === 0 ? '' : `звонят: ${ringing}`;
    return calls.slice(0, SHOWN);
  }

  function row(call) {
    const [state, kind] = STATES[call.state];
    const li = element(
      'li',
      { className: 'row' },
      element(
        'div',
        { className: 'line' },
        element('span', { className: 'subject' }, `+${call.number}`),
        element('span', { className: `state ${kind}` }, state),
      ),
      element(
        'p',
        { className: 'people' },
        `${call.incoming ? 'Клиент звонит на' : 'Звонит сотрудник с'} ${call.extension} · ${WHEN.format(new Date(call.createdAt))}`,
      ),
    );
    li.dataset.call = call.id;
    if (call.state === 'ringing') {
      li.append(
        element(
          'div',
          { className: 'send' },
          action('Ответить', () => send(`/${call.id}/answer`)),
          action('Не отвечать', () => send(`/${call.id}/miss`)),
        ),
      );
    } else if (call.state === 'talking') {
      li.append(element('div', { className: 'send' }, action('Положить трубку', () => send(`/${call.id}/hang-up`))));
    }
    return li;
  }

  async function send(path, body = {}) {
    const reply = await postJson(`/sandbox/phone/calls${path}`, body);
    if (reply.ok) {
      answer.hidden = true;
      setTimeout(refresh);
    } else {
      say(answer, 'bad', element('strong', {}, reply.body.detail ?? `Ответ сервера: ${reply.status}`));
    }
    return reply.ok;
  }

  document.getElementById('phone-example').addEventListener('click', () => {
    fill(form, { from: '+7 495 500-55-50', extension: '101' });
    form.querySelector('[type=submit]').focus();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    await send('', { from: form.elements.namedItem('from').value, extension: form.elements.namedItem('extension').value });
    button.disabled = false;
  });

  const refresh = keepRows(list, '/sandbox/phone/calls', row, shown);
}
